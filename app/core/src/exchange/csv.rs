//! Text with commas or tabs, in the encodings that Japanese programs write.

use domain::{sheet::Row, text::spreadsheet_safe};
use encoding_rs::SHIFT_JIS;

use super::{
    book::{CELL, COLUMNS, Form, Found, Grid, ROWS, cell_fault, refused},
    decode::decode,
};
use crate::{Error, Result};

/// Broken lines that are named; more of them mean another encoding.
const NAMED: usize = 1_000;

/// Reads text.
pub(super) fn read(bytes: &[u8]) -> Result<Found> {
    let decoded = decode(bytes);
    let mut notes = vec![format!("文字コードは{}として読みました。", decoded.word)];
    if decoded.broken.len() > NAMED {
        return Err(refused(
            "csv-encoding",
            "文字コードが分かりません。UTF-8 か Shift_JIS の CSV で保存し直してください。",
        ));
    }
    if decoded.text.matches('"').count() % 2 == 1 {
        notes.push(
            "引用符「\"」の数が合いません。閉じられていない引用符がないか、確かめてください。".to_owned(),
        );
    }
    let delimiter = delimiter(&decoded.text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(decoded.text.as_bytes());
    let mut grid = Grid::default();
    let mut record = csv::StringRecord::new();
    let context = "CSV を読めませんでした。";
    while reader.read_record(&mut record).map_err(Error::internal(context))? {
        let number = record.position().map_or(0, |position| position.line());
        push(&mut grid, u32::try_from(number).unwrap_or(u32::MAX), &record)?;
    }
    for line in decoded.broken {
        let message = format!(
            "{}として読めない文字があります。元のファイルでその字を直して、保存し直してください。",
            decoded.word
        );
        let row = grid.rows.iter().rev().find(|row| row.number <= line);
        let column = row.and_then(|row| row.cells.iter().position(|cell| cell.contains('\u{FFFD}')));
        let mut fault = cell_fault("", line, column.unwrap_or_default(), "broken-bytes", message);
        fault.column = column;
        grid.faults.push(fault);
    }
    let shift_jis = decoded.encoding == SHIFT_JIS;
    Ok(Found { form: Form::Csv { shift_jis }, grids: vec![grid], notes })
}

fn push(grid: &mut Grid, number: u32, record: &csv::StringRecord) -> Result<()> {
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(());
    }
    if grid.rows.len() >= ROWS {
        let message = format!("行が多すぎます（上限 {ROWS} 行）。二つ以上のファイルに分けてください。");
        return Err(refused("too-many-rows", message));
    }
    if record.len() > COLUMNS {
        let message = format!("{number}行目：列が多すぎます（上限 {COLUMNS} 列）。");
        return Err(refused("too-many-columns", message));
    }
    let mut cells = Vec::with_capacity(record.len());
    for (column, cell) in record.iter().enumerate() {
        if cell.chars().count() > CELL {
            let message = format!(
                "セルの文字が多すぎます（上限 {CELL} 文字）。引用符「\"」が閉じられているか、確かめてください。"
            );
            grid.faults.push(cell_fault("", number, column, "cell-too-long", message));
            cells.push(String::new());
        } else {
            cells.push(plain(cell));
        }
    }
    grid.rows.push(Row { number, cells });
    Ok(())
}

/// Without the apostrophe that keeps a text from being taken for a formula.
fn plain(cell: &str) -> String {
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    match cell.strip_prefix('\'') {
        Some(rest) if spreadsheet_safe(rest) == cell => rest.to_owned(),
        _ => cell,
    }
}

fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |c: char| first.matches(c).count();
    if count('\t') > count(',') { b'\t' } else { b',' }
}
