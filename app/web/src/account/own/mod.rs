//! One's own account: password, second step, where one is signed in.

mod page;
mod password;
mod sessions;
mod totp;

use crate::routing::{Access, Route};

/// One's own account.
const ACCOUNT: &str = "/account";
const PASSWORD: &str = "/account/password";
const TOTP: &str = "/account/totp";
const RECOVERY: &str = "/account/recovery-codes";
const SESSIONS: &str = "/account/sessions";

/// Open to everybody who has signed in, each for themselves.
pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get(ACCOUNT, Access::SignedIn, page::show),
        Route::get(PASSWORD, Access::SignedIn, password::show),
        Route::post(PASSWORD, Access::SignedIn, password::change),
        Route::get(TOTP, Access::SignedIn, totp::show),
        Route::post(TOTP, Access::SignedIn, totp::begin),
        Route::post("/account/totp/confirm", Access::SignedIn, totp::confirm),
        Route::post("/account/totp/change", Access::SignedIn, totp::change),
        Route::get(RECOVERY, Access::SignedIn, totp::recovery_codes),
        Route::get(SESSIONS, Access::SignedIn, sessions::ask),
        Route::post(SESSIONS, Access::SignedIn, sessions::end),
    ]
}
