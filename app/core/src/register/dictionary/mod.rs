//! 情報項目の辞書: the ward's usual words for data items, found by reading.

mod aggregate;
mod edit;
mod list;
mod paste;
mod search;
mod view;

pub use edit::{EntryInput, archive, change, create, restore};
pub use list::{DictionaryQuery, Flag, count, list};
pub use paste::{Pasted, Verdict, faults, preview, take};
pub use search::search;
pub use view::{EntryView, view};
