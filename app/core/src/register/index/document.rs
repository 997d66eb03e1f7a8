//! Entries of the index as rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::text::fold;
use sea_orm::{ConnectionTrait, DbBackend, Value};
use uuid::Uuid;

use super::{
    sql::{Sql, comma},
    terms::{Base, Facet, SIEVE, grams, is_sampled, pairs, sieve, word_of},
    text::kept,
};
use crate::{Result, register::rows::corrupt};

/// Entries written by one statement, few enough for both engines' limits on
/// parameters.
const BATCH: usize = 200;
/// Bytes of a key that things are ordered by: far from what PostgreSQL takes
/// into an index.
const KEY: usize = 300;

/// What lists show and searches read of one object, for some of its readers.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The noun's name for programs.
    pub(super) noun: &'static str,
    /// The object.
    pub(super) object: Uuid,
    /// The version of an item it shows.
    pub(super) version: Option<Uuid>,
    /// The item's proposal, where it is told.
    pub(super) proposal: Option<Uuid>,
    /// Code of its kind.
    pub(super) kind: String,
    /// Code of its state.
    pub(super) state: String,
    /// First day in force; the first of all if none is known.
    pub(super) valid_from: NaiveDate,
    /// Last day in force; the last of all if none is known.
    pub(super) valid_to: NaiveDate,
    /// What it is called.
    pub(super) title: String,
    /// Its party, or what stands second in a line about it.
    pub(super) party: String,
    /// Its section.
    pub(super) section: String,
    /// What kinds are ordered by.
    pub(super) kind_key: String,
    /// What states are ordered by.
    pub(super) state_key: String,
    /// Who finds it.
    pub(super) bases: Vec<Base>,
    /// What it is filtered by.
    pub(super) facets: Vec<i64>,
    /// Its texts as typed.
    pub(super) texts: Vec<String>,
}

impl Document {
    /// An entry of a noun that is told by its name, for everyone.
    pub(super) fn named(noun: &'static str, object: Uuid, title: &str) -> Self {
        Self {
            noun,
            object,
            version: None,
            proposal: None,
            kind: String::new(),
            state: String::new(),
            valid_from: FIRST,
            valid_to: LAST,
            title: title.to_owned(),
            party: String::new(),
            section: String::new(),
            kind_key: String::new(),
            state_key: String::new(),
            bases: vec![Base::Staff, Base::Public],
            facets: Vec::new(),
            texts: vec![title.to_owned()],
        }
    }

    /// More text that finds it.
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.texts.push(text.into());
        self
    }

    /// Text and folded text, line by line alike.
    fn lines(&self) -> (String, String) {
        let (mut body, mut folded) = (Vec::new(), Vec::new());
        for text in &self.texts {
            let line = fold(text);
            if !line.is_empty() {
                folded.push(line);
                body.push(text.replace('\n', " "));
            }
        }
        (body.join("\n"), folded.join("\n"))
    }

    fn all_facets(&self) -> BTreeSet<i64> {
        let bases = self.bases.iter().map(|base| Facet::Base(self.noun, *base).term());
        let party = grams(&fold(&self.party)).into_iter().map(|gram| Facet::PartyGram(gram).term());
        let party = party.filter(|_| self.noun == super::ITEM);
        self.facets.iter().copied().chain(bases).chain(party).collect()
    }

    fn values(&self, id: i64, pairs: [i64; SIEVE]) -> Vec<Value> {
        // Grams of the party's name are looked up, never looked for in a row.
        let bases = self.bases.iter().map(|base| Facet::Base(self.noun, *base).term());
        let told: BTreeSet<i64> = self.facets.iter().copied().chain(bases).collect();
        let facets = told.into_iter().map(|term| format!(" {} ", word_of(term))).collect::<String>();
        let values = [
            id.into(),
            self.noun.into(),
            self.object.into(),
            self.version.into(),
            self.proposal.into(),
            self.kind.clone().into(),
            self.state.clone().into(),
            self.valid_from.into(),
            self.valid_to.into(),
            self.title.clone().into(),
            self.party.clone().into(),
            self.section.clone().into(),
            key(&self.title).into(),
            self.kind_key.clone().into(),
            key(&self.section).into(),
            key(&self.party).into(),
            self.state_key.clone().into(),
            fold(&self.party).into(),
            facets.into(),
            self.bases.iter().fold(0, |bases, base| bases | base.bit()).into(),
        ];
        values.into_iter().chain(pairs.map(Value::from)).collect()
    }
}

