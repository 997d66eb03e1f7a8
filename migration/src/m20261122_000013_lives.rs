//! When bodies, departments and articles end and what follows them, how names
//! are read, what is put away, and the dictionary of data items.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, index, root};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["implementing_body", "department"] {
            add(manager, table, date_null("valid_from")).await?;
            add(manager, table, date_null("valid_to")).await?;
            add(manager, table, uuid_null("successor_id")).await?;
        }
        add(manager, "section", text("reading").default("").to_owned()).await?;
        add(manager, "legal_basis", uuid_null("successor_id")).await?;
        add(manager, "legal_basis", date_null("archived_on")).await?;
        add(manager, "registered_business", text("reading").default("").to_owned()).await?;
        add(manager, "registered_business", date_null("archived_on")).await?;
        create_dictionary(manager).await
    }
}

/// One column: SQLite adds no two in a statement.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

async fn create_dictionary(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let entry = root(
        identified("dictionary_entry")
            .col(text("name"))
            .col(text("reading"))
            .col(text("folded"))
            .col(boolean("sensitive"))
            .col(boolean("my_number"))
            .col(date_null("archived_on")),
    );
    manager.create_table(entry).await?;
    index(manager, "dictionary_entry", &["folded"]).await
}
