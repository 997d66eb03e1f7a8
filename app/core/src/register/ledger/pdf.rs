//! The ledger as a printed list, a section after the other.

use std::io::Write;

use domain::date::format_date;
use templates::ledger::{Cells, Column, Ledger, LedgerError, LedgerPdf};

use super::{
    CONTEXT, Head, TITLE,
    row::LedgerRow,
    sheet::{HEADS, NUMBER, Sheet, Told, failed},
};
use crate::{Error, Result};

/// How wide the columns of [`HEADS`] are, the number's in front.
const SHARES: [u16; 8] = [4, 17, 6, 12, 14, 29, 9, 13];

pub(super) struct PdfSheet<W: Write> {
    pdf: LedgerPdf<W>,
    section: String,
}

impl<W: Write> PdfSheet<W> {
    pub(super) fn begin(head: &Head, tagged: bool, out: W) -> Result<Self> {
        let columns = std::iter::once(NUMBER).chain(HEADS).zip(SHARES).map(|(head, share)| Column {
            head: head.to_owned(),
            share,
            role: match head {
                NUMBER => Cells::Figures,
                _ if head == HEADS[0] => Cells::Heads,
                _ => Cells::Text,
            },
        });
        let ledger = Ledger {
            title: TITLE.to_owned(),
            notes: head.notes.clone(),
            columns: columns.collect(),
            empty: format!("{}に効力のある案件はありません。", format_date(head.day)),
            tagged,
        };
        Ok(Self { pdf: LedgerPdf::begin(ledger, out).map_err(broken)?, section: String::new() })
    }
}

impl<W: Write> Sheet for PdfSheet<W> {
    fn row(&mut self, number: u32, row: &LedgerRow<'_>) -> Result<()> {
        if self.section != row.section || number == 1 {
            self.pdf.section(row.section);
            row.section.clone_into(&mut self.section);
        }
        let number = number.to_string();
        let [title, kind, business, party, data, media, period] = row.cells;
        self.pdf.row(&[&number, title, kind, business, party, data, media, period]).map_err(broken)
    }

    fn finish(self) -> Result<Told> {
        let (printed, mut out) = self.pdf.finish().map_err(broken)?;
        out.flush().map_err(failed)?;
        Ok(Told { pages: Some(printed.pages), unprintable: printed.unprintable, shortened: 0 })
    }
}

fn broken(error: LedgerError) -> Error {
    match error {
        LedgerError::Write(error) => failed(error),
        LedgerError::Fonts => Error::internal(CONTEXT)(error),
    }
}
