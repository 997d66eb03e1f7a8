//! Entries of the other nouns, and whose names stand in whose entries.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    annex::Annex,
    bundle::Noun,
    clauses::{Clause, ClauseItem, ClauseSet},
    council::{Outcome, Part, Session, Submission},
    dictionary::DictionaryEntry,
    legal::LegalBasis,
    organisation::{Department, ImplementingBody, Section},
    party::Party,
    programme::{Block, Programme, RegisteredBusiness},
};
use entity::{
    annex, clause_edition, clause_set, council_session, data_group, department, dictionary_entry,
    implementing_body, item, item_version, legal_basis, outcome, party, programme, registered_business,
    section, submission, version_clause_set,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use super::{document::Document, ids, terms::Base};
use crate::{
    Result,
    register::{
        lookup::{SectionName, sections_by_id},
        rows::{Aggregate, Scope},
    },
};

/// A noun as the index names it.
pub(crate) fn name(noun: Noun) -> &'static str {
    match noun {
        Noun::ImplementingBody => ImplementingBody::KIND,
        Noun::Department => Department::KIND,
        Noun::Section => Section::KIND,
        Noun::DictionaryEntry => DictionaryEntry::KIND,
        Noun::LegalBasis => LegalBasis::KIND,
        Noun::ClauseSet => ClauseSet::KIND,
        Noun::Party => Party::KIND,
        Noun::Annex => Annex::KIND,
        Noun::RegisteredBusiness => RegisteredBusiness::KIND,
        Noun::Programme => Programme::KIND,
        Noun::Session => Session::KIND,
        Noun::Submission => Submission::KIND,
        Noun::Outcome => Outcome::KIND,
        Noun::Item => super::ITEM,
        _ => "",
    }
}

/// The ids of all objects of a noun.
pub(super) async fn all(db: &impl ConnectionTrait, noun: Noun) -> Result<Vec<Uuid>> {
    match noun {
        Noun::ImplementingBody => ids::<implementing_body::Entity>(db, implementing_body::Column::Id).await,
        Noun::Department => ids::<department::Entity>(db, department::Column::Id).await,
        Noun::DictionaryEntry => ids::<dictionary_entry::Entity>(db, dictionary_entry::Column::Id).await,
        Noun::Section => ids::<section::Entity>(db, section::Column::Id).await,
        Noun::LegalBasis => ids::<legal_basis::Entity>(db, legal_basis::Column::Id).await,
        Noun::ClauseSet => ids::<clause_set::Entity>(db, clause_set::Column::Id).await,
        Noun::Party => ids::<party::Entity>(db, party::Column::Id).await,
        Noun::Annex => ids::<annex::Entity>(db, annex::Column::Id).await,
        Noun::RegisteredBusiness => {
            ids::<registered_business::Entity>(db, registered_business::Column::Id).await
        }
        Noun::Programme => ids::<programme::Entity>(db, programme::Column::Id).await,
        Noun::Session => ids::<council_session::Entity>(db, council_session::Column::Id).await,
        Noun::Submission => ids::<submission::Entity>(db, submission::Column::Id).await,
        Noun::Outcome => ids::<outcome::Entity>(db, outcome::Column::Id).await,
        Noun::Item => ids::<item::Entity>(db, item::Column::Id).await,
        _ => Ok(Vec::new()),
    }
}

