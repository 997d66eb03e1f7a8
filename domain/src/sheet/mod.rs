//! Lists of the register as a clerk keeps them in a spreadsheet: which columns
//! there are, and how rows become objects. Knows no file format.
//!
//! A column that a table has sets its field, also to nothing; a column that it
//! lacks leaves the field as it is. Existing objects are found by id, else by
//! what names them (a party's number or name, a title within its programme).

mod build;
mod cell;
mod children;
mod columns;
mod directory;
mod fault;
mod item;
mod lines;
mod lists;
mod matching;
mod nouns;
mod place;
mod show;
#[cfg(test)]
mod tests;

pub use build::{Plan, plan, wanted};
pub use columns::{Column, Field, Kind, Sheet};
pub use directory::{Directory, Entry, Names};
pub use fault::{RowFault, column_letter};
pub use matching::{Assigned, assign, head_row, is_example, is_reason, match_columns};

use serde::{Deserialize, Serialize};

/// The head of the column that says why a row was not taken in; ignored when
/// such a file comes back.
pub const REASON: &str = "取り込めない理由";

/// What marks a row as an example that is not taken in.
pub const EXAMPLE: &str = "（例）";

/// A table of a file: its heads and the rows under them, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The sheet's name; empty for a file without sheets.
    pub name: String,
    /// The heads, in order.
    pub heads: Vec<String>,
    /// The rows that hold something.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells; those past the end are empty.
    pub cells: Vec<String>,
}

impl Row {
    /// A cell's text; empty past the end.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map(String::as_str).unwrap_or_default()
    }
}
