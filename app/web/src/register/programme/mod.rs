//! 事業.

mod list;
mod page;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// The list of programmes.
pub(super) const PATH: &str = "/programmes";

/// List and page.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    vec![Route::get(PATH, read, list::list), Route::get("/programmes/{id}", read, page::page)]
}
