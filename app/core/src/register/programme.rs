//! Programmes and the blocks of structured text.

mod service;

use chrono::{DateTime, Utc};
use domain::{
    bundle::Noun,
    programme::{Block, BlockKind, Programme},
    text::fold,
};
use entity::{programme, programme_block};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, child_id, children, decoded, delete, insert, placed, roots, upsert},
};

pub use service::{
    BlockInput, ProgrammeInput, archive, change_description, change_outline, create, description_seen, items,
    open, outline_seen, restore, whole_seen,
};

impl Aggregate for Programme {
    const NOUN: Noun = Noun::Programme;
    const KIND: &'static str = "programme";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<programme::Entity>(db, scope, programme::Column::Id).await?;
        let owner = (programme_block::Column::ProgrammeId, |row: &programme_block::Model| row.programme_id);
        let mut blocks = children::<programme_block::Entity, _>(
            db,
            scope,
            owner,
            programme_block::Column::Position,
            |row| block(row.id, &row.kind, row.label, row.text),
        )
        .await?;
        let programme = |row: programme::Model| Self {
            description: blocks.remove(&row.id).unwrap_or_default(),
            id: row.id.into(),
            name: row.name,
            reading: row.reading,
            section: row.section_id.into(),
            purpose: row.purpose,
            subjects: row.subjects,
            archived_on: row.archived_on,
        };
        Ok(rows.into_iter().map(programme).collect())
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |programme: &&Self| programme::Model {
            id: programme.id.uuid(),
            name: programme.name.clone(),
            name_folded: fold(&programme.name),
            reading: programme.reading.clone(),
            reading_folded: fold(&programme.reading),
            archived_on: programme.archived_on,
            section_id: programme.section.uuid(),
            purpose: programme.purpose.clone(),
            subjects: programme.subjects.clone(),
            version: 1,
            created_at: at,
            updated_at: at,
        };
        upsert::<programme::Entity>(db, aggregates.iter().map(row).collect()).await?;
        let scope = Scope::ids(aggregates.iter().map(|programme| programme.id()));
        delete::<programme_block::Entity>(db, &scope, programme_block::Column::ProgrammeId).await?;
        let mut blocks = Vec::new();
        for programme in aggregates {
            for (position, block) in placed(&programme.description) {
                blocks.push(programme_block::Model {
                    id: child_id(block.id)?,
                    programme_id: programme.id.uuid(),
                    position,
                    kind: block.kind.code().to_owned(),
                    label: block.label.clone(),
                    text: block.text.clone(),
                });
            }
        }
        insert::<programme_block::Entity>(db, blocks).await
    }
}

/// A block as the tables keep it.
pub(crate) fn block(id: Uuid, kind: &str, label: Option<String>, text: String) -> Result<Block> {
    Ok(Block { id: Some(id.into()), kind: decoded(kind, BlockKind::from_code)?, label, text })
}
