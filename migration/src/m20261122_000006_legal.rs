//! The ward, and the articles its items are put forward under. Kinds of items
//! and routes are lookups: a ward may have others.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{identified, index, listed, looks_up, lookup, root};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_ward(manager).await?;
        lookup(
            manager,
            "item_kind",
            &[("outsourcing", "業務委託"), ("reoutsourcing", "再委託"), ("linkage", "外部結合")],
        )
        .await?;
        lookup(
            manager,
            "route",
            &[("consultation", "諮問"), ("report", "報告"), ("internal", "庁内"), ("none", "付議なし")],
        )
        .await?;
        create_legal_basis(manager).await
    }
}

async fn create_ward(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut ward = Table::create()
        .table("ward")
        .col(integer("id").primary_key())
        .col(text("name"))
        .col(text("council_name"))
        .col(text("basis_label"))
        .col(text("document_prefix"))
        .check(Expr::col("id").eq(1))
        .to_owned();
    manager.create_table(root(&mut ward)).await
}

async fn create_legal_basis(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let legal_basis = root(
        identified("legal_basis")
            .col(text("instrument"))
            .col(text("article"))
            .col(text("cover_label"))
            .col(text("form_title"))
            .col(text("form_heading"))
            .col(text("form_article"))
            .col(text("item_kind"))
            .col(text("route"))
            .col(date_null("valid_from"))
            .col(date_null("valid_to"))
            .foreign_key(&mut looks_up("legal_basis", "item_kind", "item_kind"))
            .foreign_key(&mut looks_up("legal_basis", "route", "route")),
    );
    manager.create_table(legal_basis).await?;
    let row_label = listed("row_label", "legal_basis_id", "legal_basis")
        .col(text("form_row"))
        .col(text("label"))
        .to_owned();
    manager.create_table(row_label).await?;
    index(manager, "legal_basis", &["item_kind"]).await
}
