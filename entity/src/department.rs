//! 部.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One department.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "department")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The implementing body it belongs to.
    pub body_id: Uuid,
    /// Its name.
    pub name: String,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Last day, when it has ended.
    pub valid_to: Option<Date>,
    /// What took over its business.
    pub successor_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
