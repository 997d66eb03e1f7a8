//! 根拠: an article under which items of a kind are put forward.

use sea_orm::entity::prelude::*;

/// One legal basis.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_basis")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The ordinance or act.
    pub instrument: String,
    /// As printed on the cover.
    pub article: String,
    /// What the cover prints after the article.
    pub cover_label: String,
    /// The first line of the form.
    pub form_title: String,
    /// What the form's ◇ line says.
    pub form_heading: String,
    /// The article as the ◇ line prints it; none if empty.
    pub form_article: String,
    /// Code of the kind of item it is for.
    pub item_kind: String,
    /// Code of how such an item goes before the council.
    pub route: String,
    /// First day, if known.
    pub valid_from: Option<Date>,
    /// Last day, when it has ended.
    pub valid_to: Option<Date>,
    /// The article that took its place.
    pub successor_id: Option<Uuid>,
    /// Since when it is out of use.
    pub archived_on: Option<Date>,
    /// Goes up with each change.
    pub version: i32,
    /// When it was entered.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
