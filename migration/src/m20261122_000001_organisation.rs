//! Who runs a business and who holds the data: implementing bodies, their
//! departments, their sections.

use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[derive(DeriveIden)]
enum ImplementingBody {
    Table,
    Id,
    Name,
}

#[derive(DeriveIden)]
enum Department {
    Table,
    Id,
    BodyId,
    Name,
}

#[derive(DeriveIden)]
enum Section {
    Table,
    Id,
    DepartmentId,
    Name,
    ValidFrom,
    ValidTo,
    SuccessorId,
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
                    .table(ImplementingBody::Table)
                    .col(uuid(ImplementingBody::Id).primary_key())
                    .col(text(ImplementingBody::Name))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table(Department::Table)
                    .col(uuid(Department::Id).primary_key())
                    .col(uuid(Department::BodyId))
                    .col(text(Department::Name))
                    .foreign_key(
                        ForeignKey::create()
                            .name("fk_department_body")
                            .from(Department::Table, Department::BodyId)
                            .to(ImplementingBody::Table, ImplementingBody::Id),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_department_body")
                    .table(Department::Table)
                    .col(Department::BodyId)
                    .to_owned(),
            )
            .await?;
        create_section(manager).await
    }
}

async fn create_section(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(Section::Table)
                .col(uuid(Section::Id).primary_key())
                .col(uuid(Section::DepartmentId))
                .col(text(Section::Name))
                .col(date_null(Section::ValidFrom))
                .col(date_null(Section::ValidTo))
                .col(uuid_null(Section::SuccessorId))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_section_department")
                        .from(Section::Table, Section::DepartmentId)
                        .to(Department::Table, Department::Id),
                )
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_section_successor")
                        .from(Section::Table, Section::SuccessorId)
                        .to(Section::Table, Section::Id),
                )
                .to_owned(),
        )
        .await?;
    manager
        .create_index(
            Index::create()
                .name("ix_section_department")
                .table(Section::Table)
                .col(Section::DepartmentId)
                .to_owned(),
        )
        .await
}
