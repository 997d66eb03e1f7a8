//! Files as they really come, and files that mean harm: what is read, what is
//! told, and where.

use std::io::{Cursor, Read as _, Write as _};

use azukari_core::{
    Error,
    exchange::{self, Book},
};
use domain::sheet::Kind;
use encoding_rs::SHIFT_JIS;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("事業者").unwrap();
    fill(page);
    book.save_to_buffer().unwrap()
}

fn text(page: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0_u16..).zip(cells) {
        page.write_string(row, column, *cell).unwrap();
    }
}

/// The parts of a workbook, changed.
fn changed(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>, more: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(&change(&name, content)).unwrap();
    }
    for (name, content) in more {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn plain() -> Vec<u8> {
    book(|page| {
        text(page, 0, &["名称", "法人番号"]);
        text(page, 1, &["見本", ""]);
    })
}

fn read(bytes: &[u8]) -> Book {
    exchange::read(Kind::Parties, bytes).unwrap()
}

fn refused(bytes: &[u8]) -> (&'static str, String) {
    match exchange::read(Kind::Parties, bytes) {
        Err(Error::Invalid(mut faults)) => {
            let fault = faults.remove(0);
            (fault.code, fault.message)
        }
        other => panic!("{other:?}"),
    }
}

fn cells(book: &Book) -> Vec<Vec<&str>> {
    let rows = &book.tables[0].table.rows;
    rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn told(book: &Book) -> Vec<(String, &str)> {
    book.faults.iter().map(|fault| (fault.place(), fault.code.as_str())).collect()
}

#[test]
fn a_workbook_that_unfolds_without_end_is_refused_before_it_is_read() {
    let bomb = vec![b' '; 60 * 1024 * 1024];
    let strings = changed(
        &plain(),
        |name, content| if name == "xl/sharedStrings.xml" { bomb.clone() } else { content },
        &[],
    );
    assert!(strings.len() < 200_000);
    assert_eq!(refused(&strings).0, "file-bomb");
    let many: Vec<(String, Vec<u8>)> =
        (0..2_100).map(|number| (format!("xl/p{number}.xml"), Vec::new())).collect();
    let many: Vec<(&str, Vec<u8>)> =
        many.iter().map(|(name, content)| (name.as_str(), content.clone())).collect();
    assert_eq!(refused(&changed(&plain(), |_, content| content, &many)).0, "file-too-many-parts");
}

#[test]
fn a_sheet_of_a_million_rows_is_refused_and_one_of_empty_rows_is_not() {
    let sheet = |cell: &str| {
        let mut xml = String::from(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
        );
        xml.push_str("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>名称</t></is></c></row>");
        for row in 2..=150_000 {
            xml.push_str(&format!("<row r=\"{row}\"><c r=\"A{row}\">{cell}</c></row>"));
        }
        xml.push_str("</sheetData></worksheet>");
        let is_sheet = |name: &str| name.starts_with("xl/worksheets/sheet");
        changed(
            &plain(),
            |name, content| if is_sheet(name) { xml.clone().into_bytes() } else { content },
            &[],
        )
    };
    assert_eq!(refused(&sheet("<v>1</v>")).0, "too-many-rows");
    assert_eq!(read(&sheet("")).tables[0].table.rows.len(), 0);
}

#[test]
fn macros_are_not_read_and_that_is_said() {
    let read =
        read(&changed(&plain(), |_, content| content, &[("xl/vbaProject.bin", b"Sub Auto_Open()".to_vec())]));
    assert!(read.notes.iter().any(|note| note.contains("マクロは読みません")), "{:?}", read.notes);
    assert_eq!(cells(&read), [["見本"]]);
}

#[test]
fn files_of_other_formats_say_what_they_are() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let compound = |stream: &str| {
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], &utf16(stream)].concat()
    };
    let word = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let mut cut = plain();
    cut.truncate(cut.len() / 2);
    for (bytes, code, said) in [
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "file-pdf", "PDF"),
        (compound("EncryptedPackage"), "file-protected", "パスワード"),
        (compound("Workbook"), "file-old-xls", ".xls"),
        (word, "file-not-xlsx", "Word"),
        (b"<html><table><tr><td>\xE5".to_vec(), "file-html", "HTML"),
        (b"\x89PNG\r\n\x1a\n\0\0\0".to_vec(), "file-unknown", "表として"),
        (cut, "file-broken", "壊れて"),
        (Vec::new(), "file-empty", "空"),
        (b" \r\n".to_vec(), "file-empty", "空"),
        (b"PK\x03\x04".to_vec(), "file-broken", "壊れて"),
    ] {
        let (found, message) = refused(&bytes);
        assert!(found == code && message.contains(said), "{code}: {found} {message}");
    }
}

#[test]
fn merged_cells_are_told_at_the_heads_and_below() {
    let heads = book(|page| {
        page.merge_range(0, 0, 0, 1, "名称", &Format::new()).unwrap();
        text(page, 1, &["見本", "x"]);
    });
    assert_eq!(told(&read(&heads))[0], ("「事業者」1行目 A列（名称）".to_owned(), "merged-heads"));
    let below = book(|page| {
        text(page, 0, &["名称", "法人番号"]);
        page.merge_range(1, 0, 2, 0, "見本", &Format::new()).unwrap();
    });
    let read = read(&below);
    assert_eq!(told(&read), [("「事業者」2行目 A列（名称）".to_owned(), "merged-cells")]);
    assert!(read.faults[0].message.contains("A2:A3"));
}

