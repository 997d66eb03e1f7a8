//! A part of a submission after cover and outline: a form, an annex, a clause set.

use sea_orm::entity::prelude::*;

/// One part.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission_part")]
pub struct Model {
    /// The submission.
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: Uuid,
    /// Its place in the packet, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Code: form, recorded_items, clauses.
    pub kind: String,
    /// Of a form, the version it prints.
    pub version_id: Option<Uuid>,
    /// Of a form, the kind of change.
    pub change: Option<String>,
    /// Of recorded items, the annex.
    pub annex_id: Option<Uuid>,
    /// Of a clause set, the edition.
    pub edition_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
