//! The register: programmes, items, parties, annexes, and what they rest on.

mod annex;
mod blocks;
mod business;
mod dictionary;
pub(crate) mod duty;
mod item;
mod ledger;
mod legal;
mod list_editor;
mod marked;
pub(crate) mod noun_list;
mod party;
mod programme;
mod rows;
mod shelf;
mod words;

pub(crate) use blocks::Blocks;
pub(crate) use item::{ItemTable, kept_filters};
pub(crate) use marked::{Marked, MarkedList, mark_and_text};
pub(crate) use words::{day, grouped, state_tag, term};

use crate::routing::Route;

/// Lists, pages and forms of the register's nouns.
pub(crate) fn routes() -> Vec<Route> {
    [
        programme::routes(),
        item::routes(),
        ledger::routes(),
        annex::routes(),
        party::routes(),
        business::routes(),
        legal::routes(),
        dictionary::routes(),
    ]
    .concat()
}
