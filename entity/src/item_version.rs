//! What an item says, at one time of its life.

use sea_orm::entity::prelude::*;

/// One version of an item.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "item_version")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The item.
    pub item_id: Uuid,
    /// Its place in the list, from 0.
    pub position: i32,
    /// Whether it stands for the item in lists: derived on saving, one an item.
    pub is_current: bool,
    /// Code: past, in force, proposal.
    pub state: String,
    /// First day in force.
    pub valid_from: Option<Date>,
    /// Last day in force.
    pub valid_to: Option<Date>,
    /// The outcome that put it in force.
    pub decided_by_id: Option<Uuid>,
    /// 件名.
    pub title: String,
    /// Title, texts and data items as searches compare them: derived on saving.
    pub folded: String,
    /// 保有課.
    pub holding_section_id: Uuid,
    /// 登録業務.
    pub registered_business_id: Uuid,
    /// 根拠.
    pub legal_basis_id: Uuid,
    /// 委託先・相手方.
    pub party_id: Uuid,
    /// What the text calls the party from here on.
    pub party_short_name: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
