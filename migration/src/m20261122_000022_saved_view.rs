//! Lists as a person keeps them: a name, and the filters behind it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, owned_by, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let view = identified("saved_view")
            .col(uuid("account_id"))
            .col(text("name"))
            .col(text("query"))
            .foreign_key(&mut owned_by("saved_view", "account_id", "account"))
            .to_owned();
        manager.create_table(view).await?;
        unique(manager, "saved_view", &["account_id", "name"]).await
    }
}
