//! Workbooks. Values as the program that wrote them last has kept them:
//! formulas are not computed, macros not read.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::sheet::Row;

use super::{
    book::{CELL, COLUMNS, Form, Found, Grid, ROWS, cell_fault, refused},
    guard::guard,
    template::CHOICES,
};
use crate::{Error, Result};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

fn broken(error: XlsxError) -> Error {
    if matches!(error, XlsxError::Password) {
        return refused(
            "file-protected",
            "パスワードで保護されたファイルです。Excel で開き、パスワードを外して保存し直してください。",
        );
    }
    refused("file-broken", "ファイルが壊れていて読めません。Excel で開いて、保存し直してください。")
}

/// Reads all worksheets.
pub(super) fn read(bytes: &[u8]) -> Result<Found> {
    let seen = guard(bytes)?;
    let mut book: Workbook<'_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(broken)?;
    let mut notes = Vec::new();
    if seen.macros {
        notes.push("マクロは読みません。表の値だけを取り込みます。".to_owned());
    }
    if seen.hidden_rows > 0 {
        notes.push(format!("非表示の行が{}行あります。非表示の行も取り込みます。", seen.hidden_rows));
    }
    if book.has_1904_epoch() {
        notes.push("1904年から日を数えるブックです。日付の列は日付の書式にしてください。数字だけのセルは別の日に読まれます。".to_owned());
    }
    let sheets = book.sheets_metadata().to_vec();
    let hidden: Vec<&str> = sheets
        .iter()
        .filter(|sheet| sheet.visible != SheetVisible::Visible && sheet.name != CHOICES)
        .map(|sheet| sheet.name.as_str())
        .collect();
    if !hidden.is_empty() {
        notes.push(format!("非表示のシートは読みません：{}。", hidden.join("、")));
    }
    let (mut grids, mut formulas) = (Vec::new(), 0);
    let read = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
    for sheet in read {
        let mut grid = grid(&mut book, &sheet.name, &mut formulas)?;
        let place = |(row, column): (u32, u32)| (row.saturating_add(1), column as usize);
        let merged = book.merge_cells_by_sheet_name(&sheet.name).map_err(broken)?;
        grid.merged = merged.iter().map(|region| (place(region.start), place(region.end))).collect();
        grids.push(grid);
    }
    if formulas > 0 {
        notes.push(format!("数式のセルが{formulas}個あります。保存されている計算結果を読みました。"));
    }
    Ok(Found { form: Form::Xlsx, grids, notes })
}

fn grid(book: &mut Workbook<'_>, name: &str, formulas: &mut usize) -> Result<Grid> {
    let mut grid = Grid { name: name.to_owned(), ..Grid::default() };
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1 as usize);
        let computed = cell.formula.is_some();
        *formulas += usize::from(computed);
        let text = match value(&cell.value) {
            Ok(text) if text.is_empty() && computed && matches!(cell.value, DataRef::Empty) => {
                let message =
                    "数式の計算結果が保存されていません。Excel で開いて保存し直すか、値を書いてください。";
                grid.faults.push(cell_fault(name, row, column, "no-value", message));
                continue;
            }
            Ok(text) => text,
            Err(error) => {
                let message = format!("セルがエラー（{error}）です。値を書いてください。");
                grid.faults.push(cell_fault(name, row, column, "error-value", message));
                continue;
            }
        };
        if text.trim().is_empty() {
            continue;
        }
        if column >= COLUMNS {
            let message = format!("列が多すぎます（上限 {COLUMNS} 列）。要らない列を消してください。");
            return Err(refused("too-many-columns", format!("「{name}」{row}行目：{message}")));
        }
        if text.chars().count() > CELL {
            let message = format!("セルの文字が多すぎます（上限 {CELL} 文字）。");
            grid.faults.push(cell_fault(name, row, column, "cell-too-long", message));
            continue;
        }
        put(&mut grid, row, column, text)?;
    }
    grid.rows.sort_by_key(|row| row.number);
    Ok(grid)
}

fn put(grid: &mut Grid, number: u32, column: usize, text: String) -> Result<()> {
    if grid.rows.last().is_none_or(|row| row.number != number) {
        if grid.rows.len() >= ROWS {
            let message = format!(
                "「{}」の行が多すぎます（上限 {ROWS} 行）。行を分けて、二つ以上のファイルにしてください。",
                grid.name
            );
            return Err(refused("too-many-rows", message));
        }
        grid.rows.push(Row { number, cells: Vec::new() });
    }
    if let Some(row) = grid.rows.last_mut() {
        if row.cells.len() <= column {
            row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = text;
        }
    }
    Ok(())
}

/// A cell's text; the error it holds instead.
fn value(value: &DataRef<'_>) -> std::result::Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        // The shortest text that reads back as this number: 13 digits stay.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => plain(text),
        DataRef::SharedString(text) => plain(text),
        DataRef::Bool(yes) => if *yes { "はい" } else { "いいえ" }.to_owned(),
        DataRef::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02}")
        }
        DataRef::DateTime(moment) => moment.as_f64().to_string(),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or(text).to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

fn plain(text: &str) -> String {
    text.replace("_x000D_", "").replace("\r\n", "\n").replace('\r', "\n")
}
