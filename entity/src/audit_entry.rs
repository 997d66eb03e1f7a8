//! One link of the audit trail: one transaction that changed something.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One entry.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its number, from 1, without gaps.
    #[sea_orm(unique)]
    pub sequence: i64,
    /// When, in microseconds since 1970 UTC.
    pub at_us: i64,
    /// Whose account; none for the command line.
    pub actor_id: Option<Uuid>,
    /// The login as it was then.
    pub actor_login: String,
    /// The role as it was then.
    pub actor_role: String,
    /// Code of the action.
    pub action: String,
    /// Why, in the actor's words; may be empty.
    pub reason: String,
    /// How many objects it changed.
    pub change_count: i64,
    /// Digest of the entry before; empty for the first.
    pub previous: String,
    /// SHA-256 over all of the above and the changes, in hexadecimal.
    pub digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
