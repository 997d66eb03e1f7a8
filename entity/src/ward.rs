//! The ward itself: one row.

use sea_orm::entity::prelude::*;

/// The ward.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ward")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Its name.
    pub name: String,
    /// The council's name as its papers print it.
    pub council_name: String,
    /// The label over the legal bases of a cover.
    pub basis_label: String,
    /// What stands before a document number.
    pub document_prefix: String,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
