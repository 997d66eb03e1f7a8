//! The council's sessions and what they decided. What an outcome is about
//! comes with the submissions, which come after the items that rest on it.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, index, listed, looks_up, lookup, refers, root, unique};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let session = root(
            identified("council_session")
                .col(integer("fiscal_year"))
                .col(big_integer("number"))
                .col(date_null("held_on")),
        );
        manager.create_table(session).await?;
        unique(manager, "council_session", &["fiscal_year", "number"]).await?;
        lookup(
            manager,
            "outcome_result",
            &[
                ("approved", "承認"),
                ("conditionally_approved", "条件付承認"),
                ("acknowledged", "了承"),
                ("continued", "継続審議"),
                ("withdrawn", "取下げ"),
            ],
        )
        .await?;
        create_outcome(manager).await
    }
}

async fn create_outcome(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let outcome = root(
        identified("outcome")
            .col(uuid("session_id"))
            .col(text("title"))
            .col(text("result"))
            .col(date_null("decided_on"))
            .foreign_key(&mut refers("outcome", "session_id", "council_session"))
            .foreign_key(&mut looks_up("outcome", "result", "outcome_result")),
    );
    manager.create_table(outcome).await?;
    index(manager, "outcome", &["session_id"]).await?;
    manager
        .create_table(listed("outcome_condition", "outcome_id", "outcome").col(text("text")).to_owned())
        .await
}
