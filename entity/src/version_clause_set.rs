//! 付す特記事項: an edition that a version of an item uses.

use sea_orm::entity::prelude::*;

/// One use of an edition.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "version_clause_set")]
pub struct Model {
    /// The version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version_id: Uuid,
    /// Its place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The edition.
    pub edition_id: Uuid,
    /// Code: governing or to flow down.
    pub role: String,
}

impl ActiveModelBehavior for ActiveModel {}
