//! 事業: the public business that a submission explains.

use sea_orm::entity::prelude::*;

/// One programme.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 事業名.
    pub name: String,
    /// Its name as searches compare it.
    pub name_folded: String,
    /// How the name is read.
    pub reading: String,
    /// The reading as searches compare it.
    pub reading_folded: String,
    /// The day it was put away.
    pub archived_on: Option<Date>,
    /// 担当課.
    pub section_id: Uuid,
    /// 目的.
    pub purpose: String,
    /// 対象者.
    pub subjects: String,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
