//! What the clause sets of an item are judged by: those of the items around
//! it, and the editions that may be chosen.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Id,
    item::{
        ClauseSetRole, ClauseSetUse, Item, ItemVersion, VersionState,
        fit::{Case, Fit, Related, fit},
    },
};
use entity::{item, item_version, version_clause_set};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use super::sees_proposals;
use crate::{
    Actor, Result, Ward,
    clauses::profiles,
    register::{rows::decoded, scope},
};

/// What is around an item, with the versions that stand for it.
struct Near {
    row: item::Model,
    shown: bool,
    versions: Vec<(item_version::Model, Vec<ClauseSetUse>)>,
}

/// How the clause sets of these versions of an item fit, by version. However
/// large the tree and many the sets, the queries are the same.
pub(super) async fn fits(
    ward: &Ward,
    db: &impl ConnectionTrait,
    actor: &Actor,
    item: &Item,
    versions: &[&ItemVersion],
) -> Result<BTreeMap<Uuid, Fit>> {
    let today = ward.clock().today();
    let near = near(db, actor, item).await?;
    let around = near.iter().flat_map(|near| &near.versions).flat_map(|(_, used)| used);
    let own = versions.iter().flat_map(|version| &version.clause_sets);
    let used: BTreeSet<Uuid> = own.chain(around).map(|used| used.edition.uuid()).collect();
    let editions = profiles(ward, db, &used).await?;
    let mut fits = BTreeMap::new();
    for version in versions {
        let proposed = version.state == VersionState::Proposal;
        let related = |near: &Near| near.related(proposed);
        let is_parent = |near: &&Near| item.parent.is_some_and(|parent| parent.uuid() == near.row.id);
        let parent = near.iter().find(is_parent).and_then(related);
        let below: Vec<Related> = near.iter().filter(|near| !is_parent(near)).filter_map(related).collect();
        let (kind, parent) = (item.kind, parent.as_ref());
        let case = Case { kind, version, today, parent, below: &below, editions: &editions };
        fits.insert(version.id.uuid(), fit(case));
    }
    Ok(fits)
}

impl Near {
    /// As a proposal sees it, or what is in force: the version that would stand
    /// beside it.
    fn related(&self, proposed: bool) -> Option<Related> {
        let is = |state: VersionState| move |(row, _): &&(item_version::Model, _)| row.state == state.code();
        let proposal = self.versions.iter().find(is(VersionState::Proposal)).filter(|_| proposed);
        let current = || self.versions.iter().find(|(row, _)| row.is_current);
        let (version, used) = proposal.or_else(current)?;
        Some(Related {
            item: self.row.id.into(),
            title: self.shown.then(|| version.title.clone()),
            clause_sets: used.clone(),
        })
    }
}

/// What an item hangs under, and what hangs under it and is not put away.
async fn near(db: &impl ConnectionTrait, actor: &Actor, of: &Item) -> Result<Vec<Near>> {
    let mut around = Condition::any().add(item::Column::ParentId.eq(of.id.uuid()));
    if let Some(parent) = of.parent {
        around = around.add(item::Column::Id.eq(parent.uuid()));
    }
    let mut rows = item::Entity::find().filter(around).order_by_asc(item::Column::Id).all(db).await?;
    // Asked of the database, SQLite would go through everything that is not put away.
    rows.retain(|row| row.archived_at.is_none() || row.parent_id != Some(of.id.uuid()));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let shown: Vec<Uuid> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::Id.is_in(ids.iter().copied()))
        .filter(scope::items(actor))
        .into_tuple()
        .all(db)
        .await?;
    let mut versions = versions(db, actor, &ids).await?;
    let near = |row: item::Model| Near {
        shown: shown.contains(&row.id),
        versions: versions.remove(&row.id).unwrap_or_default(),
        row,
    };
    Ok(rows.into_iter().map(near).collect())
}

/// The versions that stand for items, by item, with their clause sets.
async fn versions(
    db: &impl ConnectionTrait,
    actor: &Actor,
    items: &[Uuid],
) -> Result<BTreeMap<Uuid, Vec<(item_version::Model, Vec<ClauseSetUse>)>>> {
    let mut rows = item_version::Entity::find()
        .filter(item_version::Column::ItemId.is_in(items.iter().copied()))
        .filter(item_version::Column::State.ne(VersionState::Past.code()))
        .all(db)
        .await?;
    if !sees_proposals(actor) {
        rows.retain(|row| row.state != VersionState::Proposal.code());
    }
    let mut used = BTreeMap::<Uuid, Vec<ClauseSetUse>>::new();
    let sets = version_clause_set::Entity::find()
        .filter(version_clause_set::Column::VersionId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(version_clause_set::Column::Position)
        .all(db)
        .await?;
    for row in sets {
        let role = decoded(&row.role, ClauseSetRole::from_code)?;
        let edition = Id::from(row.edition_id);
        used.entry(row.version_id).or_default().push(ClauseSetUse { edition, role });
    }
    let mut versions = BTreeMap::<Uuid, Vec<_>>::new();
    for row in rows {
        let used = used.remove(&row.id).unwrap_or_default();
        versions.entry(row.item_id).or_default().push((row, used));
    }
    Ok(versions)
}
