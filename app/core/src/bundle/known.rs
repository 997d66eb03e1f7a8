//! What the register holds already, as far as a bundle's check needs it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    bundle::{Bundle, Known, Noun, named},
    council::OutcomeResult,
    item::VersionState,
};
use entity::{
    annex, clause_edition, clause_set, council_session, department, dictionary_entry, implementing_body,
    item, item_version, legal_basis, outcome, party, programme, registered_business, section, submission,
    ward,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter as _, QuerySelect as _,
    sea_query::SimpleExpr,
};
use uuid::Uuid;

use super::lives;
use crate::{
    Result,
    register::rows::{Scope, decoded, number},
};

/// All that the register holds.
pub(crate) async fn load(db: &impl ConnectionTrait) -> Result<Known> {
    let ids = ids_in(db, |_| Scope::All).await?;
    let mut known = Known {
        ids,
        ward: ward::Entity::find().count(db).await? > 0,
        sessions: sessions(db).await?,
        documents: documents(db).await?,
        corporate_numbers: corporate_numbers(db, party::Column::CorporateNumber.is_not_null()).await?,
        parents: parents(db).await?,
        archived: archived(db, &Scope::All).await?,
        halting: halting(db, &Scope::All).await?,
        grounds: grounds(db).await?,
        ..Known::default()
    };
    known.note_lives(&lives::all(db).await?);
    Ok(known)
}

/// What the register holds of that which the objects of a bundle, all of one
/// noun, name: enough to check them, however large the register is, in queries
/// whose number does not grow with theirs.
pub(crate) async fn about(db: &impl ConnectionTrait, noun: Noun, bundle: &Bundle) -> Result<Known> {
    let named = named(bundle);
    let of = |noun: Noun| named.get(&noun).into_iter().flatten().copied();
    let ids = ids_in(db, |noun| Scope::ids(of(noun))).await?;
    let lives = lives::beside(db, noun, &named.values().flatten().copied().collect()).await?;
    let numbers: Vec<&str> =
        bundle.parties.iter().filter_map(|party| party.corporate_number.as_deref()).collect();
    let corporate_numbers = if numbers.is_empty() {
        BTreeMap::new()
    } else {
        corporate_numbers(db, party::Column::CorporateNumber.is_in(numbers)).await?
    };
    let children = children(db, bundle.items.iter().map(|item| item.id.uuid())).await?;
    let near = Scope::ids(of(Noun::Item).chain(children.keys().copied()));
    let mut parents = ancestors(db, of(Noun::Item).collect()).await?;
    parents.extend(children);
    let mut known = Known {
        ids,
        ward: true,
        sessions: sessions(db).await?,
        documents: BTreeMap::new(),
        corporate_numbers,
        parents,
        archived: archived(db, &near).await?,
        halting: halting(db, &Scope::ids(of(Noun::Outcome))).await?,
        ..Known::default()
    };
    known.note_lives(&lives);
    Ok(known)
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

/// What hangs straight under items.
async fn children(
    db: &impl ConnectionTrait,
    of: impl IntoIterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<(Uuid, Uuid)> = item::Entity::find()
        .select_only()
        .columns([item::Column::Id, item::Column::ParentId])
        .filter(item::Column::ParentId.is_in(of))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
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

/// Decisions by which nothing comes into force.
async fn halting(db: &impl ConnectionTrait, scope: &Scope) -> Result<BTreeMap<Uuid, OutcomeResult>> {
    if matches!(scope, Scope::Ids(ids) if ids.is_empty()) {
        return Ok(BTreeMap::new());
    }
    let halting = OutcomeResult::ALL.iter().filter(|result| !result.lets_go_ahead());
    let rows: Vec<(Uuid, String)> = outcome::Entity::find()
        .select_only()
        .columns([outcome::Column::Id, outcome::Column::Result])
        .filter(outcome::Column::Result.is_in(halting.map(|result| result.code())))
        .filter(scope.filter(outcome::Column::Id))
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter().map(|(id, result)| Ok((id, decoded(&result, OutcomeResult::from_code)?))).collect()
}

/// Decisions by which versions came into force, each with the item.
async fn grounds(db: &impl ConnectionTrait) -> Result<BTreeSet<(Uuid, Uuid)>> {
    let rows: Vec<(Uuid, Uuid)> = item_version::Entity::find()
        .select_only()
        .columns([item_version::Column::DecidedById, item_version::Column::ItemId])
        .filter(item_version::Column::DecidedById.is_not_null())
        .filter(item_version::Column::State.ne(VersionState::Proposal.code()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The ids there are of each noun, of those in its scope.
async fn ids_in(
    db: &impl ConnectionTrait,
    scope: impl Fn(Noun) -> Scope,
) -> Result<BTreeMap<Noun, BTreeSet<Uuid>>> {
    let mut found = BTreeMap::new();
    macro_rules! look_up {
        ($($noun:ident in $table:ident),+ $(,)?) => {$(
            let noun = Noun::$noun;
            found.insert(noun, ids::<$table::Entity>(db, $table::Column::Id, &scope(noun)).await?);
        )+};
    }
    look_up! {
        ImplementingBody in implementing_body,
        Department in department,
        Section in section,
        LegalBasis in legal_basis,
        RegisteredBusiness in registered_business,
        DictionaryEntry in dictionary_entry,
        Party in party,
        Annex in annex,
        ClauseSet in clause_set,
        Edition in clause_edition,
        Programme in programme,
        Item in item,
        ItemVersion in item_version,
        Session in council_session,
        Submission in submission,
        Outcome in outcome,
    }
    Ok(found)
}

async fn ids<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    scope: &Scope,
) -> Result<BTreeSet<Uuid>> {
    if matches!(scope, Scope::Ids(ids) if ids.is_empty()) {
        return Ok(BTreeSet::new());
    }
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
