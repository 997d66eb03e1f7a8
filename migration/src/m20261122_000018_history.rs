//! Searching the audit trail: what changed, as folded text, and the indexes
//! its filters use. Derived: filled by the program, also for older entries.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = Table::create()
            .table("audit_text")
            .col(uuid("entry_id"))
            .col(big_integer("position"))
            .col(text("folded"))
            .primary_key(Index::create().name("pk_audit_text").col("entry_id").col("position"))
            .to_owned();
        manager.create_table(text).await?;
        index(manager, "audit_change", &["kind", "entry_id"]).await?;
        index(manager, "audit_entry", &["at_us"]).await?;
        index(manager, "audit_entry", &["actor_login", "sequence"]).await?;
        index(manager, "audit_entry", &["action", "sequence"]).await
    }
}
