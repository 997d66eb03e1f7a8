//! Finds the items that have a word of the dictionary.

use sea_orm_migration::prelude::*;

use crate::build::index;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        index(manager, "data_item", &["name"]).await
    }
}
