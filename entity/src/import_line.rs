//! What an import found: a fault of a cell, or a difference of an object.

use sea_orm::entity::prelude::*;

/// One finding.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_line")]
pub struct Model {
    /// The import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: Uuid,
    /// Code: fault, difference.
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: String,
    /// Its place, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// JSON.
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}
