//! Clause sets: editions, clauses, nested items.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, identified, index, one_of, owned_by, root, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let clause_set = root(
            identified("clause_set")
                .col(text("name"))
                .col(text("variant"))
                .col(text("title"))
                .col(text("ward_label"))
                .col(text("contractor_label"))
                .col(text("subcontractor_label")),
        );
        manager.create_table(clause_set).await?;
        create_edition(manager).await?;
        create_clause(manager).await
    }
}

async fn create_edition(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let edition = children("clause_edition", "clause_set_id", "clause_set")
        .col(big_integer("number"))
        .col(text("state"))
        .col(date_null("valid_from"))
        .col(date_null("valid_to"))
        .check(one_of("state", &["draft", "published", "superseded"]))
        .to_owned();
    manager.create_table(edition).await?;
    index(manager, "clause_edition", &["clause_set_id", "position"]).await?;
    let edition_text = Table::create()
        .table("edition_text")
        .col(uuid("edition_id"))
        .col(text("place"))
        .col(integer("position"))
        .col(text("text"))
        .check(one_of("place", &["preamble", "trailing"]))
        .primary_key(Index::create().name("pk_edition_text").col("edition_id").col("place").col("position"))
        .foreign_key(&mut owned_by("edition_text", "edition_id", "clause_edition"))
        .to_owned();
    manager.create_table(edition_text).await
}

async fn create_clause(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let clause = children("clause", "edition_id", "clause_edition")
        .col(big_integer("number"))
        .col(text_null("caption"))
        .col(text("body"))
        .col(text_null("note"))
        .to_owned();
    manager.create_table(clause).await?;
    unique(manager, "clause", &["edition_id", "position"]).await?;
    let clause_item = children("clause_item", "clause_id", "clause")
        .col(uuid_null("parent_id"))
        .col(text("label"))
        .col(text("text"))
        .col(text_null("note"))
        .foreign_key(&mut owned_by("clause_item", "parent_id", "clause_item"))
        .to_owned();
    manager.create_table(clause_item).await?;
    index(manager, "clause_item", &["clause_id", "position"]).await?;
    index(manager, "clause_item", &["parent_id"]).await
}
