//! 情報項目: whose data and which items, in one direction.

use sea_orm::entity::prelude::*;

/// One data group.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "data_group")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The version.
    pub version_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Code of which way the data goes.
    pub direction: String,
    /// Whether the form prints the direction's head.
    pub print_direction: bool,
    /// Whose data.
    pub subject: String,
    /// Code of how the head is set.
    pub subject_style: String,
    /// How many people, if known.
    pub people: Option<i64>,
    /// The annex that holds further items.
    pub annex_id: Option<Uuid>,
    /// The outcome that cleared part of it before.
    pub earlier_outcome_id: Option<Uuid>,
    /// The sentence that says so.
    pub earlier_text: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
