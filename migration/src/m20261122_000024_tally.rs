//! Who finds an entry, as a column: the start page counts along its index.

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
        let bases = big_integer("bases").default(0).to_owned();
        let entry = Table::alter().table("search_entry").add_column(bases).to_owned();
        manager.alter_table(entry).await?;
        index(manager, "search_entry", &["noun", "bases", "kind", "state", "proposal_id"]).await
    }
}
