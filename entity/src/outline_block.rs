//! A block of a submission's outline: its own copy of the programme's text.

use sea_orm::entity::prelude::*;

/// One block.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outline_block")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The submission.
    pub submission_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Code of what the block is.
    pub kind: String,
    /// The mark before it, as typed.
    pub label: Option<String>,
    /// The text as typed.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
