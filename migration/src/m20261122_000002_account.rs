//! People who sign in, their roles, and the count of failed attempts. Roles
//! are a lookup, not a CHECK: the set may grow.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum Role {
    Table,
    Code,
    Label,
    Position,
}

#[derive(DeriveIden)]
enum Account {
    Table,
    Id,
    Login,
    Name,
    Role,
    SectionId,
    PasswordHash,
    CreatedAt,
    DisabledAt,
    Demo,
    Version,
}

#[derive(DeriveIden)]
enum SignInFailure {
    Table,
    LoginHash,
    Failures,
    LastAt,
    LockedUntil,
}

#[derive(DeriveIden)]
enum Section {
    Table,
    Id,
}

const ROLES: [(&str, &str); 6] = [
    ("officer", "個人情報保護担当"),
    ("secretariat", "審議会事務局"),
    ("auditor", "立入調査担当"),
    ("section", "担当課"),
    ("admin", "システム管理者"),
    ("viewer", "閲覧者"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_role(manager).await?;
        create_account(manager).await?;
        manager
            .create_table(
                Table::create()
                    .table(SignInFailure::Table)
                    .col(text(SignInFailure::LoginHash).primary_key())
                    .col(integer(SignInFailure::Failures))
                    .col(timestamp_with_time_zone(SignInFailure::LastAt))
                    .col(timestamp_with_time_zone_null(SignInFailure::LockedUntil))
                    .to_owned(),
            )
            .await
    }
}

async fn create_role(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Role::Table)
                .col(text(Role::Code).primary_key())
                .col(text(Role::Label))
                .col(integer(Role::Position))
                .to_owned(),
        )
        .await?;
    let mut insert =
        Query::insert().into_table(Role::Table).columns([Role::Code, Role::Label, Role::Position]).to_owned();
    for (position, (code, label)) in (0_i32..).zip(ROLES) {
        insert
            .values([code.into(), label.into(), position.into()])
            .map_err(|e| DbErr::Custom(e.to_string()))?;
    }
    manager.execute(insert).await
}

async fn create_account(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Account::Table)
                .col(uuid(Account::Id).primary_key())
                .col(text_uniq(Account::Login))
                .col(text(Account::Name))
                .col(text(Account::Role))
                .col(uuid_null(Account::SectionId))
                .col(text(Account::PasswordHash))
                .col(timestamp_with_time_zone(Account::CreatedAt))
                .col(timestamp_with_time_zone_null(Account::DisabledAt))
                .col(boolean(Account::Demo))
                .col(integer(Account::Version))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_account_role")
                        .from(Account::Table, Account::Role)
                        .to(Role::Table, Role::Code),
                )
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_account_section")
                        .from(Account::Table, Account::SectionId)
                        .to(Section::Table, Section::Id),
                )
                .to_owned(),
        )
        .await
}
