//! 課: the unit that holds data and drafts items.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One section.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "section")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The department it belongs to.
    pub department_id: Uuid,
    /// Its name.
    pub name: String,
    /// How its name is read.
    pub reading: String,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Last day, when it has ended.
    pub valid_to: Option<Date>,
    /// The section that took over what it owned.
    pub successor_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
