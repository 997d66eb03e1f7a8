//! 委託先・再委託先・結合の相手方.

use sea_orm::entity::prelude::*;

/// One party.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code: named or a class.
    pub kind: String,
    /// The name as typed, or the description of the class.
    pub name: String,
    /// The name as searches compare it.
    pub name_folded: String,
    /// How the name is read.
    pub reading: String,
    /// The reading as searches compare it.
    pub reading_folded: String,
    /// 所在地.
    pub address: String,
    /// Whom to ask: department and person. Null in all three, no contact.
    pub contact_person: Option<String>,
    /// Telephone number.
    pub contact_phone: Option<String>,
    /// Mail address.
    pub contact_mail: Option<String>,
    /// The day it was put away.
    pub archived_on: Option<Date>,
    /// 法人番号.
    pub corporate_number: Option<String>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
