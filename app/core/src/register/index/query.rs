//! Finding entries: which ones, how many, in what order, one page of them.
//!
//! Either few entries meet a query, and all of them are sorted; or many do, and
//! the order's own index is walked until a page is full. Neither depends on how
//! many entries there are.

use std::pin::pin;

use chrono::NaiveDate;
use futures::future::{Either, select};
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult};
use uuid::Uuid;

use super::{
    condition::{Among, day, facet},
    page::Page,
    sql::Sql,
    terms::{Base, Facet},
};
use crate::{Error, Result};

/// Entries are counted up to here.
pub(crate) const MANY: u64 = 1_000;
/// One more tells that there are more.
const COUNTED: i64 = 1_001;
/// Entries walked past before all that match are fetched after all.
const WALKED: i64 = 5_000;
/// Entries walked past before it is known how many match.
const AHEAD: i64 = 1_000;
/// Of an entry `e`: it has a proposal that no paper prints.
pub(super) const UNPLACED: &str = " AND e.proposal_id IS NOT NULL AND NOT EXISTS \
    (SELECT 1 FROM submission_part p WHERE p.version_id = e.proposal_id)";

/// What entries are ordered by; equal ones by title.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Column {
    /// 件名.
    #[default]
    Title,
    /// The kind.
    Kind,
    /// The section.
    Section,
    /// The party.
    Party,
    /// The state.
    State,
}

impl Column {
    /// The keys of the order.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Title => &["title_key", "id"],
            Self::Kind => &["kind_key", "title_key", "id"],
            Self::Section => &["section_key", "title_key", "id"],
            Self::Party => &["party_key", "title_key", "id"],
            Self::State => &["state_key", "title_key", "id"],
        }
    }
}

/// Which page: the first, or one beside an object.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// From the beginning.
    #[default]
    First,
    /// What comes after an object.
    After(Uuid),
    /// What comes before one.
    Before(Uuid),
}

/// A query.
#[derive(Debug, Clone)]
pub(crate) struct Find {
    /// The noun.
    pub(crate) noun: &'static str,
    /// Who asks.
    pub(crate) base: Base,
    /// Facets that all have to be there.
    pub(crate) facets: Vec<i64>,
    /// Facets of which one has to be there.
    pub(crate) any: Option<Vec<i64>>,
    /// Folded words that all have to occur.
    pub(crate) words: Vec<String>,
    /// Folded words that all have to occur in the party's name.
    pub(crate) party: Vec<String>,
    /// The day on which it was in force.
    pub(crate) day: Option<NaiveDate>,
    /// With a proposal that no paper prints.
    pub(crate) unplaced: bool,
    /// These objects alone, if any are named.
    pub(crate) only: Vec<Uuid>,
    /// The order.
    pub(crate) order: Column,
    /// Largest first.
    pub(crate) descending: bool,
    /// Which page.
    pub(crate) cursor: Cursor,
    /// How many of it.
    pub(crate) limit: u64,
}

/// One entry that was found.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) object_id: Uuid,
    pub(crate) proposal_id: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) title: String,
    pub(crate) party: String,
    pub(crate) section: String,
    pub(super) title_key: String,
    pub(super) key: String,
}

/// A page of entries.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// The entries, in order.
    pub(crate) entries: Vec<Entry>,
    /// How many there are in all, at most [`MANY`] told.
    pub(crate) total: u64,
    /// Whether there are more than were counted.
    pub(crate) more: bool,
    /// Whether a page comes before this one.
    pub(crate) before: bool,
    /// Whether a page comes after it.
    pub(crate) after: bool,
}

/// What meets a query.
struct Met {
    /// The first of them, at most one more than are told.
    ids: Vec<i64>,
    /// Whether all of them seem to be so many that a page of them is walked to.
    many: bool,
}

impl Met {
    fn total(&self) -> u64 {
        u64::try_from(self.ids.len()).unwrap_or(u64::MAX)
    }
}

/// Where the object of a cursor stands in the order.
#[derive(FromQueryResult)]
pub(super) struct Place {
    pub(super) id: i64,
    pub(super) title_key: String,
    pub(super) key: String,
}

/// Finds a page of entries, each statement for itself: how many there are may be
/// told of another moment than what the page shows.
pub(crate) async fn find(db: &DatabaseConnection, find: &Find) -> Result<Found> {
    let place = place(db, find).await?;
    let backward = place.is_some() && matches!(find.cursor, Cursor::Before(_));
    let turned = find.descending != backward;
    let page = Page { find, place: place.as_ref(), turned };
    let (total, mut entries) = met_and_shown(db, &page).await?;
    let further = page.is_full(&entries);
    entries.truncate(usize::try_from(find.limit).unwrap_or(usize::MAX));
    if backward {
        entries.reverse();
    }
    Ok(Found {
        before: if backward { further } else { place.is_some() },
        after: if backward { true } else { further },
        total: total.min(MANY),
        more: total > MANY,
        entries,
    })
}

