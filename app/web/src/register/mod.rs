//! The register: programmes and items.

mod blocks;
mod item;
mod marked;
mod programme;
mod words;

pub(crate) use blocks::Blocks;
pub(crate) use item::ItemTable;
pub(crate) use marked::{Marked, MarkedList, mark_and_text};
pub(crate) use words::{day, grouped, state_tag, term};

use crate::routing::Route;

/// Lists and pages of programmes and items.
pub(crate) fn routes() -> Vec<Route> {
    [programme::routes(), item::routes()].concat()
}
