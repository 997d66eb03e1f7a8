//! The duties that promised protections bring.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{children, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let duty = children("protection_duty", "protection_id", "protection")
            .col(text_null("debtor"))
            .col(text("creditors"))
            .col(text("text"))
            .col(text("kind"))
            .col(boolean("survives"))
            .col(text("trigger_code"))
            .col(text("evidence"))
            .col(text("due_base"))
            .col(integer_null("standard_days"))
            .to_owned();
        manager.create_table(duty).await?;
        index(manager, "protection_duty", &["protection_id", "position"]).await
    }
}
