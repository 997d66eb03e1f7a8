//! 議決等: what a session decided on one item.

use sea_orm::entity::prelude::*;

/// One outcome.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outcome")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session that decided.
    pub session_id: Uuid,
    /// 件名 as decided.
    pub title: String,
    /// Code of what was decided.
    pub result: String,
    /// When.
    pub decided_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
