//! Where things stand on the pages.

use templates::packet::{
    BasisGroup, Block, Clause, ClauseItem, Clauses, Cover, Form, Outline, Part, RecordedItems, Row, Text,
};
use templates::render;

use crate::fixture::{self, packet};
use crate::tools;

#[test]
fn every_part_starts_a_page_and_pages_are_numbered_through() {
    let pdf = render(&packet()).expect("rendered");
    let Some(text) = tools::read("pdftotext", &["-raw", "-"], &pdf) else { return };
    let pages: Vec<&str> = text.split('\u{C}').filter(|page| !page.is_empty()).collect();
    for (index, page) in pages.iter().enumerate() {
        assert_eq!(page.trim_end().lines().last(), Some(format!("－ {} －", index + 1).as_str()));
    }
    let begin = |page: usize| pages[page - 1].lines().next().unwrap_or_default();
    assert_eq!(begin(1), "資料１２");
    assert_eq!(begin(2), "事業の概要");
    assert_eq!(begin(3), "別紙（業務委託）");
    assert_eq!(begin(6), "（別紙１）");
    assert_eq!(begin(7), "別紙（電子計算機の外部結合関係）");
    assert_eq!(begin(8), "（別紙２）");
    assert_eq!(pages.len(), 8);
}

#[test]
fn a_row_longer_than_a_page_goes_on_on_the_next() {
    let pdf = render(&packet()).expect("rendered");
    let Some(first) = tools::text(&pdf, Some((3, 3))) else { return };
    assert!(first.contains(&format!("情報保護対策１{}", fixture::FIRST_MEASURE)), "{first}");
    let second = tools::text(&pdf, Some((4, 4))).expect("poppler");
    assert!(second.contains("25番目の対策"), "{second}");
    let last = tools::text(&pdf, Some((5, 5))).expect("poppler");
    assert!(last.ends_with(fixture::LAST_MEASURE), "{last}");
}

#[test]
fn a_head_is_never_the_last_line_of_a_page() {
    for lines in 30..44 {
        let mut packet = packet();
        let mut content: Vec<Block> = (0..lines).map(|_| Block::line("・", "上の行")).collect();
        content.push(Block::Head { text: "【見出し】".into() });
        content.extend((0..8).map(|_| Block::line("・", "下の行")));
        let Part::Form(form) = &mut packet.parts[0] else { panic!("a form") };
        form.rows = vec![Row::new("内容", content)];
        packet.parts.truncate(1);
        let pdf = render(&packet).expect("rendered");
        let Some(page) = tools::text(&pdf, Some((3, 3))) else { return };
        assert!(!page.ends_with("【見出し】"), "after {lines} lines");
    }
}

#[test]
fn nothing_leaves_the_text_area() {
    let mut packet = packet();
    let long = "あ（".to_owned() + &"！".repeat(90) + &"x".repeat(90) + &"…".repeat(90);
    let Part::Form(form) = &mut packet.parts[0] else { panic!("a form") };
    form.rows.insert(0, Row::new(long.as_str(), vec![Block::line("・", long.as_str())]));
    form.heading = long.as_str().into();
    packet.cover.subject = long.into();
    let pdf = render(&packet).expect("rendered");
    let Some(boxes) = tools::read("pdftotext", &["-bbox", "-"], &pdf) else { return };
    let edge = |line: &str, name: &str| -> f64 {
        let value = line.split(name).nth(1).and_then(|rest| rest.split('"').nth(1));
        value.and_then(|value| value.parse().ok()).expect("a number")
    };
    let words: Vec<&str> = boxes.lines().filter(|line| line.trim().starts_with("<word")).collect();
    assert!(words.len() > 100, "{}", words.len());
    for word in words {
        assert!(edge(word, "xMin") > 55.0 && edge(word, "xMax") < 541.0, "{word}");
    }
}

#[test]
fn a_draft_with_nothing_filled_in_prints() {
    let mut draft = packet();
    draft.title = String::new();
    draft.author = String::new();
    draft.document_number = Text::default();
    draft.cover = Cover::default();
    draft.outline = Outline { rows: vec![Row::default()], ..Outline::default() };
    draft.parts = vec![
        Part::Form(Form { rows: vec![Row::default()], ..Form::default() }),
        Part::Form(Form { form_title: "".into(), ..Form::default() }),
        Part::RecordedItems(RecordedItems {
            content: vec![Block::paragraph("")],
            ..RecordedItems::default()
        }),
        Part::Clauses(Clauses {
            clauses: vec![Clause { items: vec![ClauseItem::default()], ..Clause::default() }],
            ..Clauses::default()
        }),
    ];
    let pdf = render(&draft).expect("rendered");
    let Some(info) = tools::read("pdfinfo", &[], &pdf) else { return };
    assert!(info.contains("Pages:           6"), "{info}");
}

#[test]
fn a_route_without_a_legal_basis_is_not_printed() {
    let mut packet = packet();
    packet.cover.basis = vec![
        BasisGroup { label: "【諮問】".into(), lines: Vec::new() },
        BasisGroup {
            label: "【報告】".into(), lines: vec!["◇第18条第１項（業務委託）".into()]
        },
    ];
    let pdf = render(&packet).expect("rendered");
    let Some(text) = tools::text(&pdf, Some((1, 1))) else { return };
    assert!(!text.contains("【諮問】") && text.contains("条例の根拠【報告】◇第18条"), "{text}");
}
