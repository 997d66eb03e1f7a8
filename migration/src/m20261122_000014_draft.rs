//! What a person has typed into a form and not saved yet.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{index, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("form_draft")
                    .col(uuid("account_id"))
                    .col(text("page"))
                    .col(text("fields"))
                    .col(timestamp_with_time_zone("saved_at"))
                    .primary_key(Index::create().name("pk_form_draft").col("account_id").col("page"))
                    .foreign_key(&mut owned_by("form_draft", "account_id", "account"))
                    .to_owned(),
            )
            .await?;
        index(manager, "form_draft", &["saved_at"]).await
    }
}