/// Stands for a beginning that nobody knows.
pub(super) const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Stands for an end that is not in sight.
pub(super) const LAST: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// What things are ordered by that are called so.
pub(super) fn key(text: &str) -> String {
    let mut folded = fold(text);
    folded.truncate(folded.floor_char_boundary(KEY));
    folded
}

/// Writes entries.
pub(super) async fn insert(db: &impl ConnectionTrait, documents: &[Document]) -> Result<()> {
    for batch in documents.chunks(BATCH) {
        let ids = numbers(db, batch.len()).await?;
        let new = || Sql::new(db.get_database_backend());
        let (mut entries, mut bodies) = (new(), new());
        entries.push(
            "INSERT INTO search_entry (id, noun, object_id, version_id, proposal_id, kind, state, valid_from, \
             valid_to, title, party, section, title_key, kind_key, section_key, party_key, state_key, \
             party_folded, facets, bases",
        );
        for at in 0..SIEVE {
            entries.push(&format!(", {}", pairs(at)));
        }
        entries.push(") VALUES ");
        bodies.push("INSERT INTO search_body (entry_id, body) VALUES ");
        let mut kept_texts = Vec::new();
        for (at, (id, document)) in ids.iter().copied().zip(batch).enumerate() {
            let (body, folded) = document.lines();
            let grams = grams(&folded);
            let before = if at > 0 { ", (" } else { "(" };
            entries.push(before).list(document.values(id, sieve(grams.iter().copied()))).push(")");
            bodies.push(before).bind(id).push(", ").bind(body).push(")");
            let terms: Vec<i64> = grams.into_iter().chain(document.all_facets()).collect();
            kept_texts.push((id, folded, terms));
        }
        let looked_up = looked_up(new(), &kept_texts);
        for sql in [entries, bodies].into_iter().chain(looked_up) {
            db.execute_raw(sql.statement()).await?;
        }
    }
    Ok(())
}

/// The statements that write texts and their terms.
fn looked_up(new: Sql, texts: &[(i64, String, Vec<i64>)]) -> Vec<Sql> {
    let backend = new.backend();
    let (mut terms, mut folded) = (new.clone(), new);
    if backend == DbBackend::Postgres {
        terms.push("INSERT INTO search_terms (entry_id, terms, sampled, folded) VALUES ");
    } else {
        terms.push("INSERT INTO search_terms (rowid, terms) VALUES ");
        folded.push("INSERT INTO search_text (entry_id, folded) VALUES ");
    }
    for (at, (id, text, all)) in texts.iter().enumerate() {
        let before = if at > 0 { ", (" } else { "(" };
        terms.push(before).bind(*id).push(", ");
        if backend == DbBackend::Postgres {
            terms.bind(format!("{{{}}}", comma(all))).push("::bigint[], ");
            terms.bind(is_sampled(*id)).push(", ").bind(kept(backend, text)).push(")");
        } else {
            let words: Vec<String> = all.iter().copied().map(word_of).collect();
            terms.bind(words.join(" ")).push(")");
            folded.push(before).bind(*id).push(", ").bind(kept(backend, text)).push(")");
        }
    }
    if backend == DbBackend::Postgres { vec![terms] } else { vec![terms, folded] }
}

