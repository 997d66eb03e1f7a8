//! Editing an item, part by part.

mod data_items;

use crate::routing::Route;

/// The pages of the parts.
pub(super) fn routes() -> Vec<Route> {
    data_items::routes()
}
