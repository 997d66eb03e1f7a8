//! 審議会の回.

use sea_orm::entity::prelude::*;

/// One session of the council.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "council_session")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The year its fiscal year begins in.
    pub fiscal_year: i32,
    /// 第N回 of that fiscal year.
    pub number: i64,
    /// The day it meets, once known.
    pub held_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
