//! A list on its way into the register.

use sea_orm::entity::prelude::*;

/// One file.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_job")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Option<Uuid>,
    /// Code of what it brings.
    pub kind: String,
    /// The file's name, as it was handed in.
    pub file_name: String,
    /// The file itself, in the attachment store.
    pub sha256: String,
    /// Code: read, checking, faulty, checked, running, done, stale, failed.
    pub state: String,
    /// JSON: its tables and what their columns set.
    pub seen: String,
    /// JSON: how many were created and changed, how many faults.
    pub outcome: String,
    /// What identifies the differences that were shown.
    pub digest: String,
    /// When it was handed in.
    pub created_at: DateTimeUtc,
    /// When something last happened to it.
    pub touched_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
