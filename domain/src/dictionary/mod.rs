//! 情報項目の辞書: the ward's usual words for data items.

mod paste;

use chrono::NaiveDate;
pub use paste::{PASTED_AT_MOST, PastedWord, read_pasted};

use crate::{Id, record::record, text::fold};

record! {
    /// One entry of the dictionary. Items hold copies: changing an entry
    /// changes no item.
    pub struct DictionaryEntry {
        /// Identity.
        pub id: Id<DictionaryEntry>,
        /// The data item: 氏名.
        pub name: String,
        /// How it is read: しめい.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reading: String,
        /// 要配慮個人情報.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub sensitive: bool,
        /// 特定個人情報.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub my_number: bool,
        /// Since when it is no longer offered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}

/// Name and reading as searches compare them, the reading first: entries sort
/// by it. No word has a line break, so none is found across the two.
#[must_use]
pub fn folded(name: &str, reading: &str) -> String {
    let (name, reading) = (fold(name), fold(reading));
    let first = if reading.is_empty() { &name } else { &reading };
    format!("{first}\n{name}")
}
