//! The text before the first clause of an edition and after its last.

use sea_orm::entity::prelude::*;

/// One paragraph.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_text")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Code: preamble or trailing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: String,
    /// Its place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The text.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
