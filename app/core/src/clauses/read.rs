//! Clause sets for pages: the list, and one with who uses it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    clauses::{ClauseSet, EditionState},
    item::{ClauseSetRole, ItemKind, VersionState},
};
use entity::{clause, clause_edition, clause_set, item, item_version, version_clause_set};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        item::sees_proposals,
        rows::{Aggregate as _, Scope, decoded, number},
        scope,
    },
};

/// An edition in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionRow {
    /// Identity.
    pub id: Uuid,
    /// Counted from 1 within its set.
    pub number: u32,
    /// Its life.
    pub state: EditionState,
    /// First day in force.
    pub valid_from: Option<NaiveDate>,
    /// Last day in force.
    pub valid_to: Option<NaiveDate>,
    /// How many clauses it has.
    pub clauses: u64,
}

/// A clause set in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseSetRow {
    /// Identity.
    pub id: Uuid,
    /// The ward's name for it.
    pub name: String,
    /// Code of the variant.
    pub variant: String,
    /// Its editions, the newest first.
    pub editions: Vec<EditionRow>,
}

/// An edition as an item names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EditionName {
    /// The edition.
    pub edition: Uuid,
    /// The clause set.
    pub set: Uuid,
    /// The set's name.
    pub name: String,
    /// Counted from 1 within its set.
    pub number: u32,
    /// Its life.
    pub state: EditionState,
}

/// A version of an item that an edition is attached to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseUse {
    /// The edition.
    pub edition: Uuid,
    /// What it is for there.
    pub role: ClauseSetRole,
    /// The item.
    pub item: Uuid,
    /// Its kind.
    pub kind: ItemKind,
    /// The version.
    pub version: Uuid,
    /// The version's state.
    pub state: VersionState,
    /// The version's 件名.
    pub title: String,
}

/// A clause set with who uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ClauseSetView {
    /// The set; without drafts for those who may not see them.
    pub set: ClauseSet,
    /// Versions of items it is attached to, past ones and those of other
    /// sections left out.
    pub uses: Vec<ClauseUse>,
}

#[derive(FromQueryResult)]
struct Tally {
    owner: Uuid,
    total: i64,
}

/// All clause sets. A ward has a handful.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor) -> Result<Vec<ClauseSetRow>> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let sets = clause_set::Entity::find().order_by_asc(clause_set::Column::Id).all(db).await?;
    let editions =
        clause_edition::Entity::find().order_by_desc(clause_edition::Column::Number).all(db).await?;
    let tallies = clause::Entity::find()
        .select_only()
        .column_as(clause::Column::EditionId, "owner")
        .column_as(clause::Column::Id.count(), "total")
        .group_by(clause::Column::EditionId)
        .into_model::<Tally>()
        .all(db)
        .await?;
    let clauses: BTreeMap<Uuid, u64> =
        tallies.into_iter().map(|tally| (tally.owner, u64::try_from(tally.total).unwrap_or(0))).collect();
    let mut of_sets = BTreeMap::<Uuid, Vec<EditionRow>>::new();
    for row in editions {
        let state = decoded(&row.state, EditionState::from_code)?;
        if state == EditionState::Draft && !sees_proposals(actor) {
            continue;
        }
        of_sets.entry(row.clause_set_id).or_default().push(EditionRow {
            id: row.id,
            number: number(row.number)?,
            state,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            clauses: clauses.get(&row.id).copied().unwrap_or(0),
        });
    }
    let row = |set: clause_set::Model| ClauseSetRow {
        editions: of_sets.remove(&set.id).unwrap_or_default(),
        id: set.id,
        name: set.name,
        variant: set.variant,
    };
    Ok(sets.into_iter().map(row).filter(|row| !row.editions.is_empty()).collect())
}

