//! Bits that tell of an entry which pairs of characters its text cannot have: a
//! list that is walked for a word looks into few texts that do not have it. On
//! PostgreSQL a text lies beside its terms, by which it is looked up. What was in
//! force on a day is looked up among what has days. The program makes the index
//! anew.

use sea_orm_migration::{prelude::*, schema::big_integer, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for at in 0..16 {
            let column = big_integer(format!("pairs_{at}")).default(0).to_owned();
            let table = Table::alter().table("search_entry").add_column(column).to_owned();
            manager.alter_table(table).await?;
        }
        manager.get_connection().execute_unprepared(DAYS).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            manager.get_connection().execute_unprepared(TEXTS).await?;
        }
        Ok(())
    }
}

/// Of a row that is longer than this its terms are kept elsewhere: they are in the
/// index, and nobody reads them.
const TEXTS: &str = "\
    ALTER TABLE search_terms ADD COLUMN folded text NOT NULL DEFAULT ''; \
    ALTER TABLE search_terms ALTER COLUMN folded SET STORAGE EXTERNAL; \
    ALTER TABLE search_terms SET (toast_tuple_target = 4000); \
    DROP TABLE search_text";

/// Only what is found by its days: what has none would stand before all others.
const DAYS: &str = "\
    DROP INDEX ix_search_entry_noun_valid_from_valid_to_bases; \
    CREATE INDEX ix_search_entry_days ON search_entry (noun, valid_from, valid_to) WHERE (bases & 4) <> 0";
