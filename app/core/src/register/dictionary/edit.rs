use domain::dictionary::DictionaryEntry;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        typed::{Reader, box_of, is_ticked, typed_input},
    },
};

typed_input! {
    /// What a form says of an entry, as typed.
    pub struct EntryInput {
        /// The data item.
        name,
        /// How it is read.
        reading,
        /// 要配慮個人情報: a box.
        sensitive,
        /// 特定個人情報: a box.
        my_number,
    }
}

impl EntryInput {
    /// What a form shows of an entry.
    #[must_use]
    pub fn of(entry: &DictionaryEntry) -> Self {
        Self {
            name: entry.name.clone(),
            reading: entry.reading.clone(),
            sensitive: box_of(entry.sensitive),
            my_number: box_of(entry.my_number),
        }
    }

    fn entry(&self, id: Uuid) -> Result<DictionaryEntry> {
        let mut reader = Reader::default();
        let name = reader.needed("name", "情報項目", &self.name);
        let reading = reader.line("reading", "よみ", &self.reading);
        reader.finish(Some(DictionaryEntry {
            id: id.into(),
            name,
            reading,
            sensitive: is_ticked(&self.sensitive),
            my_number: is_ticked(&self.my_number),
            archived_on: None,
        }))
    }
}

/// What the form of an entry shows.
pub(super) fn facts(entry: &DictionaryEntry) -> DictionaryEntry {
    DictionaryEntry { archived_on: None, ..entry.clone() }
}

/// Adds an entry, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`, by field.
pub async fn create(ward: &Ward, actor: &Actor, key: Option<&str>, input: &EntryInput) -> Result<Uuid> {
    policy::require(actor, Permission::EditRegister)?;
    let entry = input.entry(ward.clock().new_id())?;
    edit::create(ward, actor, key, "", entry).await
}

/// Changes an entry. Items hold copies, which stay as they are.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict`.
pub async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &EntryInput,
) -> Result<()> {
    policy::require(actor, Permission::EditRegister)?;
    let read = input.entry(id)?;
    let part = |entry: &DictionaryEntry| Ok(facts(entry));
    edit::change::<DictionaryEntry, _>(ward, actor, id, change, part, |entry| {
        *entry = DictionaryEntry { archived_on: entry.archived_on, ..read };
        Ok(())
    })
    .await?;
    Ok(())
}

/// Puts an entry away: it is offered no more. Items that have the word keep
/// it.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`.
pub async fn archive(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let today = ward.clock().today();
    let part = |entry: &DictionaryEntry| Ok(entry.clone());
    edit::change::<DictionaryEntry, _>(ward, actor, id, change, part, |entry| {
        entry.archived_on.get_or_insert(today);
        Ok(())
    })
    .await?;
    Ok(())
}

/// Brings an entry back.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` if another has its name now.
pub async fn restore(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<()> {
    let part = |entry: &DictionaryEntry| Ok(entry.clone());
    edit::change::<DictionaryEntry, _>(ward, actor, id, change, part, |entry| {
        entry.archived_on = None;
        Ok(())
    })
    .await?;
    Ok(())
}
