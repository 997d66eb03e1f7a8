//! An item under a clause, or under another item.

use sea_orm::entity::prelude::*;

/// One item of a clause.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clause_item")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The clause.
    pub clause_id: Uuid,
    /// The item it stands under, if not the clause itself.
    pub parent_id: Option<Uuid>,
    /// Its place in the list, from 0.
    pub position: i32,
    /// As typed.
    pub label: String,
    /// The text.
    pub text: String,
    /// A drafting note that is not part of the contract.
    pub note: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
