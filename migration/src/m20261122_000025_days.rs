//! What was in force on a day is found along an index that tells it whole: no
//! row is fetched only to learn that it had ended.

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
        let old = Index::drop().name("ix_search_entry_noun_valid_from").table("search_entry").to_owned();
        manager.drop_index(old).await?;
        index(manager, "search_entry", &["noun", "valid_from", "valid_to", "bases"]).await
    }
}
