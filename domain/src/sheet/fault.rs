use serde::{Deserialize, Serialize};

/// What is wrong with a cell or a row of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowFault {
    /// The sheet's name; empty for a file without sheets.
    pub sheet: String,
    /// The row's number in the file, from 1; 0 for the sheet as a whole.
    pub row: u32,
    /// The column, from 0.
    pub column: Option<usize>,
    /// The column's head, if there is one.
    pub head: String,
    /// A stable code.
    pub code: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl RowFault {
    /// 「案件」3行目 B列（件名）
    pub fn place(&self) -> String {
        let mut place = String::new();
        if !self.sheet.is_empty() {
            place.push_str(&format!("「{}」", self.sheet));
        }
        if self.row > 0 {
            place.push_str(&format!("{}行目", self.row));
        }
        if let Some(column) = self.column {
            place.push_str(&format!(" {}列", column_letter(column)));
        }
        if !self.head.is_empty() {
            place.push_str(&format!("（{}）", self.head));
        }
        if place.is_empty() { "ファイル全体".to_owned() } else { place }
    }
}

/// A column as spreadsheets call it: A, B, … Z, AA.
pub fn column_letter(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        let digit = u8::try_from(column % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        if column < 26 {
            break;
        }
        column = column / 26 - 1;
    }
    letters.into_iter().rev().collect()
}
