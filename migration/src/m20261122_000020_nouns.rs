//! What programmes, parties and annexes say besides: readings, addresses,
//! contacts, notes, and the day they were put away.

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
        for column in ["reading", "reading_folded"] {
            add(manager, "programme", empty(column)).await?;
        }
        add(manager, "programme", date_null("archived_on")).await?;
        for column in ["reading", "reading_folded", "address"] {
            add(manager, "party", empty(column)).await?;
        }
        for column in ["contact_person", "contact_phone", "contact_mail"] {
            add(manager, "party", text_null(column)).await?;
        }
        add(manager, "party", date_null("archived_on")).await?;
        index(manager, "party", &["corporate_number"]).await?;
        for column in ["note", "title_folded", "folded"] {
            add(manager, "annex", empty(column)).await?;
        }
        add(manager, "annex", date_null("archived_on")).await?;
        let titles = Query::update()
            .table("annex")
            .value("title_folded", Expr::col("title"))
            .value("folded", Expr::col("title"))
            .to_owned();
        manager.execute(titles).await
    }
}

fn empty(column: &'static str) -> ColumnDef {
    text(column).default("").to_owned()
}

/// One statement a column: SQLite takes no more.
async fn add(manager: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}
