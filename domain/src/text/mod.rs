//! Text as the ward types it: what may be stored, how it is compared and
//! searched, and how papers write numbers and lists.
//!
//! Stored text is never folded. [`fold`] and [`fold_key`] make the copies that
//! searching and matching work on.

mod cell;
mod clean;
mod diff;
mod fold;
mod hits;
mod limits;
mod list;
mod number;
mod paste;
mod width;

pub use cell::spreadsheet_safe;
pub use clean::{check_forbidden, clean, find_forbidden, find_unstorable, is_forbidden, unstorable};
pub use diff::{Piece, diff, likeness};
pub use fold::{fold, fold_key};
pub use hits::hits;
pub use limits::{check_length, length};
pub use list::{annex_label, annex_labels, join_ja};
pub use number::{full_width, kanji_number, paper_number, parse_kanji, parse_number};
pub use paste::{pasted_rows, split_list};
pub use width::{fold_width, narrow_char, same_but_width, widen};
