//! The audit trail: one entry a transaction, one change an object, one head.
//! Times are microseconds in an integer, so that both engines keep, and the
//! chain covers, the same value. The trail names accounts without a foreign
//! key: it must stand by itself.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum AuditEntry {
    Table,
    Id,
    Sequence,
    AtUs,
    ActorId,
    ActorLogin,
    ActorRole,
    Action,
    Reason,
    ChangeCount,
    Previous,
    Digest,
}

#[derive(DeriveIden)]
enum AuditChange {
    Table,
    EntryId,
    Position,
    Kind,
    ObjectId,
    Before,
    After,
    Salt,
    PayloadDigest,
}

#[derive(DeriveIden)]
enum AuditHead {
    Table,
    Id,
    Sequence,
    Digest,
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_entry(manager).await?;
        create_change(manager).await?;
        create_head(manager).await
    }
}

async fn create_entry(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AuditEntry::Table)
                .col(uuid(AuditEntry::Id).primary_key())
                .col(big_integer_uniq(AuditEntry::Sequence))
                .col(big_integer(AuditEntry::AtUs))
                .col(uuid_null(AuditEntry::ActorId))
                .col(text(AuditEntry::ActorLogin))
                .col(text(AuditEntry::ActorRole))
                .col(text(AuditEntry::Action))
                .col(text(AuditEntry::Reason))
                .col(big_integer(AuditEntry::ChangeCount))
                .col(text(AuditEntry::Previous))
                .col(text(AuditEntry::Digest))
                .to_owned(),
        )
        .await
}

async fn create_change(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AuditChange::Table)
                // Deferred: changes are written as they happen, their entry
                // last, so that the head is locked for the shortest time.
                .col(
                    uuid(AuditChange::EntryId)
                        .extra("REFERENCES audit_entry (id) DEFERRABLE INITIALLY DEFERRED"),
                )
                .col(big_integer(AuditChange::Position))
                .col(text(AuditChange::Kind))
                .col(uuid(AuditChange::ObjectId))
                .col(text_null(AuditChange::Before))
                .col(text_null(AuditChange::After))
                .col(binary_null(AuditChange::Salt))
                .col(text(AuditChange::PayloadDigest))
                .primary_key(
                    Index::create()
                        .name("pk_audit_change")
                        .col(AuditChange::EntryId)
                        .col(AuditChange::Position),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("ix_audit_change_object")
                .table(AuditChange::Table)
                .col(AuditChange::ObjectId)
                .to_owned(),
        )
        .await
}

async fn create_head(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(AuditHead::Table)
                .col(integer(AuditHead::Id).primary_key())
                .col(big_integer(AuditHead::Sequence))
                .col(text(AuditHead::Digest))
                .check(Expr::col(AuditHead::Id).eq(1))
                .to_owned(),
        )
        .await?;
    let head = Query::insert()
        .into_table(AuditHead::Table)
        .columns([AuditHead::Id, AuditHead::Sequence, AuditHead::Digest])
        .values([1.into(), 0_i64.into(), "".into()])
        .map_err(|e| DbErr::Custom(e.to_string()))?
        .to_owned();
    manager.execute(head).await
}
