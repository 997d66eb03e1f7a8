//! How annexes are added, changed and put away. What changes here changes for
//! every item that points to the annex.

use std::collections::BTreeSet;

use domain::{
    Id,
    annex::{Annex, AnnexEntry},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        item::sees_proposals,
        uses::{ItemUse, Used, unused, uses},
    },
};

/// Items shown at most.
const SHOWN: u64 = 200;

/// What a form says of an annex besides its entries, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnexInput {
    /// The title that papers print.
    pub title: String,
    /// For the ward's people.
    pub note: String,
}

impl AnnexInput {
    /// What a form shows of an annex.
    #[must_use]
    pub fn of(annex: &Annex) -> Self {
        Self { title: annex.title.clone(), note: annex.note.clone() }
    }

    fn fill(&self, annex: &mut Annex) {
        annex.title = self.title.trim().to_owned();
        annex.note = self.note.trim().to_owned();
    }
}

/// One entry as a form says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryInput {
    /// Its id, if it was there before.
    pub id: String,
    /// The data item.
    pub name: String,
}

impl EntryInput {
    /// What a form shows of an entry.
    #[must_use]
    pub fn of(entry: &AnnexEntry) -> Self {
        Self { id: entry.id.map(|id| id.to_string()).unwrap_or_default(), name: entry.name.clone() }
    }
}

/// An annex and the items that share it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnnexView {
    /// The annex.
    pub annex: Annex,
    /// The items whose data groups point to it, those in force first.
    pub items: Vec<ItemUse>,
}

/// One annex.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<AnnexView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let mut annex = edit::load::<Annex>(db, id).await?;
    if !sees_proposals(actor) {
        annex.note.clear();
    }
    Ok(AnnexView { annex, items: uses(db, Used::Annex(id), actor, SHOWN).await? })
}

/// Identifies what the form of title and note shows.
///
/// # Errors
/// `Internal`.
pub fn facts_seen(annex: &Annex) -> Result<String> {
    edit::digest(&(&annex.title, &annex.note))
}

/// Identifies what the form of the entries shows.
///
/// # Errors
/// `Internal`.
pub fn entries_seen(annex: &Annex) -> Result<String> {
    edit::digest(&annex.entries)
}

/// Identifies all of an annex.
///
/// # Errors
/// `Internal`.
pub fn whole_seen(annex: &Annex) -> Result<String> {
    edit::digest(annex)
}

/// Adds an annex, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    input: &AnnexInput,
) -> Result<Uuid> {
    let mut annex = Annex {
        id: ward.clock().new_id().into(),
        title: String::new(),
        note: String::new(),
        entries: Vec::new(),
        archived_on: None,
    };
    input.fill(&mut annex);
    edit::create(ward, actor, key, reason, annex).await
}

/// Changes title and note.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`.
pub async fn change_facts(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &AnnexInput,
) -> Result<()> {
    let part = |annex: &Annex| Ok((annex.title.clone(), annex.note.clone()));
    edit::change::<Annex, _>(ward, actor, id, change, part, |annex| {
        input.fill(annex);
        Ok(())
    })
    .await?;
    Ok(())
}

/// Changes the entries; empty ones at the end are left out.
///
/// # Errors
/// As [`change_facts`].
pub async fn change_entries(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &[EntryInput],
) -> Result<()> {
    let part = |annex: &Annex| Ok(annex.entries.clone());
    edit::change::<Annex, _>(ward, actor, id, change, part, |annex| {
        let mut own: BTreeSet<Uuid> =
            annex.entries.iter().filter_map(|entry| entry.id.map(Id::uuid)).collect();
        // An id that is none of this annex's, or comes twice, is a new entry's.
        let mut kept = |id: &str| id.parse::<Uuid>().ok().filter(|id| own.remove(id)).map(Id::from);
        let filled = input.iter().rposition(|entry| !entry.name.trim().is_empty()).map_or(0, |last| last + 1);
        annex.entries = input
            .iter()
            .take(filled)
            .map(|entry| AnnexEntry { id: kept(&entry.id), name: entry.name.trim().to_owned() })
            .collect();
        Ok(())
    })
    .await?;
    Ok(())
}

/// Puts an annex away: forms offer it no more.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` while items point to it.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let today = ward.clock().today();
    let part = |annex: &Annex| Ok(annex.clone());
    let apply = |annex: &mut Annex| {
        annex.archived_on.get_or_insert(today);
        Ok(())
    };
    edit::change_asking::<Annex, _>(ward, actor, id, change, part, apply, async |tx, annex| {
        unused(tx.conn(), Used::Annex(id), &annex.title).await
    })
    .await?;
    Ok(())
}

/// Brings an annex back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let part = |annex: &Annex| Ok(annex.clone());
    edit::change::<Annex, _>(ward, actor, id, change, part, |annex| {
        annex.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}
