//! 情報保護対策: one line of them.

use sea_orm::entity::prelude::*;

/// One protection.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protection")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub version_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Code: ward or party.
    pub taken_by: String,
    /// Code of what the line is made of.
    pub kind: String,
    /// Whether it carries a number.
    pub numbered: bool,
    /// The text as typed.
    pub text: String,
    /// Proposals that somebody said are no duty, as a JSON list.
    pub dismissed: String,
}

impl ActiveModelBehavior for ActiveModel {}
