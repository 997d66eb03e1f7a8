//! Entries of items. Who may see proposals finds an item by what is in force
//! and by what is proposed; everyone else by what is in force; and whoever asks
//! for a day finds the versions of that day.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    item::{Item, ItemKind, ItemVersion, VersionState},
    text::fold,
};
use entity::{annex, party, programme, registered_business};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    ITEM,
    document::{Document, FIRST, LAST},
    nouns::names,
    terms::{Base, Facet},
};
use crate::{
    Result,
    clauses::{EditionName, edition_names},
    register::{
        lookup::{SectionName, sections_by_id},
        rows::{Aggregate as _, Scope},
    },
};

/// What the items of a batch refer to, by id.
#[derive(Debug, Default)]
pub(crate) struct Names {
    sections: BTreeMap<Uuid, SectionName>,
    /// 委託先・相手方.
    pub(crate) parties: BTreeMap<Uuid, String>,
    /// 登録業務.
    pub(crate) businesses: BTreeMap<Uuid, String>,
    /// 別紙, by title.
    pub(crate) annexes: BTreeMap<Uuid, String>,
    programmes: BTreeMap<Uuid, String>,
    editions: BTreeMap<Uuid, EditionName>,
}

impl Names {
    async fn load(db: &impl ConnectionTrait, items: &[Item]) -> Result<Self> {
        let versions = || items.iter().flat_map(|item| &item.versions);
        let used = versions().flat_map(|version| &version.clause_sets);
        let editions: BTreeSet<Uuid> = used.map(|used| used.edition.uuid()).collect();
        let parties = versions().map(|version| version.party.uuid());
        let businesses = versions().map(|version| version.registered_business.uuid());
        let annexes = versions().flat_map(|version| &version.data_groups).filter_map(|group| group.annex);
        let annexes = annexes.map(|annex| annex.uuid());
        let programmes = items.iter().map(|item| item.programme.uuid());
        Ok(Self {
            sections: sections_by_id(db, versions().map(|version| version.holding_section.uuid())).await?,
            parties: names::<party::Entity>(db, party::Column::Id, party::Column::Name, parties).await?,
            businesses: names::<registered_business::Entity>(
                db,
                registered_business::Column::Id,
                registered_business::Column::Name,
                businesses,
            )
            .await?,
            programmes: names::<programme::Entity>(
                db,
                programme::Column::Id,
                programme::Column::Name,
                programmes,
            )
            .await?,
            annexes: names::<annex::Entity>(db, annex::Column::Id, annex::Column::Title, annexes).await?,
            editions: edition_names(db, &editions).await?,
        })
    }
}

/// Reads items, and what they refer to.
pub(super) async fn load(db: &impl ConnectionTrait, scope: &Scope) -> Result<(Vec<Item>, Names)> {
    let items = Item::load(db, scope).await?;
    let names = Names::load(db, &items).await?;
    Ok((items, names))
}

/// The entries of items.
pub(super) fn documents(items: &[Item], names: &Names) -> Vec<Document> {
    items.iter().flat_map(|item| of_item(item, names)).collect()
}

fn of_item(item: &Item, names: &Names) -> Vec<Document> {
    let Some(current) = item.current() else { return Vec::new() };
    let proposal = item.proposal();
    // A proposal beside what is in force is told to some and hidden from others.
    let beside = proposal.filter(|proposal| proposal.id != current.id);
    let alone = |version: &ItemVersion| {
        let mut bases = Vec::new();
        if version.id == current.id && version.state == VersionState::InForce && item.archived_at.is_none() {
            bases.push(Base::Public);
        }
        let ended = version.state == VersionState::InForce
            || (version.state == VersionState::Past && version.valid_to.is_some());
        if ended {
            bases.push(Base::Dated);
        }
        bases
    };
    let mut documents = Vec::new();
    let mut bases = vec![Base::Staff];
    if beside.is_none() {
        bases.extend(alone(current));
    }
    if item.archived_at.is_some() {
        bases = bases.into_iter().filter(|base| *base == Base::Dated).chain([Base::Shelved]).collect();
    }
    documents.push(document(item, current, beside, names, bases));
    for version in &item.versions {
        let told = beside.is_none() && version.id == current.id;
        let bases = alone(version);
        if !told && !bases.is_empty() {
            documents.push(document(item, version, None, names, bases));
        }
    }
    if let Some(proposal) = proposal {
        documents[0].proposal = Some(proposal.id.uuid());
    }
    documents
}

fn document(
    item: &Item,
    version: &ItemVersion,
    beside: Option<&ItemVersion>,
    names: &Names,
    bases: Vec<Base>,
) -> Document {
    let section = names.sections.get(&version.holding_section.uuid());
    let party = names.parties.get(&version.party.uuid()).cloned().unwrap_or_default();
    let programme = names.programmes.get(&item.programme.uuid());
    let mut texts = texts(version, names);
    texts.extend(beside.iter().flat_map(|proposal| self::texts(proposal, names)));
    texts.extend(programme.cloned());
    let mut told = BTreeSet::new();
    texts.retain(|text| told.insert(text.clone()));
    let place = |kind: ItemKind| ItemKind::ALL.iter().position(|other| *other == kind).unwrap_or(0);
    Document {
        noun: ITEM,
        object: item.id.uuid(),
        version: Some(version.id.uuid()),
        proposal: None,
        kind: item.kind.code().to_owned(),
        state: version.state.code().to_owned(),
        valid_from: version.valid_from.unwrap_or(FIRST),
        valid_to: version.valid_to.unwrap_or(LAST),
        title: version.title.clone(),
        section: section.map(SectionName::full).unwrap_or_default(),
        party,
        kind_key: place(item.kind).to_string(),
        state_key: match version.state {
            VersionState::InForce => "0",
            VersionState::Proposal => "1",
            VersionState::Past => "2",
        }
        .to_owned(),
        bases,
        facets: facets(item, version, beside, names),
        texts,
    }
}

