//! The ward's own wording of a row of a form.

use sea_orm::entity::prelude::*;

/// One row's label.
#[sea_orm::model]
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "row_label")]
pub struct Model {
    /// The legal basis whose form it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub legal_basis_id: Uuid,
    /// Its place in the list, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Code of the row.
    pub form_row: String,
    /// Its label as the ward prints it.
    pub label: String,
}

impl ActiveModelBehavior for ActiveModel {}
