//! What a version of an item holds, list by list.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, index, listed, one_of, refers, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_lines(manager).await?;
        create_data(manager).await?;
        create_protections(manager).await
    }
}

async fn create_lines(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let line = children("version_line", "version_id", "item_version")
        .col(text("list"))
        .col(text_null("label"))
        .col(text("text"))
        .check(one_of("list", &["reason", "description"]))
        .to_owned();
    manager.create_table(line).await?;
    unique(manager, "version_line", &["version_id", "list", "position"]).await?;
    let period = children("period_line", "version_id", "item_version")
        .col(text_null("label"))
        .col(text("text"))
        .col(date_null("earliest"))
        .col(date_null("latest"))
        .col(text("precision"))
        .col(boolean("rolling"))
        .col(boolean("after_council"))
        .to_owned();
    manager.create_table(period).await?;
    unique(manager, "period_line", &["version_id", "position"]).await?;
    index(manager, "period_line", &["latest"]).await
}

async fn create_data(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let group = children("data_group", "version_id", "item_version")
        .col(text("direction"))
        .col(boolean("print_direction"))
        .col(text("subject"))
        .col(text("subject_style"))
        .col(big_integer_null("people"))
        .col(uuid_null("annex_id"))
        .col(uuid_null("earlier_outcome_id"))
        .col(text_null("earlier_text"))
        .check(one_of("direction", &["provided", "collected", "linked"]))
        .check(one_of("subject_style", &["bullet", "bracket"]))
        .foreign_key(&mut refers("data_group", "annex_id", "annex"))
        .foreign_key(&mut refers("data_group", "earlier_outcome_id", "outcome"))
        .to_owned();
    manager.create_table(group).await?;
    unique(manager, "data_group", &["version_id", "position"]).await?;
    index(manager, "data_group", &["annex_id"]).await?;
    index(manager, "data_group", &["earlier_outcome_id"]).await?;
    let item = children("data_item", "group_id", "data_group")
        .col(text("name"))
        .col(boolean("sensitive"))
        .col(boolean("my_number"))
        .to_owned();
    manager.create_table(item).await?;
    unique(manager, "data_item", &["group_id", "position"]).await?;
    let medium = children("medium", "version_id", "item_version").col(text("name")).to_owned();
    manager.create_table(medium).await?;
    unique(manager, "medium", &["version_id", "position"]).await
}

async fn create_protections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let protection = children("protection", "version_id", "item_version")
        .col(text("taken_by"))
        .col(text("kind"))
        .col(boolean("numbered"))
        .col(text("text"))
        .check(one_of("taken_by", &["ward", "party"]))
        .check(one_of("kind", &["text", "clause_sets"]))
        .to_owned();
    manager.create_table(protection).await?;
    unique(manager, "protection", &["version_id", "position"]).await?;
    let clause_set = listed("version_clause_set", "version_id", "item_version")
        .col(uuid("edition_id"))
        .col(text("role"))
        .check(one_of("role", &["governing", "flow_down"]))
        .foreign_key(&mut refers("version_clause_set", "edition_id", "clause_edition"))
        .to_owned();
    manager.create_table(clause_set).await?;
    index(manager, "version_clause_set", &["edition_id"]).await
}