/// Everything a version says.
fn texts(version: &ItemVersion, names: &Names) -> Vec<String> {
    let lines = version.reason.iter().chain(&version.description).chain(&version.periods);
    let groups = version.data_groups.iter().flat_map(|group| {
        let items: Vec<&str> = group.items.iter().map(|item| item.name.as_str()).collect();
        let earlier = group.earlier_decision.iter().map(|earlier| earlier.text.clone());
        [group.subject.clone(), items.join("、")].into_iter().chain(earlier)
    });
    let sets = version.clause_sets.iter().filter_map(|used| names.editions.get(&used.edition.uuid()));
    let name = |from: &BTreeMap<Uuid, String>, id: Uuid| from.get(&id).cloned();
    std::iter::once(version.title.clone())
        .chain(name(&names.parties, version.party.uuid()))
        .chain(version.party_short_name.clone())
        .chain(names.sections.get(&version.holding_section.uuid()).map(SectionName::full))
        .chain(name(&names.businesses, version.registered_business.uuid()))
        .chain(lines.map(|line| line.text.clone()))
        .chain(groups)
        .chain(version.media.iter().map(|medium| medium.name.clone()))
        .chain(version.protections.iter().map(|protection| protection.text.clone()))
        .chain(sets.map(|edition| edition.name.clone()))
        .collect()
}

fn facets(item: &Item, version: &ItemVersion, beside: Option<&ItemVersion>, names: &Names) -> Vec<i64> {
    let mut facets = vec![
        Facet::Kind(item.kind.code()).term(),
        Facet::Programme(item.programme.uuid()).term(),
        Facet::Section(version.holding_section.uuid()).term(),
        Facet::State(version.state.code()).term(),
    ];
    if item.versions.iter().all(|version| version.state == VersionState::Past) {
        facets.push(Facet::OnlyPast.term());
    }
    for told in std::iter::once(version).chain(beside) {
        facets.push(Facet::State(told.state.code()).term());
        facets.push(Facet::Party(told.party.uuid()).term());
        facets.push(Facet::Business(told.registered_business.uuid()).term());
        facets.extend(told.media.iter().map(|medium| Facet::Medium(&fold(&medium.name)).term()));
        for group in &told.data_groups {
            facets.push(Facet::Direction(group.direction.code()).term());
            facets.extend(group.items.iter().filter(|item| item.sensitive).map(|_| Facet::Sensitive.term()));
            facets.extend(group.items.iter().filter(|item| item.my_number).map(|_| Facet::MyNumber.term()));
        }
        let sets = told.clause_sets.iter().filter_map(|used| names.editions.get(&used.edition.uuid()));
        facets.extend(sets.map(|edition| Facet::ClauseSet(edition.set).term()));
    }
    facets
}

#[cfg(test)]
mod tests {
    use domain::Id;

    use super::*;

    fn version(state: VersionState, title: &str) -> ItemVersion {
        ItemVersion {
            id: Id::new(Uuid::from_u128(title.chars().map(u128::from).sum())),
            state,
            valid_from: None,
            valid_to: None,
            decided_by: None,
            title: title.into(),
            holding_section: Id::new(Uuid::nil()),
            registered_business: Id::new(Uuid::nil()),
            legal_basis: Id::new(Uuid::nil()),
            party: Id::new(Uuid::nil()),
            party_short_name: None,
            reason: Vec::new(),
            description: Vec::new(),
            periods: Vec::new(),
            data_groups: Vec::new(),
            media: Vec::new(),
            protections: Vec::new(),
            clause_sets: Vec::new(),
        }
    }

    #[test]
    fn what_is_proposed_is_told_to_staff_alone() {
        let mut item: Item = serde_json::from_value(serde_json::json!({
            "id": Uuid::nil(), "kind": "linkage", "programme": Uuid::nil(), "versions": [],
        }))
        .unwrap();
        assert!(of_item(&item, &Names::default()).is_empty());
        item.versions = vec![
            version(VersionState::Past, "甲"),
            version(VersionState::InForce, "乙"),
            version(VersionState::Proposal, "丙"),
        ];
        let all = of_item(&item, &Names::default());
        let told: Vec<_> =
            all.iter().map(|it| (it.title.as_str(), it.bases.clone(), it.texts.len())).collect();
        // Of a past version nobody knows when it ended: it is of no day.
        assert_eq!(told, [("乙", vec![Base::Staff], 2), ("乙", vec![Base::Public, Base::Dated], 1)]);
        assert_eq!((all[0].proposal.is_some(), all[1].proposal), (true, None));

        item.versions.remove(1);
        let told: Vec<_> =
            of_item(&item, &Names::default()).into_iter().map(|it| (it.title, it.bases)).collect();
        assert_eq!(told, [("丙".to_owned(), vec![Base::Staff])]);
    }
}
