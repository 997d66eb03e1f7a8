//! 取込・出力: the register as one file, in and out.

mod form;
mod page;

use std::time::Duration;

use azukari_core::{bundle, policy::Permission};

use crate::routing::{Access, Route};

/// Where files are taken in.
pub(crate) const IMPORTS: &str = "/imports";
/// Where a checked file is taken in for good.
const RUN: &str = "/imports/run";
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
        Route::get("/exports", Access::Needs(Permission::ExportBundle), page::exports),
        Route::get(EXPORT, Access::Needs(Permission::ExportBundle), form::export).time_limit(TIME_LIMIT),
    ]
}
