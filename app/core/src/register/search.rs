//! One search over everything: the hits of each noun, the best known first.

use std::collections::BTreeMap;

use domain::{bundle::Noun, council::Session};
use futures::{StreamExt as _, TryStreamExt as _, future, stream};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{
    index::{self, Base, Column, Cursor, Find},
    item::{self, ItemQuery, sees_proposals},
    list::Link,
    rows::{Aggregate as _, Scope},
    scope,
};
use crate::{
    Actor, Result, Ward,
    council::outcome,
    policy::{self, Permission},
};

/// Hits of a noun shown together.
const SHOWN: u64 = 5;
/// Nouns looked through at the same time, each on connections of its own.
const AT_ONCE: usize = 4;

/// What is searched, in the order it is shown.
const NOUNS: [Noun; 14] = [
    Noun::Item,
    Noun::Programme,
    Noun::Party,
    Noun::RegisteredBusiness,
    Noun::ClauseSet,
    Noun::Annex,
    Noun::Submission,
    Noun::Outcome,
    Noun::Session,
    Noun::LegalBasis,
    Noun::DictionaryEntry,
    Noun::Section,
    Noun::Department,
    Noun::ImplementingBody,
];

/// One thing that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// Identity.
    pub id: Uuid,
    /// What it is shown on, by kind, as the trail names it, and identity: itself,
    /// but of an outcome its session.
    pub shown_on: (&'static str, Uuid),
    /// What it is called.
    pub title: String,
    /// Its party or its section, of an outcome its session: whichever tells it
    /// apart.
    pub detail: String,
    /// The line a word stands in, where the rest does not show it.
    pub line: Option<String>,
}

/// What was found of one noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchGroup {
    /// The noun.
    pub noun: Noun,
    /// How many there are, counted up to 1,000.
    pub total: u64,
    /// Whether there are more than that.
    pub more: bool,
    /// The first of them, by name.
    pub hits: Vec<SearchHit>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchResult {
    /// The words, folded: to mark them.
    pub words: Vec<String>,
    /// Nouns with hits.
    pub groups: Vec<SearchGroup>,
}

/// Searches everything the actor may read.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Database`.
pub async fn search(ward: &Ward, actor: &Actor, text: &str) -> Result<SearchResult> {
    policy::require(actor, Permission::ReadRegister)?;
    let words = index::words(text);
    if words.is_empty() {
        return Ok(SearchResult { words, groups: Vec::new() });
    }
    let base = if sees_proposals(actor) { Base::Staff } else { Base::Public };
    let asked = NOUNS.map(|noun| match noun {
        Noun::Item => {
            let query = ItemQuery { search: text.to_owned(), limit: SHOWN, ..ItemQuery::default() };
            (noun, item::wanted(actor, &query))
        }
        _ => (noun, named(noun, base, &words)),
    });
    let groups = stream::iter(asked)
        .map(|(noun, find)| group(ward, actor, noun, find))
        .buffered(AT_ONCE)
        .try_filter_map(|group| future::ready(Ok(group)))
        .try_collect()
        .await?;
    Ok(SearchResult { words, groups })
}

/// The entries of a noun that have all the words.
fn named(noun: Noun, base: Base, words: &[String]) -> Find {
    Find {
        noun: index::name(noun),
        base,
        facets: Vec::new(),
        any: None,
        words: words.to_vec(),
        party: Vec::new(),
        day: None,
        unplaced: false,
        only: Vec::new(),
        order: Column::Title,
        descending: false,
        cursor: Cursor::First,
        limit: SHOWN,
    }
}

/// What was found of a noun among what the actor reads, if anything was.
async fn group(ward: &Ward, actor: &Actor, noun: Noun, mut find: Find) -> Result<Option<SearchGroup>> {
    let (db, finder) = (ward.store().read(), ward.store().finder());
    if let Some(read) = scope::read(db, actor, noun).await? {
        if read.is_empty() {
            return Ok(None);
        }
        find.only = read;
    }
    let found = index::find(finder, &find).await?;
    if found.entries.is_empty() {
        return Ok(None);
    }
    let mut lines = index::lines(finder, &found.entries, &find.words).await?;
    let hit = |entry: index::Entry| SearchHit {
        line: lines.remove(&entry.id),
        id: entry.object_id,
        shown_on: (find.noun, entry.object_id),
        title: entry.title,
        detail: if entry.party.is_empty() { entry.section } else { entry.party },
    };
    let mut hits: Vec<SearchHit> = found.entries.into_iter().map(hit).collect();
    if noun == Noun::Outcome {
        tell_sessions(db, &mut hits).await?;
    }
    Ok(Some(SearchGroup { noun, total: found.total, more: found.more, hits }))
}

/// Outcomes of one business have one title: their sessions tell them apart.
async fn tell_sessions(db: &DatabaseConnection, hits: &mut [SearchHit]) -> Result<()> {
    let rows = outcome::rows(db, &Scope::ids(hits.iter().map(|hit| hit.id))).await?;
    let mut sessions: BTreeMap<Uuid, Link> = rows.into_iter().map(|row| (row.id, row.session)).collect();
    for hit in hits {
        if let Some(session) = sessions.remove(&hit.id) {
            (hit.shown_on, hit.detail) = ((Session::KIND, session.id), session.name);
        }
    }
    Ok(())
}
