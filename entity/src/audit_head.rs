//! The end of the audit trail: a single row, locked by whoever appends.

use sea_orm::entity::prelude::*;

/// The head.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Number of the last entry; 0 when there is none.
    pub sequence: i64,
    /// Digest of the last entry; empty when there is none.
    pub digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
