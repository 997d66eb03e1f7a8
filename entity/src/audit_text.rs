//! What a search of the audit trail goes through: derived from its changes.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// The text of one change.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_text")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: Uuid,
    /// The place of the change in the entry, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// What the object is called and what changed of it, folded; empty once
    /// the change has been redacted.
    pub folded: String,
}

impl ActiveModelBehavior for ActiveModel {}
