//! 情報項目の辞書.

mod form;
mod list;
mod page;
mod paste;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The list of entries.
const PATH: &str = "/dictionary";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/dictionary/new", edit, form::new),
        Route::post("/dictionary/new", edit, form::create),
        Route::get("/dictionary/paste", edit, paste::paste),
        Route::post("/dictionary/paste", edit, paste::pasted),
        Route::get("/dictionary/{id}", read, page::page),
        Route::get("/dictionary/{id}/edit", edit, form::edit),
        Route::post("/dictionary/{id}/edit", edit, form::update),
        Route::get("/dictionary/{id}/archive", edit, page::archive),
        Route::post("/dictionary/{id}/archive", edit, page::shelve),
    ]
}
