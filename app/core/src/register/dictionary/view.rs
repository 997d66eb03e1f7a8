use domain::dictionary::DictionaryEntry;
use serde::Serialize;
use uuid::Uuid;

use super::edit::facts;
use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit,
        uses::{ItemUse, Used, live_count, uses},
    },
};

/// Items shown at most; more are behind a search.
const SHOWN: u64 = 20;

/// An entry and the items that have its word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryView {
    /// The entry.
    pub entry: DictionaryEntry,
    /// How many items have a data item of its name, in force or proposed.
    pub count: u64,
    /// The first of them.
    pub items: Vec<ItemUse>,
    /// The digest of what its form shows.
    pub facts_seen: String,
    /// The digest of all of it.
    pub whole_seen: String,
}

/// One entry.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, id: Uuid) -> Result<EntryView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let entry = edit::load::<DictionaryEntry>(db, id).await?;
    let used = Used::Word(entry.name.clone());
    let mut items = uses(db, used.clone(), actor, SHOWN).await?;
    items.retain(ItemUse::is_live);
    Ok(EntryView {
        count: live_count(db, used, actor).await?,
        items,
        facts_seen: edit::digest(&facts(&entry))?,
        whole_seen: edit::digest(&entry)?,
        entry,
    })
}
