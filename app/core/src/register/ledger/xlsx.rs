//! The ledger as a spreadsheet. Rows go to a temporary file as they come; every
//! cell is text, so that none is taken for a formula.

use std::{borrow::Cow, io::Write};

use domain::date::format_date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use zip::result::ZipError;

use super::{
    CONTEXT, Head, TITLE,
    row::LedgerRow,
    sheet::{HEADS, NUMBER, SECTION, Sheet, Told, failed},
};
use crate::{Error, Result};

/// How wide the columns are, in characters.
const WIDTHS: [u32; 9] = [6, 20, 32, 10, 24, 28, 60, 16, 28];
/// What a cell holds, in UTF-16 units.
const CELL: usize = 32_767;
/// What stands at the end of a cell that was cut.
const CUT: &str = "…（長いため以下略）";
const A4: u8 = 9;

pub(super) struct XlsxSheet<W: Write + Send> {
    book: Workbook,
    out: W,
    text: Format,
    rows: u32,
    shortened: u32,
}

impl<W: Write + Send> XlsxSheet<W> {
    pub(super) fn begin(head: &Head, out: W) -> Result<Self> {
        let mut book = Workbook::new();
        set_up(&mut book, head).map_err(broken)?;
        let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Self { book, out, text, rows: 0, shortened: 0 })
    }
}

fn set_up(book: &mut Workbook, head: &Head) -> Result<(), XlsxError> {
    use chrono::Datelike as _;
    let (month, day) = (u8::try_from(head.day.month()), u8::try_from(head.day.day()));
    let mut properties = DocProperties::new().set_title(TITLE).set_author(head.ward.as_str());
    // Today would make each file another one.
    if let (Ok(year), Ok(month), Ok(day)) = (u16::try_from(head.day.year()), month, day)
        && let Ok(made) = ExcelDateTime::from_ymd(year, month, day)
    {
        properties = properties.set_creation_datetime(&made);
    }
    book.set_properties(&properties);
    let sheet = book.add_worksheet_with_constant_memory()?;
    sheet.set_name("台帳")?.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    sheet.set_header(format!("&L{TITLE}&R{}現在", format_date(head.day)));
    sheet.set_footer("&C&P / &Nページ");
    sheet.set_repeat_rows(0, 0)?.set_freeze_panes(1, 3)?;
    let bold = Format::new().set_bold().set_text_wrap().set_background_color(0xEB_EB_EB);
    let heads = [NUMBER, SECTION].into_iter().chain(HEADS);
    for ((column, width), head) in (0_u16..).zip(WIDTHS).zip(heads) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    Ok(())
}

impl<W: Write + Send> Sheet for XlsxSheet<W> {
    fn row(&mut self, number: u32, row: &LedgerRow<'_>) -> Result<()> {
        self.rows = number;
        let sheet = self.book.worksheet_from_index(0).map_err(broken)?;
        sheet.write_number_with_format(number, 0, number, &self.text).map_err(broken)?;
        let cells = std::iter::once(row.section).chain(row.cells);
        for (column, text) in (1_u16..).zip(cells) {
            let fitting = fitting(text);
            self.shortened += u32::from(fitting.len() != text.len());
            sheet.write_string_with_format(number, column, fitting, &self.text).map_err(broken)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Told> {
        let sheet = self.book.worksheet_from_index(0).map_err(broken)?;
        sheet.autofilter(0, 0, self.rows, 8).map_err(broken)?;
        self.book.save_to_writer(&mut self.out).map_err(broken)?;
        self.out.flush().map_err(failed)?;
        Ok(Told { pages: None, unprintable: Vec::new(), shortened: self.shortened })
    }
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> Cow<'_, str> {
    // Bytes bound the units: most texts are short and need no count.
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return Cow::Borrowed(text);
    }
    let room = CELL - CUT.chars().count();
    let mut units = 0;
    let fits = |(_, character): &(usize, char)| {
        units += character.len_utf16();
        units <= room
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, last)| at + last.len_utf8());
    Cow::Owned(format!("{}{CUT}", &text[..end]))
}

fn broken(error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(error) | XlsxError::ZipError(ZipError::Io(error)) => failed(error),
        other => Error::internal(CONTEXT)(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_takes_what_it_holds() {
        assert_eq!(fitting("氏名"), "氏名");
        let long = "𠮷".repeat(CELL);
        let cut = fitting(&long);
        assert!(cut.ends_with(CUT) && cut.encode_utf16().count() <= CELL);
        assert!(cut.encode_utf16().count() > CELL - 4);
        let whole = "あ".repeat(CELL);
        assert_eq!(fitting(&whole), whole);
    }
}
