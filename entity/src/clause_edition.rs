//! 特記事項の版.

use sea_orm::entity::prelude::*;

/// One edition of a clause set.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clause_edition")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The clause set.
    pub clause_set_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Counted from 1 within its set.
    pub number: i64,
    /// Code: draft, published, superseded.
    pub state: String,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Last day, when it has ended.
    pub valid_to: Option<Date>,
    /// Code: how its clauses are numbered.
    pub numbering: String,
    /// Code: where its captions stand.
    pub captions: String,
}

impl ActiveModelBehavior for ActiveModel {}
