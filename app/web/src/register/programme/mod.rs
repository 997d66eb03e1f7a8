//! 事業.

mod description;
mod form;
mod list;
mod page;
mod shelve;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The list of programmes.
pub(super) const PATH: &str = "/programmes";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditProgrammes);
    let shelve = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/programmes/new", edit, form::new),
        Route::post(PATH, edit, form::create),
        Route::get("/programmes/{id}", read, page::page),
        Route::get("/programmes/{id}/edit", edit, form::edit),
        Route::post("/programmes/{id}/edit", edit, form::update),
        Route::get("/programmes/{id}/description", edit, description::edit),
        Route::post("/programmes/{id}/description", edit, description::update),
        Route::get("/programmes/{id}/archive", shelve, shelve::archive),
        Route::post("/programmes/{id}/archive", shelve, shelve::shelve),
    ]
}
