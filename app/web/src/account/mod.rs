//! Signing in and out.

mod form;
mod page;
mod way_back;

pub(crate) use page::{interrupted_page, sign_in_path};

use crate::routing::{Access, Route};

/// The sign-in page.
pub(crate) const SIGN_IN: &str = "/sign-in";
/// A form that was posted when the session had ended comes along, encoded once
/// more: three times a form's bytes.
const SIGN_IN_LIMIT: usize = 4 * 1024 * 1024;

/// Signing in and out.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get(SIGN_IN, Access::Public, page::sign_in).with_actor(),
        Route::post(SIGN_IN, Access::Public, form::sign_in).body_limit(SIGN_IN_LIMIT),
        Route::post("/sign-out", Access::Public, form::sign_out),
    ]
}
