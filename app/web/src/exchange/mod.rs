//! 取込・出力: the register as one file, in and out.

mod columns_page;
mod form;
mod list_form;
mod list_page;
mod page;

use std::time::Duration;

use azukari_core::{bundle, exchange, policy::Permission};

use crate::routing::{Access, Route};

/// Where files are taken in.
pub(crate) const IMPORTS: &str = "/imports";
/// Where a checked file is taken in for good.
const RUN: &str = "/imports/run";
/// Where lists out of Excel and CSV are taken in.
const LISTS: &str = "/imports/lists";
/// The register as a file.
const EXPORT: &str = "/exports/bundle.json";
/// What a form adds around the file it carries, in bytes.
const FORM_OVERHEAD: usize = 64 * 1024;
/// How long checking and taking in a full file may take.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// Import and export.
pub(crate) fn routes() -> Vec<Route> {
    let may_import = Access::Needs(Permission::ImportBundle);
    vec![
        Route::get(IMPORTS, may_import, page::start),
        Route::post(IMPORTS, may_import, form::check)
            .body_limit(bundle::LIMIT + FORM_OVERHEAD)
            .time_limit(TIME_LIMIT),
        Route::post(RUN, may_import, form::run).time_limit(TIME_LIMIT),
        Route::post(LISTS, may_import, list_form::upload)
            .body_limit(exchange::LIMIT + FORM_OVERHEAD)
            .time_limit(TIME_LIMIT),
        Route::get("/imports/lists/{id}", may_import, list_form::show),
        Route::get("/imports/lists/{id}/columns", may_import, list_form::columns),
        Route::post("/imports/lists/{id}/check", may_import, list_form::check),
        Route::post("/imports/lists/{id}/run", may_import, list_form::run),
        Route::get("/imports/lists/{id}/failed", may_import, list_form::failed).time_limit(TIME_LIMIT),
        Route::get("/imports/templates/{file}", may_import, list_form::template),
        Route::get("/exports", Access::Needs(Permission::ExportBundle), page::exports),
        Route::get(EXPORT, Access::Needs(Permission::ExportBundle), form::export).time_limit(TIME_LIMIT),
    ]
}
