//! An item with everything its page names.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Id,
    annex::Annex,
    item::{Item, ItemKind, ItemVersion, VersionState, fit::Fit},
    legal::LegalBasis,
    party::Party,
    programme::RegisteredBusiness,
};
use entity::{item, item_version, outcome_subject, party, programme, submission_part};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::{fit::fits, list::sees_proposals};
use crate::{
    Actor, Error, Result, Ward,
    clauses::{self, EditionName},
    council::{self, OutcomeLine, SubmissionLine},
    policy::{self, Permission, Reach},
    register::{
        lookup::{self, SectionName},
        rows::{Aggregate, Scope, current, decoded},
        scope,
    },
};

/// An item in a line, beside the one that is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relative {
    /// Identity.
    pub id: Uuid,
    /// Its kind.
    pub kind: ItemKind,
    /// The item it hangs under.
    pub parent: Option<Uuid>,
    /// 件名.
    pub title: String,
    /// 委託先・相手方.
    pub party: String,
    /// State of the version that stands for it.
    pub state: VersionState,
}

/// A paper that prints a version of the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The paper.
    pub paper: SubmissionLine,
    /// The version.
    pub version: Uuid,
    /// The kind of change it states.
    pub change: Option<String>,
}

/// An item and what its versions refer to, by id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// The item; without its proposal for those who may not see one.
    pub item: Item,
    /// Name of the programme.
    pub programme: String,
    /// Sections.
    pub sections: BTreeMap<Uuid, SectionName>,
    /// Registered businesses.
    pub businesses: BTreeMap<Uuid, RegisteredBusiness>,
    /// Parties.
    pub parties: BTreeMap<Uuid, Party>,
    /// Legal bases.
    pub bases: BTreeMap<Uuid, LegalBasis>,
    /// Annexes of recorded items.
    pub annexes: BTreeMap<Uuid, Annex>,
    /// Editions of clause sets.
    pub editions: BTreeMap<Uuid, EditionName>,
    /// Outcomes about the item, and those its versions cite.
    pub outcomes: Vec<OutcomeLine>,
    /// Papers, the latest session first.
    pub printed: Vec<Printed>,
    /// The item itself and others of its programme, among them what it hangs
    /// under and what hangs under it.
    pub relatives: Vec<Relative>,
    /// How the clause sets fit: of the version in force and of the proposal.
    pub fits: BTreeMap<Uuid, Fit>,
}

/// Everything about one item.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<ItemView> {
    policy::require(actor, Permission::ReadRegister)?;
    let proposals = sees_proposals(actor);
    // Everything from one state of the database.
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let missing = || Error::NotFound("案件".to_owned());
    scope::require_item(db, actor, id).await?;
    let mut item = Item::load(db, &Scope::one(id)).await?.pop().ok_or_else(missing)?;
    if !proposals {
        item.versions.retain(|version| version.state != VersionState::Proposal);
    }
    let reach = policy::reach(actor, Permission::ReadRegister);
    if item.versions.is_empty() || !within(&reach, &item) {
        return Err(missing());
    }
    let programme = programme::Entity::find_by_id(item.programme.uuid()).one(db).await?;
    let (outcomes, printed) = if proposals { history(db, &item).await? } else { Default::default() };
    let groups = item.versions.iter().flat_map(|version| &version.data_groups);
    let editions =
        item.versions.iter().flat_map(|version| &version.clause_sets).map(|used| used.edition.uuid());
    Ok(ItemView {
        programme: programme.map(|row| row.name).unwrap_or_default(),
        sections: lookup::sections_by_id(db, item.versions.iter().map(|v| v.holding_section.uuid())).await?,
        businesses: load(db, of(&item, |version| version.registered_business)).await?,
        parties: load(db, of(&item, |version| version.party)).await?,
        bases: load(db, of(&item, |version| version.legal_basis)).await?,
        annexes: load(db, groups.filter_map(|group| group.annex).map(Id::uuid).collect()).await?,
        editions: clauses::edition_names(db, &editions.collect()).await?,
        outcomes,
        printed,
        relatives: relatives(db, actor, &item).await?,
        fits: fits(ward, db, actor, &item, &standing(&item)).await?,
        item,
    })
}

/// The versions whose clause sets may still be chosen.
fn standing(item: &Item) -> Vec<&ItemVersion> {
    item.versions.iter().filter(|version| version.state != VersionState::Past).collect()
}

/// Whether the item is held, or would be, within a reach.
fn within(reach: &Reach, item: &Item) -> bool {
    let holders = item.current().into_iter().chain(item.proposal());
    holders.into_iter().any(|version| reach.holds(version.holding_section.uuid()))
}

