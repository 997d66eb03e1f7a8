//! 情報項目の辞書: the ward's usual words for data items.

use sea_orm::entity::prelude::*;

/// One entry.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dictionary_entry")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The data item.
    pub name: String,
    /// How it is read.
    pub reading: String,
    /// Reading and name as searches and lists compare them.
    pub folded: String,
    /// 要配慮個人情報.
    pub sensitive: bool,
    /// 特定個人情報.
    pub my_number: bool,
    /// Since when it is no longer offered.
    pub archived_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
