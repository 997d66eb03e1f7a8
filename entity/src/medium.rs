//! 記録媒体.

use sea_orm::entity::prelude::*;

/// One medium.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "medium")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub version_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Its name as typed.
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}
