//! The start page, and the sign of life for whoever watches the server.

mod council;
mod figures;
mod health;
mod page;
mod start;
mod steps;
mod trail;

use crate::routing::{Access, Route};

/// Start page and health.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/", Access::SignedIn, page::start),
        Route::get("/healthz", Access::Public, health::health),
    ]
}
