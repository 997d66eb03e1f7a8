//! 登録業務.

mod form;
mod list;
mod page;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The list of registered businesses.
pub(super) const PATH: &str = "/registered-businesses";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/registered-businesses/new", edit, form::new),
        Route::post("/registered-businesses/new", edit, form::create),
        Route::get("/registered-businesses/{id}", read, page::page),
        Route::get("/registered-businesses/{id}/edit", edit, form::edit),
        Route::post("/registered-businesses/{id}/edit", edit, form::update),
        Route::get("/registered-businesses/{id}/archive", edit, page::archive),
        Route::post("/registered-businesses/{id}/archive", edit, page::shelve),
    ]
}