/// Numbers for new entries. On SQLite there is one writer at a time.
async fn numbers(db: &impl ConnectionTrait, count: usize) -> Result<Vec<i64>> {
    let mut sql = Sql::new(db.get_database_backend());
    let many = i64::try_from(count).map_err(|_| corrupt("too many entries"))?;
    if sql.is_postgres() {
        sql.push("SELECT nextval('search_entry_number') FROM generate_series(1, ").bind(many).push(")");
        let rows = db.query_all_raw(sql.statement()).await?;
        return Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?);
    }
    sql.push("SELECT coalesce(max(id), 0) FROM search_entry");
    let row = db.query_one_raw(sql.statement()).await?;
    let last: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok((last + 1..=last + many).collect())
}

/// The tables of the index, what belongs to entries before them.
fn tables(backend: DbBackend) -> &'static [&'static str] {
    if backend == DbBackend::Postgres {
        &["search_terms", "search_body", "search_entry"]
    } else {
        &["search_terms", "search_text", "search_body", "search_entry"]
    }
}

/// An entry as it was before it is written again.
pub(super) struct Old {
    pub(super) object: Uuid,
    pub(super) title: String,
}

/// Removes the entries of objects, and tells what they were called.
pub(super) async fn remove(db: &impl ConnectionTrait, noun: &str, objects: &[Uuid]) -> Result<Vec<Old>> {
    let mut old = Vec::new();
    let mut ids: Vec<i64> = Vec::new();
    for objects in objects.chunks(BATCH) {
        let mut sql = Sql::new(db.get_database_backend());
        sql.push("SELECT id, object_id, title FROM search_entry WHERE noun = ").bind(noun);
        sql.push(" AND object_id IN (").list(objects.iter().copied()).push(")");
        for row in db.query_all_raw(sql.statement()).await? {
            ids.push(row.try_get_by_index(0)?);
            old.push(Old { object: row.try_get_by_index(1)?, title: row.try_get_by_index(2)? });
        }
    }
    for ids in ids.chunks(BATCH) {
        let backend = db.get_database_backend();
        for table in tables(backend) {
            let key = match (*table, backend) {
                ("search_entry", _) => "id",
                ("search_terms", DbBackend::Sqlite) => "rowid",
                _ => "entry_id",
            };
            let mut sql = Sql::new(backend);
            sql.push(&format!("DELETE FROM {table} WHERE {key} IN ("));
            sql.list(ids.iter().copied()).push(")");
            db.execute_raw(sql.statement()).await?;
        }
    }
    Ok(old)
}

/// Removes every entry.
pub(super) async fn clear(db: &impl ConnectionTrait) -> Result<()> {
    let backend = db.get_database_backend();
    if backend == DbBackend::Postgres {
        db.execute_unprepared(&format!("TRUNCATE {}", tables(backend).join(", "))).await?;
        for (name, _) in POSTGRES_INDEXES {
            db.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
        return Ok(());
    }
    // Row by row, every term would be kept with a note that it is gone.
    db.execute_unprepared("INSERT INTO search_terms (search_terms) VALUES ('delete-all')").await?;
    for table in tables(backend).iter().filter(|table| **table != "search_terms") {
        db.execute_unprepared(&format!("DELETE FROM {table}")).await?;
    }
    Ok(())
}

/// Puts the terms in order that were written batch by batch since [`clear`].
pub(super) async fn tidy(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        for (name, of) in POSTGRES_INDEXES {
            db.execute_unprepared(&format!("CREATE INDEX {name} ON search_terms USING gin {of}")).await?;
        }
    } else {
        db.execute_unprepared("INSERT INTO search_terms (search_terms) VALUES ('optimize')").await?;
    }
    Ok(())
}

/// The indexes of terms, as the migrations make them. Made of all terms at once one
/// is a third of what it is when they are added to it.
const POSTGRES_INDEXES: [(&str, &str); 2] =
    [("ix_search_terms_terms", "(terms)"), ("ix_search_terms_sampled", "(terms) WHERE sampled")];

/// What is left to do when all that is committed.
pub(super) async fn tidy_after(db: &impl ConnectionTrait) -> Result<()> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared("VACUUM (ANALYZE) search_entry, search_terms, search_body").await?;
    }
    Ok(())
}
