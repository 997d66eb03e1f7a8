//! The audit trail: searched, told field by field, taken out.

mod export;
mod list;
mod object;
mod query;
mod show;
mod told;

use azukari_core::policy::Permission;

pub(crate) use told::{action, time_in_japan, who};

use crate::routing::{Access, Route};

/// Where the trail is.
const HISTORY: &str = "/history";

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(HISTORY, Access::Needs(Permission::ReadAudit), list::list),
        Route::get("/history/export.csv", Access::Needs(Permission::ReadAudit), export::export)
            .time_limit(std::time::Duration::from_secs(600)),
        Route::get("/history/{sequence}", Access::Needs(Permission::ReadAudit), show::show),
        Route::get("/history/{kind}/{id}", Access::Needs(Permission::ReadSubmissions), object::show),
    ]
}
