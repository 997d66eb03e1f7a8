//! Fetching one page of what a query meets: along the order, or sorted.

use sea_orm::{ConnectionTrait, FromQueryResult as _};

use super::{
    condition::{facet, has},
    query::{Entry, Find, Place},
    sql::Sql,
    terms::{Facet, grams_of_word, pairs, sieve},
};
use crate::Result;

/// What is shown of an entry, and by what its page goes on.
const SHOWN: &str =
    "e.id, e.object_id, e.proposal_id, e.kind, e.state, e.title, e.party, e.section, e.title_key";
/// What is asked besides of an entry that is walked past.
const ASKED: &str =
    "e.kind_key, e.section_key, e.party_key, e.state_key, e.party_folded, e.facets, e.valid_from, e.valid_to";

/// A page of a query.
pub(super) struct Page<'a> {
    pub(super) find: &'a Find,
    pub(super) place: Option<&'a Place>,
    pub(super) turned: bool,
}

impl Page<'_> {
    /// One more than are shown tells whether there are more.
    fn limit(&self) -> i64 {
        i64::try_from(self.find.limit).unwrap_or(i64::MAX).saturating_add(1)
    }

    /// Whether no more entries are needed.
    pub(super) fn is_full(&self, entries: &[Entry]) -> bool {
        i64::try_from(entries.len()).unwrap_or(i64::MAX) >= self.limit()
    }

    fn columns(&self) -> String {
        format!("SELECT {SHOWN}, e.{} AS key FROM ", self.find.order.keys()[0])
    }

    /// Behind the cursor, in the direction of the page.
    fn behind(&self, sql: &mut Sql) {
        let Some(place) = self.place else { return };
        let keys = self.find.order.keys();
        let columns: Vec<String> = keys.iter().map(|key| format!("e.{key}")).collect();
        sql.push(&format!(" AND ({}) {} (", columns.join(", "), if self.turned { "<" } else { ">" }));
        if keys.len() > 2 {
            sql.bind(place.key.as_str()).push(", ");
        }
        sql.bind(place.title_key.as_str()).push(", ").bind(place.id).push(")");
    }

    fn order(&self, sql: &mut Sql, free: bool) {
        let way = if self.turned { "DESC" } else { "ASC" };
        // A `+` keeps SQLite from walking the index of the order.
        let sign = if free && !sql.is_postgres() { "+" } else { "" };
        let keys: Vec<String> =
            self.find.order.keys().iter().map(|key| format!("{sign}e.{key} {way}")).collect();
        sql.push(&format!(" ORDER BY {}", keys.join(", ")));
    }

    /// Along the order until the page is full. What is found may be too little:
    /// it ends after so many entries.
    pub(super) async fn walked(&self, db: &impl ConnectionTrait, most: i64) -> Result<Vec<Entry>> {
        let find = self.find;
        let mut sql = Sql::new(db.get_database_backend());
        let sieve = self.sieve();
        sql.push(&self.columns()).push(&format!("(SELECT {SHOWN}, {ASKED}"));
        for (column, _) in &sieve {
            sql.push(&format!(", e.{column}"));
        }
        sql.push(" FROM search_entry e WHERE e.noun = ").bind(find.noun);
        self.behind(&mut sql);
        self.order(&mut sql, false);
        sql.push(" LIMIT ").bind(most).push(") e WHERE 1 = 1");
        for (column, bits) in sieve {
            sql.push(&format!(" AND (e.{column} & ")).bind(bits).push(") = ").bind(bits);
        }
        facet(&mut sql, Facet::Base(find.noun, find.base).term());
        find.facets.iter().for_each(|term| facet(&mut sql, *term));
        if let Some(any) = &find.any {
            sql.push(" AND (1 = 0");
            for term in any {
                sql.push(" OR ");
                has(&mut sql, *term);
            }
            sql.push(")");
        }
        find.left_to_check(&mut sql, true);
        sql.push(" LIMIT ").bind(self.limit());
        let mut entries = entries(db, sql).await?;
        // Rows come as the walk finds them; no statement promises it.
        entries.sort_by(|a, b| (&a.key, &a.title_key, a.id).cmp(&(&b.key, &b.title_key, b.id)));
        if self.turned {
            entries.reverse();
        }
        Ok(entries)
    }

    /// What no text with the words lacks, by column.
    fn sieve(&self) -> Vec<(String, i64)> {
        let bits = sieve(self.find.words.iter().flat_map(|word| grams_of_word(word)));
        let told = bits.into_iter().enumerate().filter(|(_, bits)| *bits != 0);
        told.map(|(at, bits)| (pairs(at), bits)).collect()
    }

    /// All that match, sorted.
    pub(super) async fn sorted(&self, db: &impl ConnectionTrait) -> Result<Vec<Entry>> {
        self.chosen(db, |sql| self.find.met(sql)).await
    }

    /// These, sorted.
    pub(super) async fn of(&self, db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Entry>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.chosen(db, |sql| {
            sql.push("e.id").within(ids);
        })
        .await
    }

    async fn chosen(&self, db: &impl ConnectionTrait, which: impl FnOnce(&mut Sql)) -> Result<Vec<Entry>> {
        let mut sql = Sql::new(db.get_database_backend());
        sql.push(&self.columns()).push("search_entry e WHERE ");
        which(&mut sql);
        self.behind(&mut sql);
        self.order(&mut sql, true);
        sql.push(" LIMIT ").bind(self.limit());
        entries(db, sql).await
    }
}

async fn entries(db: &impl ConnectionTrait, sql: Sql) -> Result<Vec<Entry>> {
    let rows = db.query_all_raw(sql.statement()).await?;
    Ok(rows.iter().map(|row| Entry::from_query_result(row, "")).collect::<Result<_, _>>()?)
}