/// What has the names of these objects in its entries.
pub(super) async fn named_by(
    db: &impl ConnectionTrait,
    noun: Noun,
    of: &[Uuid],
) -> Result<Vec<(Noun, Vec<Uuid>)>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let of = || of.iter().copied();
    let items = async |condition: Condition| {
        column::<item_version::Entity>(db, item_version::Column::ItemId, condition).await
    };
    let all = |condition| Condition::all().add(condition);
    Ok(match noun {
        Noun::Department => {
            let of = all(section::Column::DepartmentId.is_in(of()));
            vec![(Noun::Section, column::<section::Entity>(db, section::Column::Id, of).await?)]
        }
        Noun::Section => vec![
            (Noun::Item, items(all(item_version::Column::HoldingSectionId.is_in(of()))).await?),
            (
                Noun::Programme,
                column::<programme::Entity>(
                    db,
                    programme::Column::Id,
                    all(programme::Column::SectionId.is_in(of())),
                )
                .await?,
            ),
            (
                Noun::RegisteredBusiness,
                column::<registered_business::Entity>(
                    db,
                    registered_business::Column::Id,
                    all(registered_business::Column::SectionId.is_in(of())),
                )
                .await?,
            ),
        ],
        Noun::Party => vec![(Noun::Item, items(all(item_version::Column::PartyId.is_in(of()))).await?)],
        Noun::RegisteredBusiness => {
            vec![(Noun::Item, items(all(item_version::Column::RegisteredBusinessId.is_in(of()))).await?)]
        }
        Noun::Programme => vec![(
            Noun::Item,
            column::<item::Entity>(db, item::Column::Id, all(item::Column::ProgrammeId.is_in(of()))).await?,
        )],
        Noun::ClauseSet => {
            let editions = Scope::select::<clause_edition::Entity>(
                clause_edition::Column::Id,
                all(clause_edition::Column::ClauseSetId.is_in(of())),
            );
            let versions = Scope::select::<version_clause_set::Entity>(
                version_clause_set::Column::VersionId,
                editions.filter(version_clause_set::Column::EditionId),
            );
            vec![(Noun::Item, items(versions.filter(item_version::Column::Id)).await?)]
        }
        Noun::Annex => {
            let versions = Scope::select::<data_group::Entity>(
                data_group::Column::VersionId,
                all(data_group::Column::AnnexId.is_in(of())),
            );
            vec![(Noun::Item, items(versions.filter(item_version::Column::Id)).await?)]
        }
        _ => Vec::new(),
    })
}

async fn column<E: EntityTrait>(
    db: &impl ConnectionTrait,
    column: E::Column,
    condition: Condition,
) -> Result<Vec<Uuid>> {
    Ok(E::find().select_only().column(column).distinct().filter(condition).into_tuple().all(db).await?)
}

