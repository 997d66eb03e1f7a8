//! Files to fill in, and files given back. Every cell is written as text: a
//! program that opens them finds no formula.

use domain::{
    item::{Direction, ItemKind, VersionState},
    party::PartyKind,
    sheet::{Directory, Field, Kind, Names, Sheet as Noun},
    text::spreadsheet_safe,
};
use encoding_rs::SHIFT_JIS;
use rust_xlsxwriter::{Color, DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError};

use super::directory;
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
};

/// The sheet that says how to fill the others.
pub(super) const GUIDE: &str = "書き方";
/// The sheet of the names to choose from.
pub(super) const CHOICES: &str = "選択肢";
/// Rows that offer choices.
const OFFERED: u32 = 5_000;
/// The most names that are offered.
const NAMES: usize = 2_000;

/// A file to give out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOut {
    /// The name it is saved under.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A sheet to write.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// Columns to choose in, with what.
    pub(super) choices: Vec<(usize, Vec<String>)>,
}

/// An empty file to fill in: `items.xlsx`, `data-groups.csv`.
///
/// # Errors
/// `Forbidden`; `NotFound` if there is no such file; `Database`.
pub async fn template(ward: &Ward, actor: &Actor, file: &str) -> Result<FileOut> {
    policy::require(actor, Permission::ImportBundle)?;
    let missing = || Error::NotFound("ひな形".to_owned());
    let (code, ending) = file.rsplit_once('.').ok_or_else(missing)?;
    let context = "ひな形を作成できませんでした。";
    match ending {
        "csv" => {
            let sheet = empty(Noun::from_code(code).ok_or_else(missing)?, &Directory::default());
            csv(&format!("{}_ひな形", sheet.name), &[sheet], false)
        }
        "xlsx" => {
            let kind = Kind::from_code(code).ok_or_else(missing)?;
            let names = directory::load(ward.store().read(), kind, ward.clock().today()).await?;
            let made = tokio::task::spawn_blocking(move || {
                let sheets: Vec<Sheet> = kind.sheets().iter().map(|sheet| empty(*sheet, &names)).collect();
                filled(&format!("{}_ひな形", kind.word()), &sheets, Some(kind))
            });
            made.await.map_err(Error::internal(context))?
        }
        _ => Err(missing()),
    }
}

/// A sheet with its heads, an example, and what there is to choose from.
fn empty(sheet: Noun, names: &Directory) -> Sheet {
    let columns = sheet.columns();
    let choices = columns.iter().enumerate();
    let choices = choices.map(|(place, column)| (place, offered(column.field, names)));
    Sheet {
        name: sheet.name().to_owned(),
        heads: columns.iter().map(|column| column.label.to_owned()).collect(),
        rows: vec![columns.iter().map(|column| column.example.to_owned()).collect()],
        choices: choices.filter(|(_, choices)| !choices.is_empty()).collect(),
    }
}

fn offered(field: Field, names: &Directory) -> Vec<String> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let of = |names: &Names| {
        let current = names.entries().iter().filter(|entry| entry.current);
        current.take(NAMES).map(|entry| names.unique(entry.id)).collect()
    };
    match field {
        Field::PartyKind => PartyKind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
        Field::ItemKind => ItemKind::ALL.iter().map(|kind| kind.word().to_owned()).collect(),
        Field::State => words(&[VersionState::InForce.word(), VersionState::Proposal.word()]),
        Field::Direction => Direction::ALL.iter().map(|way| way.word().to_owned()).collect(),
        Field::By => words(&["区", "事業者"]),
        Field::Section => of(&names.sections),
        Field::Programme => of(&names.programmes),
        Field::Business => of(&names.businesses),
        Field::Party => of(&names.parties),
        Field::Basis => of(&names.bases),
        _ => Vec::new(),
    }
}

/// Text with commas, in UTF-8 with its mark or in Shift_JIS. Only the first
/// sheet fits.
pub(super) fn csv(stem: &str, sheets: &[Sheet], shift_jis: bool) -> Result<FileOut> {
    let context = "CSV を作成できませんでした。";
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for sheet in sheets.iter().take(1) {
        for row in std::iter::once(&sheet.heads).chain(&sheet.rows) {
            let cells = row.iter().map(|cell| spreadsheet_safe(cell).into_owned());
            writer.write_record(cells).map_err(Error::internal(context))?;
        }
    }
    let text = writer.into_inner().map_err(|error| Error::internal(context)(error.to_string()))?;
    let text = String::from_utf8(text).map_err(Error::internal(context))?;
    let encoded = shift_jis.then(|| SHIFT_JIS.encode(&text)).filter(|(_, _, lossy)| !lossy);
    let bytes = match encoded {
        Some((bytes, ..)) => bytes.into_owned(),
        None => format!("\u{FEFF}{text}").into_bytes(),
    };
    Ok(FileOut { name: format!("{stem}.csv"), media_type: "text/csv; charset=utf-8", bytes })
}

