//! 別紙（記録項目）: lists of data items that several items share.

mod aggregate;
mod list;
mod service;

pub use list::{AnnexOrder, AnnexQuery, AnnexRow, count, list};
pub use service::{
    AnnexInput, AnnexView, EntryInput, archive, change_entries, change_facts, create, entries_seen,
    facts_seen, restore, view, whole_seen,
};
