//! The ledger, read back by other programs.

use std::io::Write;

use templates::ledger::{Cells, Column, Ledger, LedgerPdf, Printed};

use crate::tools::{read, squeezed};

const ROWS: usize = 300;

fn ledger(tagged: bool) -> Ledger {
    let column = |head: &str, share, role| Column { head: head.to_owned(), share, role };
    Ledger {
        title: "見本の台帳".to_owned(),
        notes: vec!["見本区　令和8年4月1日現在".to_owned()],
        columns: vec![
            column("番号", 4, Cells::Figures),
            column("件名", 20, Cells::Heads),
            column("情報項目", 30, Cells::Text),
            column("期間", 12, Cells::Text),
        ],
        empty: "案件はありません。".to_owned(),
        tagged,
    }
}

fn title(number: usize) -> String {
    format!("第{number}号健康診査の受診券（はがき）作成業務")
}

/// Three sections; the hundredth row is longer than a page.
fn printed(tagged: bool) -> (Printed, Vec<u8>) {
    let mut pdf = LedgerPdf::begin(ledger(tagged), Vec::new()).expect("begun");
    for number in 1..=ROWS {
        if number % 100 == 1 {
            pdf.section(&format!("健康部第{}課", number / 100 + 1));
        }
        let data = if number == 100 {
            "氏名、住所、".repeat(800)
        } else {
            format!("{number}人の氏名、email")
        };
        let cells = [number.to_string(), title(number), data, "令和８年度\n以降同様".to_owned()];
        pdf.row(&cells).expect("a row");
    }
    pdf.finish().expect("finished")
}

#[test]
fn rows_come_in_order_with_page_numbers_and_their_total() {
    let (printed, bytes) = printed(true);
    let Some(text) = read("pdftotext", &["-raw", "-enc", "UTF-8", "-"], &bytes) else { return };
    let pages: Vec<String> = text.trim_end_matches('\u{c}').split('\u{c}').map(squeezed).collect();
    assert_eq!(pages.len(), usize::try_from(printed.pages).expect("some"));
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("{}/{}ページ", at + 1, pages.len())), "{page}");
        assert!(page.contains("番号件名情報項目期間"), "page {} has no heads", at + 1);
    }
    let whole = pages.concat();
    let mut from = 0;
    for number in 1..=ROWS {
        let found = whole[from..].find(&title(number));
        from += found.unwrap_or_else(|| panic!("row {number} is missing or out of order"));
    }
    assert!(printed.unprintable.is_empty());
}

#[test]
fn a_row_longer_than_a_page_goes_on() {
    let (_, bytes) = printed(true);
    let Some(text) = read("pdftotext", &["-raw", "-enc", "UTF-8", "-"], &bytes) else { return };
    assert_eq!(squeezed(&text).matches("住所").count(), 800);
}

#[test]
fn the_file_is_sound_its_fonts_are_inside_and_it_is_tagged_if_asked() {
    for tagged in [true, false] {
        let (_, bytes) = printed(tagged);
        let Some(checked) = read("qpdf", &["--check"], &bytes) else { return };
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        let Some(said) = read("pdfinfo", &[], &bytes) else { return };
        let tags = said.lines().find(|line| line.starts_with("Tagged:")).unwrap_or_default();
        assert_eq!(tags.contains("yes"), tagged, "{said}");
        assert!(said.contains("見本の台帳"), "{said}");
        let Some(fonts) = read("pdffonts", &[], &bytes) else { return };
        assert!(fonts.lines().count() > 3, "{fonts}");
        for font in fonts.lines().skip(2) {
            assert!(font.contains("yes yes yes"), "not embedded as a subset with its characters: {font}");
        }
    }
}

#[test]
fn sections_have_bookmarks_headings_and_tables_with_heads() {
    let (_, bytes) = printed(true);
    let Some(json) = read("qpdf", &["--json", "--json-key=outlines"], &bytes) else { return };
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let titles: Vec<&str> = json["outlines"]
        .as_array()
        .expect("outlines")
        .iter()
        .filter_map(|item| item["title"].as_str())
        .collect();
    assert_eq!(titles, ["健康部第1課", "健康部第2課", "健康部第3課"]);
    let Some(structure) = read("pdfinfo", &["-struct"], &bytes) else { return };
    let count = |role: &str| {
        structure
            .lines()
            .filter(|line| line.split_whitespace().next().map(|it| it.trim_end_matches(':')) == Some(role))
            .count()
    };
    assert_eq!((count("H1"), count("H2"), count("Table"), count("THead")), (1, 3, 3, 3));
    assert_eq!(count("TR"), ROWS + 3);
    assert_eq!(count("TD"), ROWS * 3);
    // A head for each column of each table, and one for each row.
    assert_eq!(count("TH"), 3 * 4 + ROWS);
    assert_eq!(structure.matches("/Scope /Row").count(), ROWS);
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    assert!(printed(true).1 == printed(true).1);
}

#[test]
fn what_no_font_has_is_printed_as_geta_and_named() {
    let mut pdf = LedgerPdf::begin(ledger(true), Vec::new()).expect("begun");
    pdf.section("課");
    pdf.row(&["1", "𠮷田（\u{E000}）商店", "葛\u{E0100}飾", ""]).expect("a row");
    let (printed, bytes) = pdf.finish().expect("finished");
    assert_eq!(printed.unprintable, ['\u{E000}', '𠮷', '\u{E0100}']);
    let Some(text) = read("pdftotext", &["-raw", "-enc", "UTF-8", "-"], &bytes) else { return };
    let text = squeezed(&text);
    assert!(text.contains("〓田（〓）商店") && text.contains("葛〓飾"), "{text}");
    assert!(text.contains("U+E000、U+20BB7、U+E0100"), "{text}");
}

#[test]
fn a_list_without_rows_says_so() {
    let pdf = LedgerPdf::begin(ledger(true), Vec::new()).expect("begun");
    let (printed, bytes) = pdf.finish().expect("finished");
    assert_eq!(printed.pages, 1);
    let Some(text) = read("pdftotext", &["-raw", "-enc", "UTF-8", "-"], &bytes) else { return };
    assert!(squeezed(&text).contains("案件はありません。"), "{text}");
}

#[test]
fn pages_leave_as_they_fill_and_a_reader_that_went_ends_it() {
    struct Gone(usize);
    impl Write for Gone {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut pdf = LedgerPdf::begin(ledger(false), Gone(20_000)).expect("begun");
    pdf.section("課");
    let written = (1..100_000).find(|number| pdf.row(&[number.to_string(), title(*number)]).is_err());
    assert!(written.is_some_and(|number| number < 5_000), "{written:?}");
}
