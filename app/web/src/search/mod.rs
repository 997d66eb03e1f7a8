//! 検索: one search over the whole register.

mod page;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// Where the search in the header leads.
pub(crate) const PATH: &str = "/search";

/// The page of results.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, Access::Needs(Permission::ReadRegister), page::page)]
}
