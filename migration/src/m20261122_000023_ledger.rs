//! What a ledger says of each version, ready to be written: derived from the
//! register, rebuilt at will, and lying in the order in which it is read.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::build::{index, owned_by};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        // Compared byte by byte on both engines.
        let mut place = text("place");
        if postgres {
            place.extra("COLLATE \"C\"");
        }
        let mut row = Table::create()
            .table("ledger_row")
            .col(uuid("section_id"))
            .col(place)
            .col(uuid("item_id"))
            .col(date("valid_from"))
            .col(date("valid_to"))
            .col(text("body"))
            .primary_key(Index::create().name("pk_ledger_row").col("section_id").col("place"))
            .foreign_key(&mut owned_by("ledger_row", "item_id", "item"))
            .to_owned();
        if !postgres {
            // Rows in the tree of the key itself: read one after the other.
            row.extra("WITHOUT ROWID");
        }
        manager.create_table(row).await?;
        index(manager, "ledger_row", &["item_id"]).await
    }
}