#[test]
fn dates_come_as_days_whatever_the_cell_is() {
    let bytes = book(|page| {
        text(page, 0, &["名称", "認証", "法人番号"]);
        let day = Format::new().set_num_format("yyyy/m/d");
        page.write_string(1, 0, "a").unwrap();
        page.write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 4, 1).unwrap(), &day).unwrap();
        page.write_number(1, 2, 7_000_012_050_002_f64).unwrap();
        text(page, 2, &["b", "令和8年4月1日"]);
        page.write_number(3, 1, 46113).unwrap();
    });
    assert_eq!(
        cells(&read(&bytes)),
        [vec!["a", "2026-04-01", "7000012050002"], vec!["b", "令和8年4月1日"], vec!["", "46113"]]
    );
}

#[test]
fn formulas_give_what_was_computed_last_and_errors_are_told() {
    let bytes = book(|page| {
        text(page, 0, &["名称", "法人番号"]);
        page.write_formula(1, 0, Formula::new("=\"見\"&\"本\"").set_result("見本")).unwrap();
        page.write_formula(2, 0, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let read = read(&bytes);
    assert_eq!(cells(&read)[0], ["見本"]);
    assert!(read.notes.iter().any(|note| note.contains("数式のセルが2個")), "{:?}", read.notes);
    assert_eq!(told(&read), [("「事業者」3行目 A列（名称）".to_owned(), "error-value")]);
}

#[test]
fn hidden_rows_are_read_and_told_and_empty_rows_left_out() {
    let bytes = book(|page| {
        text(page, 0, &["名称"]);
        text(page, 1, &["a"]);
        text(page, 2, &["b"]);
        page.set_row_hidden(2).unwrap();
        text(page, 3, &["　"]);
        text(page, 9, &["c"]);
    });
    let read = read(&bytes);
    assert_eq!(cells(&read), [["a"], ["b"], ["c"]]);
    assert_eq!(read.tables[0].table.rows[2].number, 10);
    assert!(read.notes.iter().any(|note| note.contains("非表示の行が1行")), "{:?}", read.notes);
}

#[test]
fn sheets_that_are_not_asked_for_are_named() {
    let mut book = Workbook::new();
    for (name, head) in [("メモ", "ひとこと"), ("一覧", "事業者名"), ("隠し", "名称")] {
        let page = book.add_worksheet();
        page.set_name(name).unwrap();
        text(page, 0, &[head]);
        text(page, 1, &["a"]);
        page.set_hidden(name == "隠し");
    }
    let read = read(&book.save_to_buffer().unwrap());
    assert_eq!(read.tables[0].table.name, "一覧");
    assert_eq!(read.left, ["メモ"]);
    assert!(
        read.notes.iter().any(|note| note.contains("非表示のシートは読みません：隠し")),
        "{:?}",
        read.notes
    );
}

#[test]
fn the_encoding_is_told_and_broken_bytes_by_their_line() {
    let list = "名称,法人番号\r\n見本情報㈱,\r\n表示ソフト,\r\n";
    let sjis = SHIFT_JIS.encode(list).0.into_owned();
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(list.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, word) in [
        (list.as_bytes().to_vec(), "UTF-8"),
        (["\u{FEFF}", list].concat().into_bytes(), "UTF-8"),
        (sjis.clone(), "Shift_JIS"),
        (utf16, "UTF-16"),
    ] {
        let read = read(&bytes);
        assert!(read.notes[0].contains(word), "{:?}", read.notes);
        assert_eq!(cells(&read), [["見本情報㈱", ""], ["表示ソフト", ""]], "{word}");
        assert_eq!(read.tables[0].table.heads[0], "名称");
    }
    let mut broken = sjis;
    let at = broken.iter().rposition(|byte| *byte == b'\n').unwrap() - 4;
    broken[at] = 0xFF;
    let read = read(&broken);
    assert_eq!(told(&read), [("3行目 A列（名称）".to_owned(), "broken-bytes")]);
    assert!(read.faults[0].message.contains("Shift_JIS"));
}

#[test]
fn text_with_tabs_quotes_and_breaks_is_read_and_values_without_a_head_are_told() {
    let read = read("名称\t認証\na\t\"一行\r\n二行\"\tはみ出し\n".as_bytes());
    assert_eq!(cells(&read), [["a", "一行\n二行", "はみ出し"]]);
    assert_eq!(told(&read), [("2行目 C列".to_owned(), "no-head")]);
    let wide = format!("名称{}\na\n", ",x".repeat(300));
    assert_eq!(refused(wide.as_bytes()).0, "too-many-columns");
    let open = format!("名称\n\"{}", "あ\n".repeat(40_000));
    let read = exchange::read(Kind::Parties, open.as_bytes()).unwrap();
    assert_eq!(read.faults[0].code, "cell-too-long");
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let bytes = vec![b'a'; exchange::LIMIT + 1];
    assert_eq!(refused(&bytes).0, "file-too-large");
}
