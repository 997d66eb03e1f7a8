//! A condition of an outcome.

use sea_orm::entity::prelude::*;

/// One condition.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outcome_condition")]
pub struct Model {
    /// The outcome.
    #[sea_orm(primary_key, auto_increment = false)]
    pub outcome_id: Uuid,
    /// Its place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The condition.
    pub text: String,
}

impl ActiveModelBehavior for ActiveModel {}