/// Which of these items the actor may open: for links on pages that name items
/// of every section.
///
/// # Errors
/// `Database`.
pub async fn openable(
    ward: &Ward,
    actor: &Actor,
    items: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeSet<Uuid>> {
    let items: BTreeSet<Uuid> = items.into_iter().collect();
    let own = match policy::reach(actor, Permission::ReadRegister) {
        Reach::All => return Ok(items),
        Reach::Nothing => return Ok(BTreeSet::new()),
        Reach::Sections(own) => own,
    };
    let held = Condition::any()
        .add(item_version::Column::IsCurrent.eq(true))
        .add(item_version::Column::State.eq(VersionState::Proposal.code()));
    let found: Vec<Uuid> = item_version::Entity::find()
        .select_only()
        .column(item_version::Column::ItemId)
        .filter(item_version::Column::ItemId.is_in(items))
        .filter(item_version::Column::HoldingSectionId.is_in(own))
        .filter(held)
        .into_tuple()
        .all(ward.store().read())
        .await?;
    Ok(found.into_iter().collect())
}

fn of<T>(item: &Item, reference: impl Fn(&ItemVersion) -> Id<T>) -> BTreeSet<Uuid> {
    item.versions.iter().map(|version| reference(version).uuid()).collect()
}

async fn load<A: Aggregate>(db: &impl ConnectionTrait, ids: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, A>> {
    let found = A::load(db, &Scope::ids(ids)).await?;
    Ok(found.into_iter().map(|aggregate| (aggregate.id(), aggregate)).collect())
}

/// What was decided about the item, or is cited by it, and the papers that print it.
async fn history(db: &impl ConnectionTrait, item: &Item) -> Result<(Vec<OutcomeLine>, Vec<Printed>)> {
    let about: Vec<Uuid> = outcome_subject::Entity::find()
        .select_only()
        .column(outcome_subject::Column::OutcomeId)
        .filter(outcome_subject::Column::ItemId.eq(item.id.uuid()))
        .into_tuple()
        .all(db)
        .await?;
    let groups = item.versions.iter().flat_map(|version| &version.data_groups);
    let cited = groups.filter_map(|group| group.earlier_decision.as_ref()).map(|earlier| earlier.outcome);
    let deciding = item.versions.iter().filter_map(|version| version.decided_by);
    let ids: BTreeSet<Uuid> = about.into_iter().chain(cited.chain(deciding).map(Id::uuid)).collect();
    let parts = parts(db, item).await?;
    let papers = parts.iter().map(|part| part.submission_id).collect();
    let (outcomes, papers) = council::history(db, &Scope::ids(ids), papers).await?;
    Ok((outcomes, of_parts(&parts, papers)))
}

/// The papers that print the item.
pub(super) async fn printed(db: &impl ConnectionTrait, item: &Item) -> Result<Vec<Printed>> {
    let parts = parts(db, item).await?;
    let papers = Scope::ids(parts.iter().map(|part| part.submission_id).collect::<BTreeSet<_>>());
    Ok(of_parts(&parts, council::submissions(db, &papers).await?))
}

async fn parts(db: &impl ConnectionTrait, item: &Item) -> Result<Vec<submission_part::Model>> {
    let versions = item.versions.iter().map(|version| version.id.uuid());
    Ok(submission_part::Entity::find()
        .filter(submission_part::Column::VersionId.is_in(versions))
        .order_by_asc(submission_part::Column::Position)
        .all(db)
        .await?)
}

fn of_parts(parts: &[submission_part::Model], papers: Vec<SubmissionLine>) -> Vec<Printed> {
    let mut printed = Vec::with_capacity(parts.len());
    for paper in papers {
        for part in parts.iter().filter(|part| part.submission_id == paper.id) {
            let Some(version) = part.version_id else { continue };
            printed.push(Printed { paper: paper.clone(), version, change: part.change.clone() });
        }
    }
    printed
}

/// The items of the programme, and what this one hangs under or over even in
/// another programme.
async fn relatives(db: &impl ConnectionTrait, actor: &Actor, shown: &Item) -> Result<Vec<Relative>> {
    let proposals = sees_proposals(actor);
    let mut near = Condition::any()
        .add(item::Column::ProgrammeId.eq(shown.programme.uuid()))
        .add(item::Column::ParentId.eq(shown.id.uuid()));
    if let Some(parent) = shown.parent {
        near = near.add(item::Column::Id.eq(parent.uuid()));
    }
    let items = item::Entity::find()
        .filter(near)
        .filter(scope::items(actor))
        .order_by_asc(item::Column::Id)
        .all(db)
        .await?;
    let versions = item_version::Entity::find()
        .filter(item_version::Column::ItemId.is_in(items.iter().map(|row| row.id)))
        .filter(current())
        .all(db)
        .await?;
    let parties = Scope::ids(versions.iter().map(|version| version.party_id).collect::<BTreeSet<_>>());
    let parties = party::Entity::find().filter(parties.filter(party::Column::Id)).all(db).await?;
    let parties: BTreeMap<Uuid, String> = parties.into_iter().map(|row| (row.id, row.name)).collect();
    let mut current: BTreeMap<Uuid, item_version::Model> =
        versions.into_iter().map(|version| (version.item_id, version)).collect();
    let mut relatives = Vec::with_capacity(items.len());
    for row in items {
        let Some(version) = current.remove(&row.id) else { continue };
        let state = decoded(&version.state, VersionState::from_code)?;
        if state == VersionState::Proposal && !proposals {
            continue;
        }
        relatives.push(Relative {
            id: row.id,
            kind: decoded(&row.kind, ItemKind::from_code)?,
            parent: row.parent_id,
            title: version.title,
            party: parties.get(&version.party_id).cloned().unwrap_or_default(),
            state,
        });
    }
    Ok(relatives)
}