/// Names by id.
pub(super) async fn names<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    name: E::Column,
    of: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, String>> {
    let of: BTreeSet<Uuid> = of.collect();
    let rows: Vec<(Uuid, String)> = E::find()
        .select_only()
        .columns([id, name])
        .filter(Scope::ids(of).filter(id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The entries of objects that are no items.
pub(super) async fn documents(db: &impl ConnectionTrait, noun: Noun, scope: &Scope) -> Result<Vec<Document>> {
    match noun {
        Noun::ImplementingBody => each::<ImplementingBody>(db, scope, |it| named(it, &it.name)).await,
        Noun::Department => each::<Department>(db, scope, |it| named(it, &it.name)).await,
        Noun::DictionaryEntry => {
            each::<DictionaryEntry>(db, scope, |it| named(it, &it.name).text(&it.reading)).await
        }
        Noun::Section => sections(db, scope).await,
        Noun::LegalBasis => each::<LegalBasis>(db, scope, legal_basis).await,
        Noun::ClauseSet => each::<ClauseSet>(db, scope, clause_set).await,
        Noun::Party => Ok(Party::load(db, scope).await?.iter().flat_map(parties).collect()),
        Noun::Annex => each::<Annex>(db, scope, annex).await,
        Noun::RegisteredBusiness => {
            let found = RegisteredBusiness::load(db, scope).await?;
            let sections = sections_by_id(db, found.iter().map(|it| it.section.uuid())).await?;
            let document = |it: &RegisteredBusiness| {
                held(named(it, &it.name).text(&it.reading), sections.get(&it.section.uuid()))
            };
            Ok(found.iter().map(document).collect())
        }
        Noun::Programme => {
            let found = Programme::load(db, scope).await?;
            let sections = sections_by_id(db, found.iter().map(|it| it.section.uuid())).await?;
            let document = |it: &Programme| {
                let named = Document::named(name(noun), it.id(), &it.name)
                    .text(&it.reading)
                    .text(&it.purpose)
                    .text(&it.subjects);
                held(blocks(named, &it.description), sections.get(&it.section.uuid()))
            };
            Ok(found.iter().map(document).collect())
        }
        Noun::Session => each::<Session>(db, scope, |it| staff(named(it, &it.label()))).await,
        Noun::Submission => each::<Submission>(db, scope, submission).await,
        Noun::Outcome => each::<Outcome>(db, scope, outcome).await,
        _ => Ok(Vec::new()),
    }
}

async fn each<A: Aggregate>(
    db: &impl ConnectionTrait,
    scope: &Scope,
    document: impl Fn(&A) -> Document,
) -> Result<Vec<Document>> {
    Ok(A::load(db, scope).await?.iter().map(document).collect())
}

async fn sections(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<Document>> {
    let wanted: Vec<Uuid> = match scope {
        Scope::Ids(ids) => ids.clone(),
        Scope::All | Scope::Query(_) => all(db, Noun::Section).await?,
    };
    let found = sections_by_id(db, wanted).await?;
    let readings =
        names::<section::Entity>(db, section::Column::Id, section::Column::Reading, found.keys().copied())
            .await?;
    let document = |section: &SectionName| {
        let reading = readings.get(&section.id).cloned().unwrap_or_default();
        Document::named(Section::KIND, section.id, &section.full()).text(reading)
    };
    Ok(found.values().map(document).collect())
}

fn named<A: Aggregate>(aggregate: &A, title: &str) -> Document {
    Document::named(A::KIND, aggregate.id(), title)
}

/// An entry that names its section.
fn held(document: Document, section: Option<&SectionName>) -> Document {
    let section = section.map(SectionName::full).unwrap_or_default();
    Document { section: section.clone(), ..document.text(section) }
}

/// An entry that only those find who read what is put before the council.
fn staff(document: Document) -> Document {
    Document { bases: vec![Base::Staff], ..document }
}

fn blocks(document: Document, blocks: &[Block]) -> Document {
    blocks.iter().fold(document, |document, block| document.text(&block.text))
}

fn legal_basis(basis: &LegalBasis) -> Document {
    let title = format!("{}{}", basis.instrument, basis.article);
    Document::named(LegalBasis::KIND, basis.id(), &title).text(&basis.cover_label).text(&basis.form_heading)
}

/// Whom to call is told to staff alone.
fn parties(party: &Party) -> Vec<Document> {
    let told = self::party(party);
    let Some(contact) = &party.contact else { return vec![told] };
    let lines = [&contact.person, &contact.phone, &contact.mail];
    let all = lines.into_iter().fold(told.clone(), Document::text);
    vec![staff(all), Document { bases: vec![Base::Public], ..told }]
}

fn party(party: &Party) -> Document {
    let named = Document::named(Party::KIND, party.id(), &party.name)
        .text(&party.reading)
        .text(&party.address)
        .text(party.corporate_number.clone().unwrap_or_default());
    party
        .certifications
        .iter()
        .fold(named, |document, held| document.text(&held.name).text(held.number.clone().unwrap_or_default()))
}

fn annex(annex: &Annex) -> Document {
    let entries: Vec<&str> = annex.entries.iter().map(|entry| entry.name.as_str()).collect();
    Document::named(Annex::KIND, annex.id(), &annex.title).text(&annex.note).text(entries.join("、"))
}

fn clause_set(set: &ClauseSet) -> Document {
    let mut document = Document::named(ClauseSet::KIND, set.id(), &set.name).text(&set.title);
    for edition in &set.editions {
        document.texts.extend(edition.preamble.iter().chain(&edition.trailing).cloned());
        edition.clauses.iter().for_each(|clause| clause_texts(clause, &mut document.texts));
    }
    let mut told = BTreeSet::new();
    document.texts.retain(|text| told.insert(text.clone()));
    document
}

fn clause_texts(clause: &Clause, texts: &mut Vec<String>) {
    texts.extend(clause.divisions.iter().cloned().chain(clause.caption.clone()));
    texts.push(clause.body.clone());
    texts.extend(clause.note.clone());
    clause.items.iter().for_each(|item| item_texts(item, texts));
}

fn item_texts(item: &ClauseItem, texts: &mut Vec<String>) {
    texts.push(item.text.clone());
    texts.extend(item.note.clone());
    item.items.iter().for_each(|item| item_texts(item, texts));
}

fn submission(paper: &Submission) -> Document {
    let outline = &paper.outline;
    let named = Document::named(Submission::KIND, paper.id(), &paper.title)
        .text(&outline.programme_name)
        .text(&outline.section)
        .text(&outline.purpose)
        .text(&outline.subjects);
    let changes = paper.parts.iter().filter_map(|part| match part {
        Part::Form { change, .. } => change.clone(),
        _ => None,
    });
    let document = changes.fold(blocks(named, &outline.description), Document::text);
    staff(Document { section: outline.section.clone(), ..document })
}

fn outcome(outcome: &Outcome) -> Document {
    let named = Document::named(Outcome::KIND, outcome.id(), &outcome.title).text(outcome.result.word());
    staff(outcome.conditions.iter().fold(named, |document, condition| document.text(condition)))
}
