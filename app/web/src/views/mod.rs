//! 保存した条件: lists as a person keeps them.

mod page;
mod panel;

pub(crate) use panel::SavedViews;

use crate::routing::{Access, Route};

/// The views of who asks.
const PATH: &str = "/views";

/// Save, rename, delete.
pub(crate) fn routes() -> Vec<Route> {
    let own = Access::SignedIn;
    vec![
        Route::get(PATH, own, page::list),
        Route::post(PATH, own, page::save),
        Route::get("/views/{id}", own, page::show),
        Route::post("/views/{id}", own, page::rename),
        Route::get("/views/{id}/delete", own, page::confirm),
        Route::post("/views/{id}/delete", own, page::delete),
    ]
}