/// How many entries meet a query, at most one more than are told, and its page with
/// one more entry, if there is one.
async fn met_and_shown(db: &DatabaseConnection, page: &Page<'_>) -> Result<(u64, Vec<Entry>)> {
    // To look up takes PostgreSQL longer than to walk a little way, which is done
    // meanwhile: most often the page is full then.
    let ahead = Sql::new(db.get_database_backend()).is_postgres() && page.find.is_looked_up();
    let walked = pin!(async { if ahead { page.walked(db, AHEAD).await } else { Ok(Vec::new()) } });
    let (met, mut entries) = match select(pin!(met(db, page.find)), walked).await {
        Either::Left((met, walked)) => {
            let met = met?;
            // Of few that meet it, none is waited for on the way.
            let entries = if met.total() > MANY { walked.await? } else { Vec::new() };
            (met, entries)
        }
        Either::Right((entries, met)) => (met.await?, entries?),
    };
    let total = met.total();
    if total <= MANY {
        return Ok((total, page.of(db, &met.ids).await?));
    }
    if met.many && !page.is_full(&entries) {
        entries = page.walked(db, WALKED).await?;
    }
    if !page.is_full(&entries) {
        entries = page.sorted(db).await?;
    }
    Ok((total, entries))
}

/// Where the object of the cursor stands; nowhere once it is gone.
async fn place(db: &impl ConnectionTrait, find: &Find) -> Result<Option<Place>> {
    let (Cursor::After(object) | Cursor::Before(object)) = find.cursor else { return Ok(None) };
    let mut sql = Sql::new(db.get_database_backend());
    sql.push(&format!(
        "SELECT e.id, e.title_key, e.{} AS key FROM search_entry e WHERE ",
        find.order.keys()[0]
    ));
    sql.push("e.noun = ").bind(find.noun).push(" AND e.object_id = ").bind(object);
    facet(&mut sql, Facet::Base(find.noun, find.base).term());
    day(&mut sql, find.day);
    sql.push(" ORDER BY e.id LIMIT 1");
    let row = db.query_one_raw(sql.statement()).await?;
    Ok(row.map(|row| Place::from_query_result(&row, "")).transpose()?)
}

/// Looks among a sample first, where the engine has one: it gathers all that have
/// a common word before it gives the first.
async fn met(db: &impl ConnectionTrait, find: &Find) -> Result<Met> {
    if find.is_looked_up() && Sql::new(db.get_database_backend()).is_postgres() {
        let sampled = first(db, find, Among::Sample).await?;
        if sampled.total() > MANY {
            return Ok(Met { many: true, ..sampled });
        }
    }
    first(db, find, Among::All).await
}

/// The first entries found that meet a query.
async fn first(db: &impl ConnectionTrait, find: &Find, among: Among) -> Result<Met> {
    let mut sql = Sql::new(db.get_database_backend());
    find.first(&mut sql, among, COUNTED);
    let Some(row) = db.query_one_raw(sql.statement()).await? else {
        return Ok(Met { ids: Vec::new(), many: false });
    };
    let ids: Option<String> = row.try_get("", "ids")?;
    let ids: Vec<i64> = ids
        .iter()
        .flat_map(|ids| ids.split(','))
        .map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(Error::internal("索引の番号を読めません。"))?;
    let last: Option<i64> = row.try_get("", "last")?;
    let last = last.unwrap_or(0);
    // Of what nothing narrows down, whatever is walked past is met.
    let many = !find.is_looked_up() || is_walked(estimated(&ids, last), find.limit, last);
    Ok(Met { ids, many })
}

/// Whether fewer entries are walked past until a page is full than would be sorted,
/// if so many meet the query among the numbers up to `last`.
fn is_walked(met: i64, page: u64, last: i64) -> bool {
    let page = i64::try_from(page).unwrap_or(i64::MAX);
    met.saturating_mul(met) >= page.saturating_mul(last)
}

/// How many entries meet a query if they lie as close to each other everywhere as
/// the first that were found.
fn estimated(ids: &[i64], last: i64) -> i64 {
    let (Some(from), Some(to)) = (ids.iter().min(), ids.iter().max()) else { return 0 };
    let found = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    found.saturating_mul(last - from + 1) / (to - from + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_close_together_is_many() {
        assert_eq!(estimated(&[], 100), 0);
        assert_eq!(estimated(&[7], 7), 1);
        assert_eq!(estimated(&[13, 11, 12], 110), 100);
        assert_eq!(estimated(&[1, 100], 100), 2);
        // Among 15,000 a thousand lie closer than three thousand among a million.
        assert!(is_walked(1_000, 50, 15_000) && is_walked(3_000, 50, 150_000));
        assert!(!is_walked(2_000, 50, 150_000) && !is_walked(3_000, 50, 1_000_000));
    }
}
