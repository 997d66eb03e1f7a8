//! A file as tables, whatever its format.

use domain::{
    Fault,
    sheet::{Assigned, Kind, Row, RowFault, Table, assign, head_row},
};

use super::{csv, sniff, template::GUIDE, xlsx};
use crate::{Error, Result};

/// The largest file read, in bytes.
pub const LIMIT: usize = 20 * 1024 * 1024;
/// The most rows of one sheet.
pub(super) const ROWS: usize = 100_000;
/// The most columns of one sheet.
pub(super) const COLUMNS: usize = 200;
/// The longest text of a cell, in characters, as spreadsheets have it.
pub(super) const CELL: usize = 32_767;

/// How a file is written: a file that comes back is written the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A workbook.
    Xlsx,
    /// Text; in Shift_JIS or not.
    Csv {
        /// Whether it is in Shift_JIS.
        shift_jis: bool,
    },
}

/// A sheet as it stands in a file.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The sheet's name; empty for text.
    pub(super) name: String,
    /// The rows that hold something.
    pub(super) rows: Vec<Row>,
    /// What is wrong with cells.
    pub(super) faults: Vec<RowFault>,
    /// Merged cells: first and last row and column, rows from 1, columns from 0.
    pub(super) merged: Vec<((u32, usize), (u32, usize))>,
}

/// A file that was read.
#[derive(Debug)]
pub struct Book {
    /// How it is written.
    pub form: Form,
    /// The tables that are taken in.
    pub tables: Vec<Assigned>,
    /// Sheets that are not read.
    pub left: Vec<String>,
    /// What the person should know.
    pub notes: Vec<String>,
    /// What is wrong with cells.
    pub faults: Vec<RowFault>,
}

/// What a reader of one format finds.
pub(super) struct Found {
    pub(super) form: Form,
    pub(super) grids: Vec<Grid>,
    pub(super) notes: Vec<String>,
}

/// A fault of the file as a whole.
pub(super) fn refused(code: &'static str, message: impl Into<String>) -> Error {
    Error::invalid(Fault::whole(code, message))
}

/// Reads a file for a kind of list. Takes as long as the file is large: call
/// it on a thread of its own.
///
/// # Errors
/// `Invalid` with one fault if it is no file that can be read: too large,
/// protected, of another format, empty.
pub fn read(kind: Kind, bytes: &[u8]) -> Result<Book> {
    if bytes.len() > LIMIT {
        let message = format!(
            "ファイルが大きすぎます（上限 {} MB）。行を分けて、二つ以上のファイルにしてください。",
            LIMIT / 1024 / 1024
        );
        return Err(refused("file-too-large", message));
    }
    let found = match sniff::sniff(bytes)? {
        sniff::Kind::Zip => xlsx::read(bytes)?,
        sniff::Kind::Text => csv::read(bytes)?,
    };
    let Found { form, grids, mut notes } = found;
    let (mut tables, mut faults) = (Vec::new(), Vec::new());
    for grid in grids {
        let Some((table, found)) = table(kind, grid, &mut notes) else { continue };
        faults.extend(found.into_iter().map(|fault| (tables.len(), fault)));
        tables.push(table);
    }
    if tables.is_empty() {
        return Err(refused(
            "file-empty",
            "ファイルに何も書かれていません。見出しの行と、その下の行を書いてください。",
        ));
    }
    let names: Vec<String> = tables.iter().map(|table: &Table| table.name.clone()).collect();
    let (tables, left) = assign(kind, tables);
    let left: Vec<String> = left.into_iter().filter(|name| name != GUIDE).collect();
    // Faults of sheets that are not read are no faults.
    let read = |name: &String| tables.iter().any(|table| table.table.name == *name);
    let faults = faults.into_iter().filter(|(table, _)| names.get(*table).is_some_and(read));
    let faults = faults.map(|(_, fault)| fault).collect();
    if !left.is_empty() {
        notes.push(format!("次のシートは読みません：{}。", left.join("、")));
    }
    Ok(Book { form, tables, left, notes, faults })
}

/// The table of a sheet: its heads, the rows below them, and its faults with
/// the heads named.
fn table(kind: Kind, grid: Grid, notes: &mut Vec<String>) -> Option<(Table, Vec<RowFault>)> {
    let Grid { name, rows, mut faults, merged } = grid;
    let looked_at: Vec<Vec<String>> = rows.iter().take(40).map(|row| row.cells.clone()).collect();
    let head_at = head_row(kind, &looked_at)?;
    let mut rows = rows.into_iter().skip(head_at);
    let head = rows.next()?;
    let heads: Vec<String> = head.cells.iter().map(|cell| cell.trim().to_owned()).collect();
    if head_at > 0 {
        let sheet = if name.is_empty() { String::new() } else { format!("「{name}」の") };
        notes.push(format!(
            "{sheet}{}行目を見出しとして読みました。それより上の行は取り込みません。",
            head.number
        ));
    }
    let rows: Vec<Row> = rows.collect();
    for ((first_row, first), (last_row, last)) in merged {
        if last_row < head.number {
            continue;
        }
        let cells = format!(
            "{}{first_row}:{}{last_row}",
            domain::sheet::column_letter(first),
            domain::sheet::column_letter(last)
        );
        let (code, message) = if first_row <= head.number {
            (
                "merged-heads",
                format!(
                    "見出しのセルが結合されています（{cells}）。結合を解除し、見出しを1行にして、列ごとに書いてください。"
                ),
            )
        } else {
            (
                "merged-cells",
                format!("セルが結合されています（{cells}）。結合を解除し、すべての行に書いてください。"),
            )
        };
        faults.push(cell_fault(&name, first_row, first, code, message));
    }
    for row in &rows {
        for (column, cell) in row.cells.iter().enumerate().skip(heads.len()) {
            if !cell.trim().is_empty() {
                let message = "見出しのない列に値があります。見出しを書くか、値を消してください。";
                faults.push(cell_fault(&name, row.number, column, "no-head", message.to_owned()));
            }
        }
    }
    faults.retain(|fault| fault.row >= head.number);
    for fault in &mut faults {
        fault.head = fault.column.and_then(|column| heads.get(column)).cloned().unwrap_or_default();
    }
    Some((Table { name, heads, rows }, faults))
}

/// A fault of a cell, before its head is known.
pub(super) fn cell_fault(
    sheet: &str,
    row: u32,
    column: usize,
    code: &str,
    message: impl Into<String>,
) -> RowFault {
    RowFault {
        sheet: sheet.to_owned(),
        row,
        column: Some(column),
        head: String::new(),
        code: code.to_owned(),
        message: message.into(),
    }
}
