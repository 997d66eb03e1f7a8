//! Lists as a person keeps them.

use sea_orm::entity::prelude::*;

/// One saved view.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_view")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub account_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// Search, filters and order, as the list's address says them.
    pub query: String,
}

impl ActiveModelBehavior for ActiveModel {}
