//! Keeping accounts: the administrator's part.

mod actions;
mod external;
mod form;
mod list;
mod page;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

/// All accounts.
const ACCOUNTS: &str = "/admin/accounts";

/// Read by auditors too; changed by administrators alone.
pub(super) fn routes() -> Vec<Route> {
    let (read, manage) = (Access::Needs(Permission::ReadAccounts), Access::Needs(Permission::ManageAccounts));
    let mut routes = vec![
        Route::get(ACCOUNTS, read, list::list),
        Route::post(ACCOUNTS, manage, form::create),
        Route::get("/admin/accounts/new", manage, form::new),
        Route::get("/admin/accounts/{id}", read, page::show),
        Route::get("/admin/accounts/{id}/edit", manage, form::edit),
        Route::post("/admin/accounts/{id}/edit", manage, form::update),
        Route::get("/admin/accounts/{id}/external", manage, external::show),
        Route::post("/admin/accounts/{id}/external", manage, external::link),
    ];
    for (path, get, post) in [
        ("/admin/accounts/{id}/password", actions::Action::Password),
        ("/admin/accounts/{id}/totp", actions::Action::Totp),
        ("/admin/accounts/{id}/disable", actions::Action::Disable),
        ("/admin/accounts/{id}/enable", actions::Action::Enable),
        ("/admin/accounts/{id}/sign-out", actions::Action::SignOut),
    ]
    .map(|(path, action)| (path, action, action))
    {
        routes.push(Route::get(path, manage, move |cx| actions::ask(cx, get)));
        routes.push(Route::post(path, manage, move |cx| actions::act(cx, post)));
    }
    routes
}
