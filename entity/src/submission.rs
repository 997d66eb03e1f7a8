//! 付議案件の資料: one programme's paper for one session.

use sea_orm::entity::prelude::*;

/// One submission.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "submission")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The session it goes to.
    pub session_id: Uuid,
    /// 35 of 資料35.
    pub document_number: i64,
    /// 件名 of the cover.
    pub title: String,
    /// The programme it explains.
    pub programme_id: Uuid,
    /// 担当部課.
    pub section_id: Uuid,
    /// Code: draft or submitted.
    pub state: String,
    /// 事業名 as the paper says it.
    pub outline_programme_name: String,
    /// 担当課 as the paper says it.
    pub outline_section: String,
    /// 目的 as the paper says it.
    pub outline_purpose: String,
    /// 対象者 as the paper says it.
    pub outline_subjects: String,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
