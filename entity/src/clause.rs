//! One clause of an edition.

use sea_orm::entity::prelude::*;

/// One clause.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clause")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Counted from 1 within its edition.
    pub number: i64,
    /// 見出し, without parentheses.
    pub caption: Option<String>,
    /// The clause's text.
    pub body: String,
    /// A drafting note that is not part of the contract.
    pub note: Option<String>,
    /// Headings over it, as a JSON list.
    pub divisions: String,
    /// The number its first paragraph prints, as typed.
    pub paragraph: String,
    /// Proposals that somebody said are no duty, as a JSON list.
    pub dismissed: String,
    /// The clause it goes back to, in an earlier edition.
    pub origin: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
