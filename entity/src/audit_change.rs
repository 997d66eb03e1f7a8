//! One object changed by an entry of the audit trail.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One change. Salt and payload are blank once a later entry has redacted it.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_change")]
pub struct Model {
    /// The entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: Uuid,
    /// Its place in the entry, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// What was changed: the name of its table or noun.
    pub kind: String,
    /// Which one.
    pub object_id: Uuid,
    /// Canonical JSON before; none if it was created.
    pub before: Option<String>,
    /// Canonical JSON after; none if it was deleted.
    pub after: Option<String>,
    /// Random bytes hashed with the payload.
    pub salt: Option<Vec<u8>>,
    /// SHA-256 of salt and payload, in hexadecimal.
    pub payload_digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
