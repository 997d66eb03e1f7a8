//! What the three formats have in common.

use std::io;

use super::{CONTEXT, row::LedgerRow};
use crate::{Error, Result};

/// What is told of a ledger that was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Its pages, if it has any.
    pub pages: Option<u32>,
    /// Characters that the fonts or the encoding lack, written as 〓.
    pub unprintable: Vec<char>,
    /// Cells that were longer than the format allows, and were cut.
    pub shortened: u32,
}

/// A ledger being written.
pub(super) trait Sheet {
    /// Adds a row.
    fn row(&mut self, number: u32, row: &LedgerRow<'_>) -> Result<()>;
    /// Writes what is left.
    fn finish(self) -> Result<Told>;
}

/// The heads of the columns, after the number and, where it is no heading, the
/// section.
pub(super) const HEADS: [&str; 7] =
    ["件名", "種別", "登録業務", "委託先・相手方", "情報項目", "記録媒体", "期間"];
/// The head of the rows' numbers.
pub(super) const NUMBER: &str = "番号";
/// The head of the rows' sections.
pub(super) const SECTION: &str = "担当課";

/// The error of what is written to, kept so that a command can tell a closed
/// pipe.
pub(super) fn failed(error: io::Error) -> Error {
    Error::internal(CONTEXT)(error)
}
