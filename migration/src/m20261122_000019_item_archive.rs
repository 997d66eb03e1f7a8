//! When an item was put away.

use sea_orm_migration::{prelude::*, schema::timestamp_with_time_zone_null};

use crate::build::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let added =
            Table::alter().table("item").add_column(timestamp_with_time_zone_null("archived_at")).to_owned();
        manager.alter_table(added).await?;
        index(manager, "item", &["archived_at", "id"]).await
    }
}
