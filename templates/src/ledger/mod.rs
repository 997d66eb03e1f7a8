//! 台帳: the register as a printed list. Rows are pushed one by one and pages
//! go out as they fill, so that its length costs no memory: what stays is a
//! reference a page, the letters met, and where each object went.

mod book;
mod draw;
mod file;
mod letters;
mod page;
mod table;
mod tags;
mod wrap;

use std::io::{self, Write};

/// What a ledger says besides its rows.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Its title: on the first page, in small on the others, and the
    /// document's own.
    pub title: String,
    /// Lines under the title: whose it is, of which day, what was left out.
    pub notes: Vec<String>,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// What a list without rows says.
    pub empty: String,
    /// Whether programs that read aloud find headings, rows and cells.
    pub tagged: bool,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands over it.
    pub head: String,
    /// How wide it is, beside the others.
    pub share: u16,
    /// What its cells are.
    pub role: Cells,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cells {
    /// What the row says.
    Text,
    /// Figures, set to the right.
    Figures,
    /// What the row is about.
    Heads,
}

/// What came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// How many pages.
    pub pages: u32,
    /// Characters that no font has, printed as 〓.
    pub unprintable: Vec<char>,
}

/// Why a ledger did not come out.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// What it was written to failed.
    #[error("台帳を書き出せません。{0}")]
    Write(#[from] io::Error),
    /// The embedded fonts could not be read.
    #[error("埋め込みの書体を読めません。")]
    Fonts,
}

/// A ledger being written. The same calls give the same bytes.
pub struct LedgerPdf<W: Write>(book::Book<W>);

impl<W: Write> LedgerPdf<W> {
    /// Begins a ledger.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn begin(ledger: Ledger, out: W) -> Result<Self, LedgerError> {
        book::Book::begin(ledger, out).map(Self)
    }

    /// Begins a section: a heading, a bookmark, a table of its own. One
    /// without rows is not printed.
    pub fn section(&mut self, name: &str) {
        self.0.announce(name);
    }

    /// Adds a row, a cell a column.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), LedgerError> {
        self.0.row(cells)
    }

    /// Writes what is left and gives back what was written to.
    ///
    /// # Errors
    /// [`LedgerError`].
    pub fn finish(self) -> Result<(Printed, W), LedgerError> {
        self.0.finish()
    }
}

impl<W: Write> std::fmt::Debug for LedgerPdf<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LedgerPdf").finish_non_exhaustive()
    }
}
