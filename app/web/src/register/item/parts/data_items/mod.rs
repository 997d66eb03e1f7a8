//! 情報項目 of the version that is edited: direction, whose, which, in order.

mod conflict;
mod form;
mod group;
mod more;
mod page;
mod row;

use crate::routing::{Access, Route};

/// Thousands of rows, each with several fields.
const BODY: usize = 4 * 1024 * 1024;

/// The form.
pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/edit/data-items", edit, form::edit),
        Route::post("/items/{id}/edit/data-items", edit, form::save).body_limit(BODY),
    ]
}
