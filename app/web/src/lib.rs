//! The pages of a ward, their forms and its API.
#![expect(unreachable_pub, reason = "the component macro makes builders more public than their component")]

mod account;
mod admin;
mod api;
mod clauses;
mod components;
mod council;
mod exchange;
mod form;
mod history;
mod home;
mod organisation;
mod register;
mod routing;
mod session;
mod shell;

use axum::Router;
use azukari_core::Ward;

pub use routing::{Access, RouteInfo};

/// The web application of a ward. Serve it with connection information
/// (`into_make_service_with_connect_info::<SocketAddr>()`), so that lockouts
/// see who asks.
pub fn router(ward: Ward) -> Router {
    routing::build(routing::App::new(ward, routes()), table())
}

/// Every route with its policy, in the order of the table.
#[must_use]
pub fn routes() -> Vec<RouteInfo> {
    table().iter().map(routing::Route::info).collect()
}

/// The route table: the router is built from it and nothing else, so that no
/// route is without a policy.
fn table() -> Vec<routing::Route> {
    [
        home::routes(),
        register::routes(),
        clauses::routes(),
        account::routes(),
        organisation::routes(),
        admin::routes(),
        council::routes(),
        exchange::routes(),
        form::routes(),
        history::routes(),
        api::routes(),
        routing::asset_routes(),
    ]
    .concat()
}
