//! 情報項目の辞書: the ward's usual words for data items, found by reading.

mod aggregate;
mod search;

pub use search::search;
