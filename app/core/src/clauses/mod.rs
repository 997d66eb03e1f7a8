//! Clause sets: the privacy clauses attached to contracts.

pub(crate) mod aggregate;
mod duties;
mod file;
mod read;

pub use file::{FileText, read_file};
pub(crate) use read::edition_names;
pub use read::{ClauseSetRow, ClauseSetView, ClauseUse, EditionName, EditionRow, list, view};
