//! 案件.

mod council;
mod data;
mod facts;
mod filters;
mod list;
mod page;
mod panel;
mod period;
mod protections;
mod sections;
mod table;
mod tree;

use azukari_core::policy::Permission;
pub(crate) use filters::kept as kept_filters;
pub(crate) use table::ItemTable;

use crate::routing::{Access, Route};

/// The list of items.
pub(super) const PATH: &str = "/items";

/// List and page.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    vec![Route::get(PATH, read, list::list), Route::get("/items/{id}", read, page::page)]
}

/// The page of an item, of one of its versions if told.
fn href(item: uuid::Uuid, version: Option<uuid::Uuid>) -> String {
    version.map_or_else(|| format!("{PATH}/{item}"), |version| format!("{PATH}/{item}?version={version}"))
}
