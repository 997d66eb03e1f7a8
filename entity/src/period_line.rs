//! 開始時期及び期限: a line as typed, and what could be read from it.

use sea_orm::entity::prelude::*;

/// One period line.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "period_line")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub version_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// The mark before it.
    pub label: Option<String>,
    /// The text as typed.
    pub text: String,
    /// First day it can mean: derived on saving.
    pub earliest: Option<Date>,
    /// Last day it can mean: derived on saving.
    pub latest: Option<Date>,
    /// Code of how exact the days are: derived on saving.
    pub precision: String,
    /// Whether it rolls into later years: derived on saving.
    pub rolling: bool,
    /// Whether it starts with the council's outcome: derived on saving.
    pub after_council: bool,
}

impl ActiveModelBehavior for ActiveModel {}
