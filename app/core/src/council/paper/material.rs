//! Everything a paper prints, read in a fixed number of queries.

use std::collections::BTreeMap;

use domain::{
    Id,
    annex::Annex,
    clauses::{ClauseSet, Edition},
    council::{Part, Session, Submission},
    item::{Item, ItemVersion},
    legal::LegalBasis,
    organisation,
    party::Party,
    programme::RegisteredBusiness,
};
use entity::{clause_edition, item_version};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Error, Result,
    clauses::{EditionName, edition_names},
    register::{
        SectionName, lookup,
        organisation::ward,
        rows::{Aggregate, Scope, corrupt},
    },
};

/// A submission and what it prints.
pub(crate) struct Material {
    pub(crate) submission: Submission,
    pub(crate) session: Session,
    pub(crate) ward: organisation::Ward,
    pub(crate) section: SectionName,
    /// The versions its forms print, with their items.
    pub(crate) versions: BTreeMap<Id<ItemVersion>, (Item, ItemVersion)>,
    /// Their 保有課, and that of the submission.
    pub(crate) sections: BTreeMap<Uuid, SectionName>,
    /// Their 登録業務.
    pub(crate) businesses: BTreeMap<Id<RegisteredBusiness>, RegisteredBusiness>,
    /// Their 根拠.
    pub(crate) bases: BTreeMap<Id<LegalBasis>, LegalBasis>,
    /// Their parties.
    pub(crate) parties: BTreeMap<Id<Party>, Party>,
    /// The annexes they point to and the packet holds.
    pub(crate) annexes: BTreeMap<Id<Annex>, Annex>,
    /// The names of the editions they use.
    pub(crate) edition_names: BTreeMap<Uuid, EditionName>,
    /// The editions the packet holds, with their sets.
    pub(crate) editions: BTreeMap<Id<Edition>, (ClauseSet, Edition)>,
}

/// Reads what a submission prints.
pub(crate) async fn load(db: &impl ConnectionTrait, submission: Submission) -> Result<Material> {
    let session = Session::load(db, &Scope::one(submission.session.uuid())).await?.pop();
    let in_charge = submission.section.uuid();
    let versions = versions(db, &submission).await?;
    let of = |id: fn(&ItemVersion) -> Uuid| Scope::ids(versions.values().map(|(_, version)| id(version)));
    let printed = |id: fn(&Part) -> Option<Uuid>| submission.parts.iter().filter_map(id);
    let groups = versions.values().flat_map(|(_, version)| &version.data_groups);
    let annexes = groups.filter_map(|group| group.annex).map(Id::uuid).chain(printed(annex_of));
    let used =
        versions.values().flat_map(|(_, version)| &version.clause_sets).map(|used| used.edition.uuid());
    let held = versions.values().map(|(_, version)| version.holding_section.uuid());
    let sections = lookup::sections_by_id(db, held.chain([in_charge])).await?;
    Ok(Material {
        session: session.ok_or_else(|| corrupt("a submission without a session"))?,
        ward: ward(db).await?.ok_or_else(|| Error::NotFound("区の情報".into()))?,
        section: sections
            .get(&in_charge)
            .cloned()
            .ok_or_else(|| corrupt("a submission without a section"))?,
        sections,
        businesses: keyed(db, &of(|version| version.registered_business.uuid())).await?,
        bases: keyed(db, &of(|version| version.legal_basis.uuid())).await?,
        parties: keyed(db, &of(|version| version.party.uuid())).await?,
        annexes: keyed(db, &Scope::ids(annexes)).await?,
        edition_names: edition_names(db, &used.collect()).await?,
        editions: editions(db, &Scope::ids(printed(edition_of))).await?,
        versions,
        submission,
    })
}

async fn keyed<A: Aggregate>(db: &impl ConnectionTrait, scope: &Scope) -> Result<BTreeMap<Id<A>, A>> {
    Ok(A::load(db, scope).await?.into_iter().map(|aggregate| (aggregate.id().into(), aggregate)).collect())
}

fn annex_of(part: &Part) -> Option<Uuid> {
    match part {
        Part::RecordedItems { annex } => Some(annex.uuid()),
        Part::Form { .. } | Part::Clauses { .. } => None,
    }
}

fn edition_of(part: &Part) -> Option<Uuid> {
    match part {
        Part::Clauses { edition } => Some(edition.uuid()),
        Part::Form { .. } | Part::RecordedItems { .. } => None,
    }
}

fn version_of(part: &Part) -> Option<Uuid> {
    match part {
        Part::Form { version, .. } => Some(version.uuid()),
        Part::RecordedItems { .. } | Part::Clauses { .. } => None,
    }
}

async fn versions(
    db: &impl ConnectionTrait,
    submission: &Submission,
) -> Result<BTreeMap<Id<ItemVersion>, (Item, ItemVersion)>> {
    let printed = Scope::ids(submission.parts.iter().filter_map(version_of));
    let printing = printed.filter(item_version::Column::Id);
    let items = Scope::select::<item_version::Entity>(item_version::Column::ItemId, printing);
    let items = Item::load(db, &items).await?;
    let mut versions = BTreeMap::new();
    for mut item in items {
        for version in std::mem::take(&mut item.versions) {
            versions.insert(version.id, (item.clone(), version));
        }
    }
    versions
        .retain(|id, _| submission.parts.iter().filter_map(version_of).any(|printed| printed == id.uuid()));
    Ok(versions)
}

async fn editions(
    db: &impl ConnectionTrait,
    printed: &Scope,
) -> Result<BTreeMap<Id<Edition>, (ClauseSet, Edition)>> {
    let sets = Scope::select::<clause_edition::Entity>(
        clause_edition::Column::ClauseSetId,
        printed.filter(clause_edition::Column::Id),
    );
    let mut editions = BTreeMap::new();
    for mut set in ClauseSet::load(db, &sets).await? {
        for edition in std::mem::take(&mut set.editions) {
            editions.insert(edition.id, (set.clone(), edition));
        }
    }
    Ok(editions)
}
