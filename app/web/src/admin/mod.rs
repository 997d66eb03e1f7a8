//! 管理: what the register rests on, and the ward's own text.

mod page;
mod ward_form;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The landing page and the settings.
pub(crate) fn routes() -> Vec<Route> {
    let edit = Access::Needs(Permission::EditOrganisation);
    vec![
        Route::get("/admin", Access::Needs(Permission::ReadRegister), page::page),
        Route::get("/settings", edit, ward_form::edit),
        Route::post("/settings", edit, ward_form::update),
    ]
}
