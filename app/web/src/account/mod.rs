//! Signing in and out, one's own account, and keeping accounts.

mod admin;
mod code;
mod form;
mod oidc;
mod own;
mod page;
mod setup;
mod way_back;
mod words;

pub(crate) use page::{interrupted_page, sign_in_path};

use azukari_core::account::oidc::CALLBACK;

use crate::routing::{Access, Route};

/// The sign-in page.
pub(crate) const SIGN_IN: &str = "/sign-in";
/// The page that makes the first account.
pub(crate) const SETUP: &str = "/setup";
/// Where a code is wanted after the password.
const CODE: &str = "/sign-in/code";
/// A form that was posted when the session had ended comes along, encoded once
/// more: fifteen bytes for a character, and the longest text has 300,000.
const SIGN_IN_LIMIT: usize = 6 * 1024 * 1024;
/// The same where it waits in the database while its owner is at the provider,
/// put there by whoever asks.
const CARRIED_LIMIT: usize = 1024 * 1024;

/// Signing in and out, and everything about accounts.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::get(SETUP, Access::Public, setup::show),
        Route::post(SETUP, Access::Public, setup::create),
        Route::get(SIGN_IN, Access::Public, page::sign_in).with_actor(),
        Route::post(SIGN_IN, Access::Public, form::sign_in).body_limit(SIGN_IN_LIMIT),
        Route::get(CODE, Access::Public, code::show),
        Route::post(CODE, Access::Public, code::check).body_limit(SIGN_IN_LIMIT),
        Route::get(oidc::OIDC, Access::Public, oidc::start).with_actor(),
        Route::post(oidc::OIDC, Access::Public, oidc::carry).with_actor().body_limit(CARRIED_LIMIT),
        Route::get(CALLBACK, Access::Public, oidc::callback).with_actor(),
        Route::post("/sign-out", Access::Public, form::sign_out),
    ];
    routes.extend(own::routes());
    routes.extend(admin::routes());
    routes
}
