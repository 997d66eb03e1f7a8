use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    dictionary::{DictionaryEntry, folded},
};
use entity::dictionary_entry;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, roots, upsert},
};

impl Aggregate for DictionaryEntry {
    const NOUN: Noun = Noun::DictionaryEntry;
    const KIND: &'static str = "dictionary_entry";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<dictionary_entry::Entity>(db, scope, dictionary_entry::Column::Id).await?;
        Ok(rows.into_iter().map(entry).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |entry: &&Self| dictionary_entry::Model {
            id: entry.id.uuid(),
            name: entry.name.clone(),
            reading: entry.reading.clone(),
            folded: folded(&entry.name, &entry.reading),
            sensitive: entry.sensitive,
            my_number: entry.my_number,
            archived_on: entry.archived_on,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<dictionary_entry::Entity>(db, aggregates.iter().map(row).collect()).await
    }
}

/// An entry as the table keeps it.
pub(super) fn entry(row: dictionary_entry::Model) -> DictionaryEntry {
    DictionaryEntry {
        id: row.id.into(),
        name: row.name,
        reading: row.reading,
        sensitive: row.sensitive,
        my_number: row.my_number,
        archived_on: row.archived_on,
    }
}
