//! What lists and searches read: derived from the register, rebuilt at will.

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
        create_entry(manager, postgres).await?;
        for (name, column) in [("search_text", "folded"), ("search_body", "body")] {
            let table = Table::create()
                .table(name)
                .col(big_integer("entry_id").primary_key())
                .col(text(column))
                .foreign_key(&mut owned_by(name, "entry_id", "search_entry"))
                .to_owned();
            manager.create_table(table).await?;
        }
        let terms = if postgres { POSTGRES } else { SQLITE };
        manager.get_connection().execute_unprepared(terms).await?;
        // Which rules the index was made by: filled by the program.
        let state = Table::create()
            .table("search_state")
            .col(integer("id").primary_key())
            .col(integer("version"))
            .to_owned();
        manager.create_table(state).await?;
        // The names of media in use are read along this index, name by name.
        index(manager, "medium", &["name"]).await
    }
}

async fn create_entry(manager: &SchemaManager<'_>, postgres: bool) -> Result<(), DbErr> {
    // Keys are compared byte by byte on both engines.
    let key = |name: &'static str| {
        let mut column = text(name);
        if postgres {
            column.extra("COLLATE \"C\"");
        }
        column
    };
    let entry = Table::create()
        .table("search_entry")
        .col(big_integer("id").primary_key())
        .col(key("noun"))
        .col(uuid("object_id"))
        .col(uuid_null("version_id"))
        .col(uuid_null("proposal_id"))
        .col(text("kind"))
        .col(text("state"))
        .col(date("valid_from"))
        .col(date("valid_to"))
        .col(text("title"))
        .col(text("party"))
        .col(text("section"))
        .col(key("title_key"))
        .col(key("kind_key"))
        .col(key("section_key"))
        .col(key("party_key"))
        .col(key("state_key"))
        .col(text("party_folded"))
        .col(text("facets"))
        .to_owned();
    manager.create_table(entry).await?;
    index(manager, "search_entry", &["noun", "object_id"]).await?;
    index(manager, "search_entry", &["noun", "valid_from"]).await?;
    index(manager, "search_entry", &["noun", "title_key", "id"]).await?;
    for key in ["kind_key", "section_key", "party_key", "state_key"] {
        index(manager, "search_entry", &["noun", key, "title_key", "id"]).await?;
    }
    Ok(())
}

/// Each entry's terms as words, without the text they come from.
const SQLITE: &str = "CREATE VIRTUAL TABLE search_terms USING fts5(\
    terms, content='', contentless_delete=1, detail='none', tokenize='ascii')";

/// The same terms as numbers. A text stays in its row as it is: to look into a
/// hundred of them must not mean to fetch and unpack each.
const POSTGRES: &str = "\
    CREATE TABLE search_terms (\
        entry_id bigint PRIMARY KEY REFERENCES search_entry (id) ON DELETE CASCADE, \
        terms bigint[] NOT NULL); \
    CREATE INDEX ix_search_terms_terms ON search_terms USING gin (terms); \
    CREATE SEQUENCE search_entry_number; \
    ALTER TABLE search_text SET (toast_tuple_target = 8160); \
    ALTER TABLE search_text ALTER COLUMN folded SET STORAGE EXTERNAL";