/// A workbook of these sheets.
pub(super) fn xlsx(stem: &str, sheets: &[Sheet]) -> Result<FileOut> {
    filled(stem, sheets, None)
}

fn filled(stem: &str, sheets: &[Sheet], guide: Option<Kind>) -> Result<FileOut> {
    let bytes =
        workbook(sheets, guide).map_err(Error::internal("Excel のファイルを作成できませんでした。"))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(FileOut { name: format!("{stem}.xlsx"), media_type, bytes })
}

fn workbook(sheets: &[Sheet], guide: Option<Kind>) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00DD_E7F2))
        .set_align(FormatAlign::Top);
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let mut lists: Vec<&[String]> = Vec::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        page.set_freeze_panes(1, 0)?;
        write_row(page, 0, &sheet.heads, &head)?;
        for (row, cells) in (1_u32..).zip(&sheet.rows) {
            write_row(page, row, cells, &body)?;
        }
        for (column, label) in (0_u16..).zip(&sheet.heads) {
            page.set_column_width(column, if label.chars().count() > 6 { 30 } else { 18 })?;
            page.set_column_format(column, &body)?;
        }
        for (column, choices) in &sheet.choices {
            let list = u16::try_from(lists.len()).unwrap_or(u16::MAX);
            lists.push(choices);
            let letter = domain::sheet::column_letter(usize::from(list));
            let range = format!("={CHOICES}!${letter}$1:${letter}${}", choices.len());
            let rule = DataValidation::new()
                .allow_list_formula(Formula::new(range))
                .ignore_blank(true)
                .show_error_message(false);
            let column = u16::try_from(*column).unwrap_or(u16::MAX);
            page.add_data_validation(1, column, OFFERED, column, &rule)?;
        }
    }
    if let Some(kind) = guide {
        let page = book.add_worksheet();
        page.set_name(GUIDE)?;
        write_guide(page, kind, &head, &body)?;
    }
    if !lists.is_empty() {
        let page = book.add_worksheet();
        page.set_name(CHOICES)?;
        for (column, list) in (0_u16..).zip(lists) {
            for (row, choice) in (0_u32..).zip(list) {
                page.write_string(row, column, choice)?;
            }
        }
        page.set_hidden(true);
    }
    book.save_to_buffer()
}

fn write_row(
    page: &mut Worksheet,
    row: u32,
    cells: &[String],
    format: &Format,
) -> std::result::Result<(), XlsxError> {
    for (column, cell) in (0_u16..).zip(cells) {
        // A cell holds no more; a text that long was at fault already.
        let cell: String = cell.chars().take(super::book::CELL).collect();
        page.write_string_with_format(row, column, cell, format)?;
    }
    Ok(())
}

fn write_guide(
    page: &mut Worksheet,
    kind: Kind,
    head: &Format,
    body: &Format,
) -> std::result::Result<(), XlsxError> {
    let text = |cells: [&str; 4]| cells.map(str::to_owned);
    write_row(page, 0, &text(["シート", "列", "必須", "書き方"]), head)?;
    let mut row = 1;
    for sheet in kind.sheets() {
        for column in sheet.columns() {
            let required = if column.required { "必須" } else { "" };
            write_row(page, row, &text([sheet.name(), column.label, required, column.note]), body)?;
            row += 1;
        }
    }
    let notes = [
        "「（例）」で始まる行は取り込みません。消しても、残しても構いません。",
        "列の順は自由です。要らない列は消して構いません。消した列の内容は、台帳にあるものは変わりません。",
        "列を残してセルを空にすると、台帳のその内容は空になります。",
    ];
    for note in notes {
        row += 1;
        write_row(page, row, &[note.to_owned()], body)?;
    }
    for (column, width) in [(0, 14), (1, 26), (2, 8), (3, 80)] {
        page.set_column_width(column, width)?;
    }
    Ok(())
}
