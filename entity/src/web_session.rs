//! A browser's session.

use sea_orm::entity::prelude::*;

/// One session.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "web_session")]
pub struct Model {
    /// SHA-256 of the cookie's value: a copy of the table opens no session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id_hash: String,
    /// Whose, once signed in.
    pub account_id: Option<Uuid>,
    /// What the web keeps in it, as JSON.
    pub record: Vec<u8>,
    /// When it was last written.
    pub touched_at: DateTimeUtc,
    /// When it ends.
    pub expires_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
