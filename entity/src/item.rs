//! 案件: one entry of the register.

use sea_orm::entity::prelude::*;

/// One item.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of its kind.
    pub kind: String,
    /// The programme it belongs to.
    pub programme_id: Uuid,
    /// The item whose party entrusts the work on.
    pub parent_id: Option<Uuid>,
    /// The item it was copied from.
    pub origin_id: Option<Uuid>,
    /// When it was put away.
    pub archived_at: Option<DateTimeUtc>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
