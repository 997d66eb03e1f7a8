//! What a person has typed into a form and not saved yet.

use sea_orm::entity::prelude::*;

/// One draft.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_draft")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The address of the form's page.
    #[sea_orm(primary_key, auto_increment = false)]
    pub page: String,
    /// The fields as the form sends them, url-encoded.
    pub fields: String,
    /// When it was last kept.
    pub saved_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
