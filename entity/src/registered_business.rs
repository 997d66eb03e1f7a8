//! 登録業務: a registered handling of personal data.

use sea_orm::entity::prelude::*;

/// One registered business.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "registered_business")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its name as typed.
    pub name: String,
    /// How its name is read.
    pub reading: String,
    /// Its name and reading as searches compare them.
    pub name_folded: String,
    /// The section that registered it.
    pub section_id: Uuid,
    /// Since when it is no longer picked.
    pub archived_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
