//! 特記事項: a clause set.

use sea_orm::entity::prelude::*;

/// One clause set.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clause_set")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ward's name for it.
    pub name: String,
    /// Which variant it is.
    pub variant: String,
    /// The heading it prints.
    pub title: String,
    /// What the clauses call the ward.
    pub ward_label: String,
    /// What they call the contractor.
    pub contractor_label: String,
    /// What they call the subcontractor; empty if they name none.
    pub subcontractor_label: String,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
