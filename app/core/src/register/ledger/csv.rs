//! The ledger as CSV, as spreadsheets open it: with a byte order mark in
//! UTF-8, or in Shift_JIS.

use std::{borrow::Cow, collections::BTreeSet, io::Write};

use csv::{Terminator, Writer, WriterBuilder};
use encoding_rs::SHIFT_JIS;

use super::{
    row::LedgerRow,
    sheet::{HEADS, NUMBER, SECTION, Sheet, Told, failed},
};
use crate::Result;

/// How characters become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// With a byte order mark.
    Utf8,
    /// As Windows has it; what it lacks becomes 〓.
    ShiftJis,
}

const BUFFER: usize = 64 * 1024;
/// What stands for a character that the encoding lacks.
const GETA: char = '〓';

pub(super) struct CsvSheet<W: Write> {
    writer: Writer<W>,
    encoding: Encoding,
    lost: BTreeSet<char>,
}

impl<W: Write> CsvSheet<W> {
    pub(super) fn begin(encoding: Encoding, mut out: W) -> Result<Self> {
        if encoding == Encoding::Utf8 {
            out.write_all("\u{FEFF}".as_bytes()).map_err(failed)?;
        }
        let writer =
            WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(BUFFER).from_writer(out);
        let mut sheet = Self { writer, encoding, lost: BTreeSet::new() };
        for head in [NUMBER, SECTION].into_iter().chain(HEADS) {
            sheet.cell(head)?;
        }
        sheet.end()?;
        Ok(sheet)
    }

    fn cell(&mut self, text: &str) -> Result<()> {
        let safe = harmless(text);
        let bytes = match self.encoding {
            Encoding::Utf8 => Cow::Borrowed(safe.as_bytes()),
            Encoding::ShiftJis => shift_jis(&safe, &mut self.lost),
        };
        self.writer.write_field(bytes).map_err(|error| failed(error.into()))
    }

    fn end(&mut self) -> Result<()> {
        self.writer.write_record(None::<&[u8]>).map_err(|error| failed(error.into()))
    }
}

impl<W: Write> Sheet for CsvSheet<W> {
    fn row(&mut self, number: u32, row: &LedgerRow<'_>) -> Result<()> {
        self.cell(&number.to_string())?;
        self.cell(row.section)?;
        row.cells.iter().try_for_each(|cell| self.cell(cell))?;
        self.end()
    }

    fn finish(mut self) -> Result<Told> {
        self.writer.flush().map_err(failed)?;
        Ok(Told { pages: None, unprintable: self.lost.into_iter().collect(), shortened: 0 })
    }
}

/// A text that a spreadsheet takes for text: one that begins like a formula
/// has an apostrophe put before it.
fn harmless(text: &str) -> Cow<'_, str> {
    let risky = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    if text.starts_with(risky) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn shift_jis<'a>(text: &'a str, lost: &mut BTreeSet<char>) -> Cow<'a, [u8]> {
    let (bytes, _, lossy) = SHIFT_JIS.encode(text);
    if !lossy {
        return bytes;
    }
    let mut encoded = Vec::with_capacity(text.len());
    for character in text.chars() {
        let mut whole = [0; 4];
        let (bytes, _, lossy) = SHIFT_JIS.encode(alike(character).encode_utf8(&mut whole));
        if !lossy {
            encoded.extend_from_slice(&bytes);
            continue;
        }
        lost.insert(character);
        encoded.extend_from_slice(&SHIFT_JIS.encode(GETA.encode_utf8(&mut [0; 4])).0);
    }
    Cow::Owned(encoded)
}

/// Signs that Unicode has twice and Windows' Shift_JIS knows as the other.
const fn alike(character: char) -> char {
    match character {
        '〜' => '～',
        '—' => '―',
        '‖' => '∥',
        '¢' => '￠',
        '£' => '￡',
        '¬' => '￢',
        '−' => '－',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_made_text_and_stays_readable() {
        for text in ["=1+1", "+81", "-2", "@SUM(A1)", "\tx", "\rx", "＝１"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("A=1"), "A=1");
    }

    #[test]
    fn what_shift_jis_lacks_becomes_geta_and_is_told() {
        let mut lost = BTreeSet::new();
        let encoded = shift_jis("𠮷田①〜—髙", &mut lost).into_owned();
        assert_eq!(SHIFT_JIS.decode(&encoded).0, "〓田①～―髙");
        assert_eq!(lost.into_iter().collect::<String>(), "𠮷");
    }
}
