//! What kinds of item there are: a lookup, so that kinds can be added.

use sea_orm::entity::prelude::*;

/// One kind.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_kind")]
pub struct Model {
    /// What rows refer to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// The word on screens.
    pub label: String,
    /// Its place in lists, from 0.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
