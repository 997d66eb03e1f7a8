//! A duty that a promised protection brings.

use sea_orm::entity::prelude::*;

/// One duty of a protection.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "protection_duty")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The protection.
    pub protection_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Who owes it, by code.
    pub debtor: Option<String>,
    /// To whom, a JSON list of codes.
    pub creditors: String,
    /// What is owed.
    pub text: String,
    /// Its sort, by code.
    pub kind: String,
    /// Whether it goes on after the contract.
    pub survives: bool,
    /// What brings it about, by code. Not named `trigger`, a word of SQL.
    pub trigger_code: String,
    /// What proves it, a JSON list.
    pub evidence: String,
    /// From when its date is counted, by code.
    pub due_base: String,
    /// Days counted from there by the ward's own standard.
    pub standard_days: Option<i32>,
}

impl ActiveModelBehavior for ActiveModel {}
