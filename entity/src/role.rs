//! The roles an account may have: a lookup.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One role.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "role")]
pub struct Model {
    /// The code used in accounts and in the audit trail.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// The Japanese word.
    pub label: String,
    /// Its place in lists, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
