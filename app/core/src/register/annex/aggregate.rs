//! How annexes are read and written.

use chrono::{DateTime, Utc};
use domain::{
    annex::{Annex, AnnexEntry},
    bundle::Noun,
    text::fold,
};
use entity::{annex, annex_entry};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, child_id, children, delete, insert, placed, roots, upsert},
};

impl Aggregate for Annex {
    const NOUN: Noun = Noun::Annex;
    const KIND: &'static str = "annex";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<annex::Entity>(db, scope, annex::Column::Id).await?;
        let owner = (annex_entry::Column::AnnexId, |row: &annex_entry::Model| row.annex_id);
        let mut entries =
            children::<annex_entry::Entity, _>(db, scope, owner, annex_entry::Column::Position, |row| {
                Ok(AnnexEntry { id: Some(row.id.into()), name: row.name })
            })
            .await?;
        let annex = |row: annex::Model| Self {
            entries: entries.remove(&row.id).unwrap_or_default(),
            id: row.id.into(),
            title: row.title,
            note: row.note,
            archived_on: row.archived_on,
        };
        Ok(rows.into_iter().map(annex).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |annex: &&Self| annex::Model {
            id: annex.id.uuid(),
            title: annex.title.clone(),
            title_folded: fold(&annex.title),
            folded: folded(annex),
            note: annex.note.clone(),
            archived_on: annex.archived_on,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<annex::Entity>(db, aggregates.iter().map(row).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|annex| annex.id()));
        delete::<annex_entry::Entity>(db, &scope, annex_entry::Column::AnnexId).await?;
        let mut entries = Vec::new();
        for annex in aggregates {
            for (position, entry) in placed(&annex.entries) {
                let (id, name) = (child_id(entry.id)?, entry.name.clone());
                entries.push(annex_entry::Model { id, annex_id: annex.id.uuid(), position, name });
            }
        }
        insert::<annex_entry::Entity>(db, entries).await
    }
}

/// What a search for an annex looks at.
fn folded(annex: &Annex) -> String {
    let entries = annex.entries.iter().map(|entry| entry.name.as_str());
    let texts: Vec<String> =
        [annex.title.as_str(), annex.note.as_str()].into_iter().chain(entries).map(fold).collect();
    texts.join("\n")
}
