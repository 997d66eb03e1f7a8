//! 実施機関: a public body that owns personal data.

use sea_orm::entity::prelude::*;
use serde::Serialize;

/// One implementing body.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "implementing_body")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
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
