//! What entries meet, as conditions: their terms, and what terms cannot tell.

use chrono::NaiveDate;
use sea_orm::{
    DbBackend,
    sea_query::{Alias, Expr, Query, SelectStatement},
};

use super::{
    query::{Find, UNPLACED},
    sql::{Sql, comma},
    terms::{Base, Facet, grams_of_word, is_exact, word_of},
    text::{kept, table},
};

/// Which entries are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Among {
    /// All.
    All,
    /// Those of the sample, which PostgreSQL has.
    Sample,
}

impl Find {
    /// Whether anything but who asks narrows it down.
    pub(super) fn is_looked_up(&self) -> bool {
        !(self.facets.is_empty() && self.any.is_none() && self.words.is_empty() && self.party.is_empty())
    }

    /// The terms that all have to be there.
    fn terms(&self) -> Vec<i64> {
        let party = self.party.iter().flat_map(|word| grams_of_word(word));
        let mut terms: Vec<i64> = self.words.iter().flat_map(|word| grams_of_word(word)).collect();
        terms.extend(party.map(|gram| Facet::PartyGram(gram).term()));
        terms.extend(&self.facets);
        terms.push(Facet::Base(self.noun, self.base).term());
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// What the terms `t` of an entry meet that has all of the query's.
    fn have_terms(&self, sql: &mut Sql, among: Among) {
        let any = self.any.as_deref();
        if sql.is_postgres() {
            let array = |terms: &[i64]| format!("{{{}}}", comma(terms));
            sql.push("t.terms @> ").bind(array(&self.terms())).push("::bigint[]");
            if among == Among::Sample {
                sql.push(" AND t.sampled");
            }
            if let Some(any) = any {
                sql.push(" AND t.terms && ").bind(array(any)).push("::bigint[]");
            }
        } else {
            let joined = |terms: &[i64], with: &str| {
                terms.iter().map(|term| word_of(*term)).collect::<Vec<_>>().join(with)
            };
            let mut query = joined(&self.terms(), " AND ");
            if let Some(any) = any {
                // No section is its own: a word that no entry has.
                let any = if any.is_empty() { "none".to_owned() } else { joined(any, " OR ") };
                query = format!("{query} AND ({any})");
            }
            sql.push("t.search_terms MATCH ").bind(query);
        }
    }

    /// `SELECT … AS ids, … AS last`: the first entries found that meet the query, at
    /// most so many, in one text, since a driver takes longer over a row than an
    /// engine over a hundred; and the last number any entry has. Nothing is looked
    /// into beyond them.
    pub(super) fn first(&self, sql: &mut Sql, among: Among, most: i64) {
        let joined = if sql.is_postgres() { "string_agg(m.id::text, ',')" } else { "group_concat(m.id)" };
        sql.push(&format!("SELECT (SELECT {joined} FROM ("));
        if self.is_looked_up() {
            self.first_looked_up(sql, among);
        } else {
            sql.push("SELECT e.id FROM search_entry e WHERE ");
            self.met(sql);
        }
        sql.push(" LIMIT ").bind(most).push(") AS m) AS ids, (SELECT max(id) FROM search_entry) AS last");
    }

    fn first_looked_up(&self, sql: &mut Sql, among: Among) {
        let entry = number(sql);
        let needs_entry = self.needs_entry();
        // SQLite does not turn a cross join round: terms first.
        let join = if needs_entry { " CROSS JOIN search_entry e" } else { "" };
        sql.push(&format!("SELECT {entry} AS id FROM search_terms t{join} WHERE "));
        self.have_terms(sql, among);
        if needs_entry {
            sql.push(&format!(" AND e.id = {entry}"));
            self.left_to_check(sql, false);
        } else if sql.is_postgres() {
            sql.push(" AND ");
            self.words_in(sql, "t.folded", false);
        } else {
            self.text_has_words(sql, entry, false);
        }
    }

    /// What an entry `e` that meets the query meets.
    pub(super) fn met(&self, sql: &mut Sql) {
        if self.is_looked_up() {
            sql.push(&format!("e.id IN (SELECT {} FROM search_terms t WHERE ", number(sql)));
            self.have_terms(sql, Among::All);
            sql.push(")");
        } else {
            self.of_reader(sql);
        }
        self.left_to_check(sql, false);
    }

    /// Everything that its reader finds, told by columns that indexes have.
    pub(super) fn of_reader(&self, sql: &mut Sql) {
        sql.push("e.noun = ").bind(self.noun);
        if self.day.is_some() {
            // Looked up by its days, in an index of what has some: its condition in the
            // same words.
            sql.push(&format!(" AND (e.bases & {}) <> 0", self.base.bit()));
        } else {
            let having = (0..1_i64 << Base::ALL.len()).filter(|bases| bases & self.base.bit() != 0);
            sql.push(" AND e.bases IN (").list(having).push(")");
        }
    }

    /// Whether its terms and its text do not tell of an entry whether it meets the
    /// query. Entries themselves are not fetched otherwise.
    fn needs_entry(&self) -> bool {
        self.day.is_some()
            || self.unplaced
            || !self.only.is_empty()
            || !self.party.iter().all(|word| is_exact(word))
    }

    /// What terms cannot tell, or `all` that was asked.
    pub(super) fn left_to_check(&self, sql: &mut Sql, all: bool) {
        day(sql, self.day);
        if !self.only.is_empty() {
            sql.push(" AND e.object_id IN (").list(self.only.iter().copied()).push(")");
        }
        let position = if sql.is_postgres() { "strpos" } else { "instr" };
        for word in self.party.iter().filter(|word| all || !is_exact(word)) {
            sql.push(&format!(" AND {position}(e.party_folded, ")).bind(word.as_str()).push(") > 0");
        }
        if self.unplaced {
            sql.push(UNPLACED);
        }
        // Last, since it reads another row.
        self.text_has_words(sql, "e.id", all);
    }

    /// The words that terms cannot tell, or `all`, stand in the text of an entry, by
    /// its number.
    fn text_has_words(&self, sql: &mut Sql, entry: &str, all: bool) {
        if self.words.iter().any(|word| all || !is_exact(word)) {
            let table = table(sql.backend());
            sql.push(&format!(" AND EXISTS (SELECT 1 FROM {table} x WHERE x.entry_id = {entry} AND "));
            self.words_in(sql, "x.folded", all);
            sql.push(")");
        }
    }

    /// The words that terms cannot tell, or `all`, stand in a text.
    fn words_in(&self, sql: &mut Sql, text: &str, all: bool) {
        sql.push("1 = 1");
        for word in self.words.iter().filter(|word| all || !is_exact(word)) {
            let word = kept(sql.backend(), word);
            if sql.is_postgres() {
                // What stands before a word is cut off faster than `strpos` counts its
                // characters.
                sql.push(&format!(" AND octet_length(split_part({text}, ")).bind(word);
                sql.push(&format!(", 1)) < octet_length({text})"));
            } else {
                sql.push(&format!(" AND {text} GLOB ")).bind(glob(&word));
            }
        }
    }
}

/// SQLite's pattern of a text with a word in it, which it finds faster than by
/// `instr`.
fn glob(word: &str) -> String {
    let mut pattern = String::from("*");
    for c in word.chars() {
        match c {
            '*' | '?' | '[' => pattern.extend(['[', c, ']']),
            _ => pattern.push(c),
        }
    }
    pattern.push('*');
    pattern
}

/// The number of the entry whose terms `t` are.
fn number(sql: &Sql) -> &'static str {
    if sql.is_postgres() { "t.entry_id" } else { "t.rowid" }
}

/// Selects the objects that meet a query, all of them.
pub(crate) fn matching(backend: DbBackend, find: &Find) -> SelectStatement {
    let mut sql = Sql::new(backend);
    find.met(&mut sql);
    Query::select()
        .expr(Expr::col((Alias::new("e"), Alias::new("object_id"))))
        .from_as(Alias::new("search_entry"), Alias::new("e"))
        .and_where(sql.condition())
        .to_owned()
}

pub(super) fn facet(sql: &mut Sql, term: i64) {
    sql.push(" AND ");
    has(sql, term);
}

pub(super) fn has(sql: &mut Sql, term: i64) {
    let position = if sql.is_postgres() { "strpos" } else { "instr" };
    sql.push(&format!("{position}(e.facets, ")).bind(format!(" {} ", word_of(term))).push(") > 0");
}

pub(super) fn day(sql: &mut Sql, day: Option<NaiveDate>) {
    if let Some(day) = day {
        sql.push(" AND e.valid_from <= ").bind(day).push(" AND e.valid_to >= ").bind(day);
    }
}
