//! 案件.

mod basics;
mod bulk;
mod compare;
mod council;
mod data;
mod duties;
mod facts;
pub(super) mod filters;
mod fit;
mod life;
mod list;
mod new;
mod page;
mod panel;
mod parts;
mod period;
mod picker;
mod protections;
mod sections;
mod table;
mod tasks;
mod tree;

use azukari_core::policy::Permission;
pub(crate) use filters::kept as kept_filters;
pub(crate) use table::ItemTable;

use crate::routing::{Access, Route};

/// The list of items.
pub(super) const PATH: &str = "/items";

/// List, page, comparison, and everything that is done with an item.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditItems);
    let own = vec![
        Route::get(PATH, read, list::list),
        Route::get("/items/new", edit, new::new),
        Route::post("/items/new", edit, new::create),
        Route::get("/items/{id}", read, page::page),
        Route::get("/items/{id}/compare", read, compare::page),
        Route::get("/items/{id}/edit", edit, tasks::list),
    ];
    [own, bulk::routes(read, edit), lives(edit), parts::routes(edit), duties::routes(edit)].concat()
}

/// What is done with an item as a whole: seen first, then done.
fn lives(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/propose", edit, life::ask_propose),
        Route::post("/items/{id}/propose", edit, life::propose),
        Route::get("/items/{id}/enforce", edit, life::ask_enforce),
        Route::post("/items/{id}/enforce", edit, life::enforce),
        Route::get("/items/{id}/withdraw", edit, life::ask_withdraw),
        Route::post("/items/{id}/withdraw", edit, life::withdraw),
        Route::get("/items/{id}/copy", edit, life::ask_copy),
        Route::post("/items/{id}/copy", edit, life::copy),
        Route::get("/items/{id}/archive", edit, life::ask_archive),
        Route::post("/items/{id}/archive", edit, life::archive),
        Route::get("/items/{id}/bring-back", edit, life::ask_bring_back),
        Route::post("/items/{id}/bring-back", edit, life::bring_back),
    ]
}

/// The page of an item, of one of its versions if told.
fn href(item: uuid::Uuid, version: Option<uuid::Uuid>) -> String {
    version.map_or_else(|| format!("{PATH}/{item}"), |version| format!("{PATH}/{item}?version={version}"))
}
