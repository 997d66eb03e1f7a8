//! One entry of an annex.

use sea_orm::entity::prelude::*;

/// One data item of an annex.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "annex_entry")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The annex.
    pub annex_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// The data item as typed.
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}
