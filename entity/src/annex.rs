//! 記録項目: a long data-item list moved out of the forms.

use sea_orm::entity::prelude::*;

/// One annex.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "annex")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// Its title as searches compare it.
    pub title_folded: String,
    /// Title, note and entries as searches compare them: derived on saving.
    pub folded: String,
    /// What the ward's people should know of it.
    pub note: String,
    /// The day it was put away.
    pub archived_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
