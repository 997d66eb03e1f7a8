//! What an outcome is about. A table of its own: versions of items rest on
//! outcomes and submissions print versions, so these links close a circle.

use sea_orm::entity::prelude::*;

/// The links of one outcome.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outcome_subject")]
pub struct Model {
    /// The outcome.
    #[sea_orm(primary_key, auto_increment = false)]
    pub outcome_id: Uuid,
    /// The paper it was put in.
    pub submission_id: Option<Uuid>,
    /// The item it is about.
    pub item_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
