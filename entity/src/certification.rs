//! A certification a party holds.

use sea_orm::entity::prelude::*;

/// One certification.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certification")]
pub struct Model {
    /// Who holds it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub party_id: Uuid,
    /// Its place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Its name.
    pub name: String,
    /// Registration number.
    pub number: Option<String>,
    /// Last day.
    pub expires_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
