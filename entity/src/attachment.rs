//! A file kept beside the database.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One file, named by its content.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// SHA-256 of its bytes, in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Its length, in bytes.
    pub size: i64,
    /// Media type as stated when it was handed in.
    pub media_type: String,
    /// File name as handed in.
    pub name: String,
    /// When it was first kept.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
