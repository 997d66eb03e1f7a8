//! A form that has been sent, and where its outcome is.

use sea_orm::entity::prelude::*;

/// One key.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    /// SHA-256 of the account and the form's key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key_hash: String,
    /// The path the first answer led to.
    pub location: String,
    /// When it was sent first.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
