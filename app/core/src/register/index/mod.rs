//! What lists, searches and ledgers read: an entry for each object, kept beside
//! the register in the transaction that changes it. Derived, so that it can be made
//! again at any time, and no part of the audit trail.
//!
//! It follows the trail: what a transaction reports as changed is entered anew
//! before it ends, and nobody who saves something has to think of it.

mod condition;
mod document;
mod items;
mod ledger;
mod lines;
mod nouns;
mod page;
mod query;
mod sql;
mod tally;
mod terms;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use domain::bundle::Noun;
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect as _};
use uuid::Uuid;

pub(crate) use condition::matching;
pub(crate) use items::Names;
pub(crate) use lines::lines;
pub(crate) use nouns::name;
pub(crate) use query::{Column, Cursor, Entry, Find, find};
pub(crate) use tally::{Tally, tally, unplaced};
pub(crate) use terms::{Base, Facet, words};

use crate::{Result, Ward, register::rows::Scope, store::Store};

/// Goes up when entries are made by other rules: the index is made again when
/// the program next opens the database.
const RULES: i32 = 6;

/// Items by the name the index gives them.
pub(crate) const ITEM: &str = "item";

/// Objects read and written together.
const BATCH: usize = 200;

/// Batches after which it is told how far the index is that is made anew: some
/// seconds' work.
const TOLD: usize = 50;

/// What has entries, in an order in which names are there before the entries
/// that repeat them.
const NOUNS: [Noun; 14] = [
    Noun::ImplementingBody,
    Noun::Department,
    Noun::Section,
    Noun::DictionaryEntry,
    Noun::LegalBasis,
    Noun::ClauseSet,
    Noun::Party,
    Noun::Annex,
    Noun::RegisteredBusiness,
    Noun::Programme,
    Noun::Session,
    Noun::Submission,
    Noun::Outcome,
    Noun::Item,
];

/// Makes the entries of objects that changed anew, by their kind in the trail,
/// and of those that repeat their names.
pub(crate) async fn follow(db: &impl ConnectionTrait, changed: BTreeMap<String, Vec<Uuid>>) -> Result<()> {
    let mut work: BTreeMap<Noun, BTreeSet<Uuid>> = BTreeMap::new();
    for (kind, ids) in changed {
        if let Some(noun) = NOUNS.into_iter().find(|noun| nouns::name(*noun) == kind) {
            work.entry(noun).or_default().extend(ids);
        }
    }
    for noun in NOUNS {
        let ids: Vec<Uuid> = work.remove(&noun).unwrap_or_default().into_iter().collect();
        for batch in ids.chunks(BATCH) {
            let renamed = write(db, noun, batch).await?;
            for (noun, ids) in nouns::named_by(db, noun, &renamed).await? {
                work.entry(noun).or_default().extend(ids);
            }
        }
    }
    Ok(())
}

/// Writes the entries of objects of one noun. Tells which of them have another
/// name than before.
async fn write(db: &impl ConnectionTrait, noun: Noun, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let scope = Scope::ids(ids.iter().copied());
    let documents = if noun == Noun::Item {
        let (items, names) = items::load(db, &scope).await?;
        ledger::write(db, ids, &items, &names).await?;
        items::documents(&items, &names)
    } else {
        nouns::documents(db, noun, &scope).await?
    };
    let mut renamed = Vec::new();
    for old in document::remove(db, nouns::name(noun), ids).await? {
        let now = documents.iter().find(|document| document.object == old.object);
        if now.is_some_and(|now| now.title != old.title) {
            renamed.push(old.object);
        }
    }
    document::insert(db, &documents).await?;
    Ok(renamed)
}

/// Makes the whole index anew.
///
/// # Errors
/// `Database`.
pub async fn rebuild(ward: &Ward) -> Result<()> {
    anew(ward.store()).await
}

/// Makes the index if this program would make another one than the database
/// has: after the change that adds it, and after a change of its rules.
pub(crate) async fn ensure(store: &Store) -> Result<()> {
    if is_current(store).await? { Ok(()) } else { anew(store).await }
}

/// Whether the index was made by the rules of this program.
pub(crate) async fn is_current(store: &Store) -> Result<bool> {
    let mut sql = sql::Sql::new(store.read().get_database_backend());
    sql.push("SELECT version FROM search_state WHERE id = 1");
    let row = store.read().query_one_raw(sql.statement()).await?;
    let made_by: Option<i32> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(made_by == Some(RULES))
}

async fn anew(store: &Store) -> Result<()> {
    store
        .exempt_write(async |tx| {
            let db = tx.conn();
            document::clear(db).await?;
            ledger::clear(db).await?;
            for noun in NOUNS {
                let all = nouns::all(db, noun).await?;
                for (at, batch) in all.chunks(BATCH).enumerate() {
                    if at > 0 && at % TOLD == 0 {
                        let (noun, done, of) = (nouns::name(noun), at * BATCH, all.len());
                        tracing::info!(noun, done, of, "making the search index anew");
                    }
                    write(db, noun, batch).await?;
                }
            }
            let mut sql = sql::Sql::new(db.get_database_backend());
            sql.push("INSERT INTO search_state (id, version) VALUES (1, ").bind(RULES);
            sql.push(") ON CONFLICT (id) DO UPDATE SET version = ").bind(RULES);
            db.execute_raw(sql.statement()).await?;
            document::tidy(db).await
        })
        .await?;
    document::tidy_after(store.read()).await
}

/// The ids of all rows of a table.
async fn ids<E: EntityTrait>(db: &impl ConnectionTrait, id: E::Column) -> Result<Vec<Uuid>> {
    Ok(E::find().select_only().column(id).into_tuple().all(db).await?)
}

/// The names of media in use, each found along the index after the one before.
pub(crate) async fn media(db: &impl ConnectionTrait, limit: usize) -> Result<Vec<String>> {
    let mut sql = sql::Sql::new(db.get_database_backend());
    sql.push(
        "WITH RECURSIVE used(name) AS (SELECT min(name) FROM medium UNION ALL SELECT (SELECT min(m.name) FROM \
         medium m WHERE m.name > used.name) FROM used WHERE used.name IS NOT NULL) \
         SELECT name FROM used WHERE name IS NOT NULL LIMIT ",
    );
    sql.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let rows = db.query_all_raw(sql.statement()).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}
