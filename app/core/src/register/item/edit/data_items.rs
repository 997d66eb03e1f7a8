//! 情報項目 of a version: what their form offers, and how they are saved.

use std::collections::BTreeSet;

use domain::{
    Id,
    council::Outcome,
    item::{DataGroup, Item, ItemVersion, PartValue},
};
use entity::{annex, item, outcome_subject};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, sea_query::Query,
};
use uuid::Uuid;

use super::{Choice, save_part};
use crate::{
    Actor, Error, Result, Ward, council,
    policy::{self, Permission},
    register::{edit::Change, rows::Scope},
};

/// How many annexes and outcomes are offered at most.
const OFFERED: u64 = 200;

/// What the form offers to choose from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offered {
    /// Annexes of recorded items, by title, those in use first.
    pub annexes: Vec<Choice>,
    /// Outcomes about items of the same programme, the latest session first.
    pub outcomes: Vec<Choice>,
}

/// What the form of a version's data items offers.
///
/// # Errors
/// `Forbidden` without `EditItems`; `Database`.
pub async fn offered(ward: &Ward, actor: &Actor, item: &Item, version: &ItemVersion) -> Result<Offered> {
    policy::require(actor, Permission::EditItems)?;
    let db = ward.store().read();
    Ok(Offered { annexes: annexes(db, version).await?, outcomes: outcomes(db, item, version).await? })
}

async fn annexes(db: &impl ConnectionTrait, version: &ItemVersion) -> Result<Vec<Choice>> {
    let used: Vec<Uuid> = version.data_groups.iter().filter_map(|group| group.annex).map(Id::uuid).collect();
    let chosen = annex::Entity::find().filter(annex::Column::Id.is_in(used.iter().copied())).all(db).await?;
    let others = annex::Entity::find()
        .filter(annex::Column::Id.is_not_in(used))
        .order_by_asc(annex::Column::Title)
        .order_by_asc(annex::Column::Id)
        .limit(OFFERED)
        .all(db)
        .await?;
    Ok(chosen.into_iter().chain(others).map(|row| Choice { id: row.id, name: row.title }).collect())
}

async fn outcomes(db: &impl ConnectionTrait, of: &Item, version: &ItemVersion) -> Result<Vec<Choice>> {
    let near = Query::select()
        .column(item::Column::Id)
        .from(item::Entity)
        .cond_where(
            Condition::any()
                .add(item::Column::ProgrammeId.eq(of.programme.uuid()))
                .add(item::Column::Id.eq(of.id.uuid())),
        )
        .to_owned();
    let about: Vec<Uuid> = outcome_subject::Entity::find()
        .select_only()
        .column(outcome_subject::Column::OutcomeId)
        .filter(outcome_subject::Column::ItemId.in_subquery(near))
        .order_by_desc(outcome_subject::Column::OutcomeId)
        .limit(OFFERED)
        .into_tuple()
        .all(db)
        .await?;
    let cited = version.data_groups.iter().filter_map(|group| group.earlier_decision.as_ref());
    let ids: BTreeSet<Uuid> = about.into_iter().chain(cited.map(|earlier| earlier.outcome.uuid())).collect();
    let lines = council::outcomes(db, &Scope::ids(ids)).await?;
    Ok(lines
        .into_iter()
        .map(|line| {
            let Outcome { id, title, result, .. } = line.outcome;
            Choice { id: id.uuid(), name: format!("{} {title}（{}）", line.session.label, result.word()) }
        })
        .collect())
}

/// Saves the data groups of a version. Ids that are not those of its own rows
/// are given anew: no form takes another version's rows.
///
/// # Errors
/// As [`save_part`].
pub async fn save_data_items(
    ward: &Ward,
    actor: &Actor,
    item: &Item,
    version: Id<ItemVersion>,
    change: Change<'_>,
    mut groups: Vec<DataGroup>,
) -> Result<()> {
    let held = item.versions.iter().find(|held| held.id == version);
    let held = held.ok_or_else(|| Error::NotFound("案件の版".to_owned()))?;
    let own: BTreeSet<Uuid> = ids(&held.data_groups).collect();
    for group in &mut groups {
        group.id = group.id.filter(|id| own.contains(&id.uuid()));
        for row in &mut group.items {
            row.id = row.id.filter(|id| own.contains(&id.uuid()));
        }
    }
    save_part(ward, actor, item.id.uuid(), version, change, PartValue::DataItems(groups)).await.map(drop)
}

fn ids(groups: &[DataGroup]) -> impl Iterator<Item = Uuid> + '_ {
    groups.iter().flat_map(|group| {
        let items = group.items.iter().filter_map(|item| item.id).map(Id::uuid);
        group.id.map(Id::uuid).into_iter().chain(items)
    })
}
