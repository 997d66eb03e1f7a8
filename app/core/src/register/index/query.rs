//! Finding entries: which ones, how many, in what order, one page of them.
//!
//! Either few entries meet a query, and all of them are sorted; or many do, and
//! the order's own index is walked until a page is full. Neither depends on how
//! many entries there are.

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, FromQueryResult};
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
/// So many are sorted rather than walked to.
const SORTED: i64 = 3_000;
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
    /// Whether more have its terms than are sorted without need.
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

/// Finds a page of entries. On PostgreSQL `db` has to be a transaction of its
/// own: what is said to the planner holds until it ends.
pub(crate) async fn find(db: &impl ConnectionTrait, find: &Find) -> Result<Found> {
    if Sql::new(db.get_database_backend()).is_postgres() {
        // To unpack the terms of every row is what the index is there to avoid.
        db.execute_unprepared("SET LOCAL enable_seqscan = off").await?;
    }
    let place = place(db, find).await?;
    let met = met(db, find).await?;
    let wanted = i64::try_from(find.limit).unwrap_or(i64::MAX);
    let backward = place.is_some() && matches!(find.cursor, Cursor::Before(_));
    let turned = find.descending != backward;
    let page = Page { find, place: place.as_ref(), turned, limit: wanted.saturating_add(1) };
    let is_full = |entries: &[Entry]| i64::try_from(entries.len()).unwrap_or(i64::MAX) > wanted;
    let total = met.total();
    let mut entries = Vec::new();
    if total <= MANY {
        entries = page.of(db, &met.ids).await?;
    } else {
        if met.many {
            entries = page.walked(db).await?;
        }
        if !is_full(&entries) {
            entries = page.sorted(db).await?;
        }
    }
    let further = is_full(&entries);
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

/// Looks among a sample, where the engine has one, then among the first
/// candidates, then among all if that may be too few: an engine that gathers all
/// of them takes long over a common word.
async fn met(db: &impl ConnectionTrait, find: &Find) -> Result<Met> {
    if find.is_looked_up() && Sql::new(db.get_database_backend()).is_postgres() {
        let sampled =
            counted(db, SORTED, |sql| find.among_first(sql, Among::Sample, SORTED, COUNTED)).await?;
        if sampled.total() > MANY {
            return Ok(Met { many: true, ..sampled });
        }
    }
    // Whatever is read meets a query that nothing narrows down.
    let most = if find.is_looked_up() { SORTED } else { COUNTED };
    let first = counted(db, most, |sql| find.among_first(sql, Among::All, most, COUNTED)).await?;
    if find.terms_decide() || !first.many || first.total() > MANY {
        return Ok(first);
    }
    counted(db, most, |sql| find.among_all(sql, most, COUNTED)).await
}

/// What a statement tells that meets a query, when so many candidates are many.
async fn counted(db: &impl ConnectionTrait, many: i64, which: impl FnOnce(&mut Sql)) -> Result<Met> {
    let mut sql = Sql::new(db.get_database_backend());
    which(&mut sql);
    let Some(row) = db.query_one_raw(sql.statement()).await? else {
        return Ok(Met { ids: Vec::new(), many: false });
    };
    let ids: Option<String> = row.try_get("", "ids")?;
    let ids = ids.iter().flat_map(|ids| ids.split(',')).map(str::parse).collect::<Result<_, _>>();
    let candidates: i64 = row.try_get("", "candidates")?;
    Ok(Met {
        ids: ids.map_err(Error::internal("索引の番号を読めません。"))?, many: candidates >= many
    })
}
