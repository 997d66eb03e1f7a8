//! 根拠: the articles that items are put forward under.

mod form;
mod list;
mod page;
mod succeed;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The list of legal bases.
const PATH: &str = "/legal-bases";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/legal-bases/new", edit, form::new),
        Route::post("/legal-bases/new", edit, form::create),
        Route::get("/legal-bases/{id}", read, page::page),
        Route::get("/legal-bases/{id}/edit", edit, form::edit),
        Route::post("/legal-bases/{id}/edit", edit, form::update),
        Route::get("/legal-bases/{id}/successor", edit, succeed::new),
        Route::post("/legal-bases/{id}/successor", edit, succeed::create),
        Route::get("/legal-bases/{id}/archive", edit, page::archive),
        Route::post("/legal-bases/{id}/archive", edit, page::shelve),
    ]
}
