//! Programmes, items and the versions items go through.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, identified, index, looks_up, one_of, refers, root, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_programme(manager).await?;
        create_item(manager).await?;
        create_version(manager).await
    }
}

async fn create_programme(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let programme = root(
        identified("programme")
            .col(text("name"))
            .col(text("name_folded"))
            .col(uuid("section_id"))
            .col(text("purpose"))
            .col(text("subjects"))
            .foreign_key(&mut refers("programme", "section_id", "section")),
    );
    manager.create_table(programme).await?;
    index(manager, "programme", &["section_id"]).await?;
    index(manager, "programme", &["name_folded"]).await?;
    let block = children("programme_block", "programme_id", "programme")
        .col(text("kind"))
        .col(text_null("label"))
        .col(text("text"))
        .check(one_of("kind", &["numbered", "heading", "paragraph", "bullet", "footnote"]))
        .to_owned();
    manager.create_table(block).await?;
    unique(manager, "programme_block", &["programme_id", "position"]).await
}

async fn create_item(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let item = root(
        identified("item")
            .col(text("kind"))
            .col(uuid("programme_id"))
            .col(uuid_null("parent_id"))
            .col(uuid_null("origin_id"))
            .foreign_key(&mut looks_up("item", "kind", "item_kind"))
            .foreign_key(&mut refers("item", "programme_id", "programme"))
            .foreign_key(&mut refers("item", "parent_id", "item"))
            .foreign_key(&mut refers("item", "origin_id", "item")),
    );
    manager.create_table(item).await?;
    index(manager, "item", &["kind", "id"]).await?;
    index(manager, "item", &["programme_id"]).await?;
    index(manager, "item", &["parent_id"]).await?;
    index(manager, "item", &["origin_id"]).await?;
    index(manager, "item", &["updated_at", "id"]).await
}

async fn create_version(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let version = children("item_version", "item_id", "item")
        .col(boolean("is_current"))
        .col(text("state"))
        .col(date_null("valid_from"))
        .col(date_null("valid_to"))
        .col(uuid_null("decided_by_id"))
        .col(text("title"))
        .col(text("folded"))
        .col(uuid("holding_section_id"))
        .col(uuid("registered_business_id"))
        .col(uuid("legal_basis_id"))
        .col(uuid("party_id"))
        .col(text_null("party_short_name"))
        .check(one_of("state", &["past", "in_force", "proposal"]))
        .foreign_key(&mut refers("item_version", "decided_by_id", "outcome"))
        .foreign_key(&mut refers("item_version", "holding_section_id", "section"))
        .foreign_key(&mut refers("item_version", "registered_business_id", "registered_business"))
        .foreign_key(&mut refers("item_version", "legal_basis_id", "legal_basis"))
        .foreign_key(&mut refers("item_version", "party_id", "party"))
        .to_owned();
    manager.create_table(version).await?;
    index(manager, "item_version", &["item_id", "position"]).await?;
    index(manager, "item_version", &["is_current", "title", "item_id"]).await?;
    index(manager, "item_version", &["is_current", "state", "title"]).await?;
    index(manager, "item_version", &["is_current", "holding_section_id", "title"]).await?;
    for column in
        ["decided_by_id", "holding_section_id", "registered_business_id", "legal_basis_id", "party_id"]
    {
        index(manager, "item_version", &[column]).await?;
    }
    Ok(())
}
