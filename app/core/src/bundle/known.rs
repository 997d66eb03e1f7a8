//! What the register holds already, as far as a bundle's check needs it.

use std::collections::{BTreeMap, BTreeSet};

use domain::bundle::{Known, Noun};
use entity::{
    annex, clause_edition, clause_set, council_session, department, dictionary_entry, implementing_body,
    item, item_version, legal_basis, outcome, party, programme, registered_business, section, submission,
    ward,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::SimpleExpr,
};
use serde_json::Value;
use uuid::Uuid;

use super::lives;
use crate::{
    Error, Result,
    register::rows::{Aggregate, Scope, number},
};

/// All that the register holds.
pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Known> {
    let ids = ids_in(db, &Scope::All).await?;
    let mut known = Known {
        ids,
        ward: ward::Entity::find().count(db).await? > 0,
        sessions: sessions(db).await?,
        documents: documents(db).await?,
        corporate_numbers: corporate_numbers(db, party::Column::CorporateNumber.is_not_null()).await?,
        parents: parents(db).await?,
        archived: archived(db, &Scope::All).await?,
        ..Known::default()
    };
    known.note_lives(&lives::all(db).await?);
    Ok(known)
}

/// What the register holds of that which a single object names: enough to
/// check the object, however large the register is.
pub(crate) async fn about<A: Aggregate>(db: &impl ConnectionTrait, aggregate: &A) -> Result<Known> {
    let value = serde_json::to_value(aggregate).map_err(Error::internal("内容を確かめられません。"))?;
    let mut named = BTreeSet::new();
    collect_ids(&value, &mut named);
    let ids = ids_in(db, &Scope::Ids(named.iter().copied().collect())).await?;
    let lives = lives::beside(db, A::NOUN, &named).await?;
    let number = value.get("corporate_number").and_then(Value::as_str);
    let corporate_numbers = match number {
        Some(number) => corporate_numbers(db, party::Column::CorporateNumber.eq(number)).await?,
        None => BTreeMap::new(),
    };
    let children = children(db, aggregate.id()).await?;
    let near = Scope::ids(named.iter().chain(children.keys()).copied());
    let mut parents = ancestors(db, named).await?;
    parents.extend(children);
    let mut known = Known {
        ids,
        ward: true,
        sessions: sessions(db).await?,
        documents: BTreeMap::new(),
        corporate_numbers,
        parents,
        archived: archived(db, &near).await?,
        ..Known::default()
    };
    known.note_lives(&lives);
    Ok(known)
}

fn collect_ids(value: &Value, ids: &mut BTreeSet<Uuid>) {
    match value {
        Value::String(text) => ids.extend(Uuid::parse_str(text).ok()),
        Value::Array(values) => values.iter().for_each(|value| collect_ids(value, ids)),
        Value::Object(fields) => fields.values().for_each(|value| collect_ids(value, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The parents of these items, and theirs, up to the first tier.
async fn ancestors(db: &impl ConnectionTrait, of: BTreeSet<Uuid>) -> Result<BTreeMap<Uuid, Uuid>> {
    let mut found = BTreeMap::new();
    let mut wanted = of;
    while !wanted.is_empty() {
        let rows: Vec<(Uuid, Uuid)> = item::Entity::find()
            .select_only()
            .columns([item::Column::Id, item::Column::ParentId])
            .filter(item::Column::ParentId.is_not_null())
            .filter(item::Column::Id.is_in(wanted))
            .into_tuple()
            .all(db)
            .await?;
        wanted = rows.iter().map(|(_, parent)| *parent).filter(|id| !found.contains_key(id)).collect();
        found.extend(rows);
    }
    Ok(found)
}

/// What hangs straight under an item.
async fn children(db: &impl ConnectionTrait, of: Uuid) -> Result<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<Uuid> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::ParentId.eq(of))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|child| (child, of)).collect())
}

/// The items that are put away.
async fn archived(db: &impl ConnectionTrait, scope: &Scope) -> Result<BTreeSet<Uuid>> {
    let rows: Vec<Uuid> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(item::Column::ArchivedAt.is_not_null())
        .filter(scope.filter(item::Column::Id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

async fn ids_in(db: &impl ConnectionTrait, scope: &Scope) -> Result<BTreeMap<Noun, BTreeSet<Uuid>>> {
    Ok(BTreeMap::from([
        (
            Noun::ImplementingBody,
            ids::<implementing_body::Entity>(db, implementing_body::Column::Id, scope).await?,
        ),
        (Noun::Department, ids::<department::Entity>(db, department::Column::Id, scope).await?),
        (Noun::Section, ids::<section::Entity>(db, section::Column::Id, scope).await?),
        (Noun::LegalBasis, ids::<legal_basis::Entity>(db, legal_basis::Column::Id, scope).await?),
        (
            Noun::RegisteredBusiness,
            ids::<registered_business::Entity>(db, registered_business::Column::Id, scope).await?,
        ),
        (
            Noun::DictionaryEntry,
            ids::<dictionary_entry::Entity>(db, dictionary_entry::Column::Id, scope).await?,
        ),
        (Noun::Party, ids::<party::Entity>(db, party::Column::Id, scope).await?),
        (Noun::Annex, ids::<annex::Entity>(db, annex::Column::Id, scope).await?),
        (Noun::ClauseSet, ids::<clause_set::Entity>(db, clause_set::Column::Id, scope).await?),
        (Noun::Edition, ids::<clause_edition::Entity>(db, clause_edition::Column::Id, scope).await?),
        (Noun::Programme, ids::<programme::Entity>(db, programme::Column::Id, scope).await?),
        (Noun::Item, ids::<item::Entity>(db, item::Column::Id, scope).await?),
        (Noun::ItemVersion, ids::<item_version::Entity>(db, item_version::Column::Id, scope).await?),
        (Noun::Session, ids::<council_session::Entity>(db, council_session::Column::Id, scope).await?),
        (Noun::Submission, ids::<submission::Entity>(db, submission::Column::Id, scope).await?),
        (Noun::Outcome, ids::<outcome::Entity>(db, outcome::Column::Id, scope).await?),
    ]))
}

async fn ids<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    scope: &Scope,
) -> Result<BTreeSet<Uuid>> {
    let ids: Vec<Uuid> =
        E::find().select_only().column(id).filter(scope.filter(id)).into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}

async fn sessions(db: &impl ConnectionTrait) -> Result<BTreeMap<(i32, u32), Uuid>> {
    let rows = council_session::Entity::find().all(db).await?;
    rows.into_iter().map(|row| Ok(((row.fiscal_year, number(row.number)?), row.id))).collect()
}

async fn documents(db: &impl ConnectionTrait) -> Result<BTreeMap<(Uuid, u32), Uuid>> {
    let rows: Vec<(Uuid, i64, Uuid)> = submission::Entity::find()
        .select_only()
        .columns([submission::Column::SessionId, submission::Column::DocumentNumber, submission::Column::Id])
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|(session, document, id)| Ok(((session, number(document)?), id))).collect()
}

async fn corporate_numbers(
    db: &impl ConnectionTrait,
    which: SimpleExpr,
) -> Result<BTreeMap<String, (Uuid, String)>> {
    let rows: Vec<(String, Uuid, String)> = party::Entity::find()
        .select_only()
        .columns([party::Column::CorporateNumber, party::Column::Id, party::Column::Name])
        .filter(which)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(number, id, name)| (number, (id, name))).collect())
}

async fn parents(db: &impl ConnectionTrait) -> Result<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<(Uuid, Uuid)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::ParentId])
        .filter(item::Column::ParentId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
