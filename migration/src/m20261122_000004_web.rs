//! What a browser leaves here: its session, and the keys of forms it has sent.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum WebSession {
    Table,
    IdHash,
    AccountId,
    Record,
    TouchedAt,
    ExpiresAt,
}

#[derive(DeriveIden)]
enum IdempotencyKey {
    Table,
    KeyHash,
    Location,
    CreatedAt,
}

#[derive(DeriveIden)]
enum Account {
    Table,
    Id,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_session(manager).await?;
        manager
            .create_table(
                Table::create()
                    .table(IdempotencyKey::Table)
                    .col(text(IdempotencyKey::KeyHash).primary_key())
                    .col(text(IdempotencyKey::Location))
                    .col(timestamp_with_time_zone(IdempotencyKey::CreatedAt))
                    .to_owned(),
            )
            .await?;
        index(manager, "ix_idempotency_key_created", IdempotencyKey::Table, IdempotencyKey::CreatedAt).await
    }
}

async fn create_session(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(WebSession::Table)
                .col(text(WebSession::IdHash).primary_key())
                .col(uuid_null(WebSession::AccountId))
                .col(binary(WebSession::Record))
                .col(timestamp_with_time_zone(WebSession::TouchedAt))
                .col(timestamp_with_time_zone(WebSession::ExpiresAt))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_web_session_account")
                        .from(WebSession::Table, WebSession::AccountId)
                        .to(Account::Table, Account::Id)
                        .on_delete(ForeignKeyAction::Cascade),
                )
                .to_owned(),
        )
        .await?;
    index(manager, "ix_web_session_account", WebSession::Table, WebSession::AccountId).await?;
    index(manager, "ix_web_session_expires", WebSession::Table, WebSession::ExpiresAt).await
}

async fn index<T: IntoIden + 'static>(
    manager: &SchemaManager<'_>,
    name: &str,
    table: T,
    column: T,
) -> Result<(), DbErr> {
    manager
        .create_index(Index::create().name(name).table(table.into_iden()).col(column.into_iden()).to_owned())
        .await
}
