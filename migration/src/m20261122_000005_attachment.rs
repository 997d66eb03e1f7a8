//! Files kept beside the database under the SHA-256 of their content.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Attachment {
    Table,
    Sha256,
    Size,
    MediaType,
    Name,
    CreatedAt,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table(Attachment::Table)
                    .col(text(Attachment::Sha256).primary_key())
                    .col(big_integer(Attachment::Size))
                    .col(text(Attachment::MediaType))
                    .col(text(Attachment::Name))
                    .col(timestamp_with_time_zone(Attachment::CreatedAt))
                    .to_owned(),
            )
            .await
    }
}
