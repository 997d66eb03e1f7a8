//! One deed for several items of the list: picked there, shown row by row, then
//! done.

mod ask;
mod bar;
mod deed;
mod done;
mod page;
mod rows;

pub(super) use bar::{BULK, Bar, BulkBar};

use crate::routing::{Access, Route};

/// What is done with several items.
const PATH: &str = "/items/bulk";
/// What was done.
const DONE: &str = "/items/bulk/done";
/// The items that are picked.
pub(super) const PICK: &str = "pick";
/// Which items are meant.
const OF: &str = "of";
/// The deed.
const DEED: &str = "deed";
/// The list from which it was asked, as its address says it.
const LIST: &str = "list";

/// `read` may take the picked items out, `edit` may change them.
pub(super) fn routes(read: Access, edit: Access) -> Vec<Route> {
    vec![
        Route::get(PATH, read, ask::ask),
        Route::post(PATH, edit, ask::act),
        Route::get(DONE, edit, done::page),
    ]
}

/// The list from which it was asked.
fn back(list: &str) -> String {
    if list.is_empty() { super::PATH.to_owned() } else { format!("{}?{list}", super::PATH) }
}
