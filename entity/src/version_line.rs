//! A line of a version's reason or description.

use sea_orm::entity::prelude::*;

/// One line.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version_line")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub version_id: Uuid,
    /// Code: reason or description.
    pub list: String,
    /// Its place in the list, from 0.
    pub position: i32,
    /// The mark before it.
    pub label: Option<String>,
    /// The text as typed.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
