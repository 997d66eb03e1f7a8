//! One data item of a group.

use sea_orm::entity::prelude::*;

/// One data item.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_item")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The group.
    pub group_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Its name as typed.
    pub name: String,
    /// 要配慮個人情報.
    pub sensitive: bool,
    /// 特定個人情報.
    pub my_number: bool,
}

impl ActiveModelBehavior for ActiveModel {}
