//! The pieces that the tables of the register are built from.

use sea_orm_migration::{prelude::*, schema::*};

/// A table whose rows are known by their own id.
pub(crate) fn identified(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(uuid("id").primary_key()).to_owned()
}

/// A table whose rows are known by their owner and their place in its list.
pub(crate) fn listed(
    name: &'static str,
    owner: &'static str,
    owner_table: &'static str,
) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(uuid(owner))
        .col(integer("position"))
        .primary_key(Index::create().name(format!("pk_{name}")).col(owner).col("position"))
        .foreign_key(&mut owned_by(name, owner, owner_table))
        .to_owned()
}

/// A table of children that have an id of their own and a place in their
/// owner's list.
pub(crate) fn children(
    name: &'static str,
    owner: &'static str,
    owner_table: &'static str,
) -> TableCreateStatement {
    identified(name)
        .col(uuid(owner))
        .col(integer("position"))
        .foreign_key(&mut owned_by(name, owner, owner_table))
        .to_owned()
}

/// The columns that the root of an aggregate carries.
pub(crate) fn root(table: &mut TableCreateStatement) -> TableCreateStatement {
    table
        .col(integer("version"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .to_owned()
}

/// A reference to a row that is another's own.
pub(crate) fn refers(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    refers_to(table, column, to, "id")
}

/// A reference to a lookup table.
pub(crate) fn looks_up(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    refers_to(table, column, to, "code")
}

/// A reference to the owner, with which the row goes.
pub(crate) fn owned_by(
    table: &'static str,
    column: &'static str,
    to: &'static str,
) -> ForeignKeyCreateStatement {
    refers_to(table, column, to, "id").on_delete(ForeignKeyAction::Cascade).to_owned()
}

fn refers_to(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    let name = format!("fk_{table}_{}", column.trim_end_matches("_id"));
    ForeignKey::create().name(name).from(table, column).to(to, key).to_owned()
}

/// A closed set of codes.
pub(crate) fn one_of(column: &'static str, codes: &[&'static str]) -> Expr {
    Expr::col(column).is_in(codes.iter().copied())
}

/// Creates an index, named after its table and columns.
pub(crate) async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(index_on("ix", table, columns)).await
}

/// Creates a unique index, named after its table and columns.
pub(crate) async fn unique(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    manager.create_index(index_on("ux", table, columns).unique().to_owned()).await
}

fn index_on(prefix: &str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index =
        Index::create().name(format!("{prefix}_{table}_{}", columns.join("_"))).table(table).to_owned();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Creates and fills a table of codes that may grow.
pub(crate) async fn lookup(
    manager: &SchemaManager<'_>,
    table: &'static str,
    codes: &[(&'static str, &'static str)],
) -> Result<(), DbErr> {
    manager
        .create_table(
            Table::create()
                .table(table)
                .col(text("code").primary_key())
                .col(text("label"))
                .col(integer("position"))
                .to_owned(),
        )
        .await?;
    let mut insert = Query::insert().into_table(table).columns(["code", "label", "position"]).to_owned();
    for (position, (code, label)) in (0_i32..).zip(codes) {
        insert
            .values([(*code).into(), (*label).into(), position.into()])
            .map_err(|e| DbErr::Custom(e.to_string()))?;
    }
    manager.execute(insert).await
}