/// The clause sets of [`list`] by their names alone.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn names(ward: &Ward, actor: &Actor) -> Result<Vec<(Uuid, String)>> {
    policy::require(actor, Permission::ReadRegister)?;
    let mut editions = Condition::all();
    if !sees_proposals(actor) {
        editions = editions.add(clause_edition::Column::State.ne(EditionState::Draft.code()));
    }
    let sets = Scope::select::<clause_edition::Entity>(clause_edition::Column::ClauseSetId, editions);
    let names = clause_set::Entity::find()
        .select_only()
        .columns([clause_set::Column::Id, clause_set::Column::Name])
        .filter(sets.filter(clause_set::Column::Id))
        .order_by_asc(clause_set::Column::Id)
        .into_tuple()
        .all(ward.store().read())
        .await?;
    Ok(names)
}

/// One clause set with all its editions.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<ClauseSetView> {
    policy::require(actor, Permission::ReadRegister)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let missing = || Error::NotFound("特記事項".to_owned());
    let mut set = ClauseSet::load(db, &Scope::one(id)).await?.pop().ok_or_else(missing)?;
    if !sees_proposals(actor) {
        set.editions.retain(|edition| edition.state != EditionState::Draft);
    }
    if set.editions.is_empty() {
        return Err(missing());
    }
    let uses = uses(db, actor, &set).await?;
    Ok(ClauseSetView { set, uses })
}

async fn uses(db: &impl ConnectionTrait, actor: &Actor, set: &ClauseSet) -> Result<Vec<ClauseUse>> {
    let attached = version_clause_set::Entity::find()
        .filter(
            version_clause_set::Column::EditionId.is_in(set.editions.iter().map(|edition| edition.id.uuid())),
        )
        .all(db)
        .await?;
    let mut states = Condition::all().add(item_version::Column::State.ne(VersionState::Past.code()));
    if !sees_proposals(actor) {
        states = states.add(item_version::Column::State.ne(VersionState::Proposal.code()));
    }
    let versions = attached.iter().map(|row| row.version_id).collect::<BTreeSet<_>>();
    let versions = item_version::Entity::find()
        .filter(item_version::Column::Id.is_in(versions))
        .filter(states)
        .order_by_asc(item_version::Column::Title)
        .order_by_asc(item_version::Column::Id)
        .all(db)
        .await?;
    let items = versions.iter().map(|version| version.item_id).collect::<BTreeSet<_>>();
    let items = item::Entity::find()
        .filter(item::Column::Id.is_in(items))
        .filter(scope::items(actor))
        .all(db)
        .await?;
    let kinds: BTreeMap<Uuid, String> = items.into_iter().map(|row| (row.id, row.kind)).collect();
    let mut uses = Vec::new();
    for version in versions {
        for row in attached.iter().filter(|row| row.version_id == version.id) {
            let Some(kind) = kinds.get(&version.item_id) else { continue };
            uses.push(ClauseUse {
                edition: row.edition_id,
                role: decoded(&row.role, ClauseSetRole::from_code)?,
                item: version.item_id,
                kind: decoded(kind, ItemKind::from_code)?,
                version: version.id,
                state: decoded(&version.state, VersionState::from_code)?,
                title: version.title.clone(),
            });
        }
    }
    Ok(uses)
}

/// What editions are called, by id.
pub(crate) async fn edition_names(
    db: &impl ConnectionTrait,
    editions: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, EditionName>> {
    let rows = clause_edition::Entity::find()
        .filter(clause_edition::Column::Id.is_in(editions.iter().copied()))
        .all(db)
        .await?;
    let sets = rows.iter().map(|row| row.clause_set_id).collect::<BTreeSet<_>>();
    let sets = clause_set::Entity::find().filter(clause_set::Column::Id.is_in(sets)).all(db).await?;
    let names: BTreeMap<Uuid, String> = sets.into_iter().map(|row| (row.id, row.name)).collect();
    let named = |row: clause_edition::Model| {
        let name = EditionName {
            edition: row.id,
            set: row.clause_set_id,
            name: names.get(&row.clause_set_id).cloned().unwrap_or_default(),
            number: number(row.number)?,
            state: decoded(&row.state, EditionState::from_code)?,
        };
        Ok((row.id, name))
    };
    rows.into_iter().map(named).collect()
}
