//! A clause set by itself.

use chrono::NaiveDate;
use templates::packet::{Clause, ClauseItem, Clauses, Text};
use templates::{Attachment, missing_glyphs, render};

use crate::tools::{self, squeezed};

const BODY: &str = "乙は、業務を行うに当たり、個人情報の漏えい、滅失又は毀損を防ぐために必要な措置を講じ、これを従事する者の全員に守らせるものとする。";

fn item(label: &str, text: &str, items: Vec<ClauseItem>) -> ClauseItem {
    ClauseItem { label: label.into(), text: text.into(), notes: Vec::new(), items }
}

fn clause(number: &str, caption: Option<&str>, body: &str) -> Clause {
    Clause { number: number.into(), caption: caption.map(Text::from), body: body.into(), ..Clause::default() }
}

fn attachment(clauses: Vec<Clause>) -> Attachment {
    Attachment {
        title: "特記事項（見本型　第1版）".into(),
        author: "見本区".into(),
        date: NaiveDate::from_ymd_opt(2026, 7, 1).expect("a day"),
        ident: "0197c6a0-0000-7000-8000-0000000000c1".into(),
        head: None,
        clauses: Clauses {
            annex_label: "（別紙１）".into(),
            title: "特記事項".into(),
            clauses,
            ..Clauses::default()
        },
    }
}

fn sixty() -> Attachment {
    let label = |number: u32| match number {
        1..=9 => char::from_u32(0xFF10 + number).expect("a digit").to_string(),
        _ => number.to_string(),
    };
    let of =
        |number: u32| clause(&label(number), Some("（見出し）").filter(|_| !number.is_multiple_of(3)), BODY);
    attachment((1..=60).map(of).collect())
}

#[test]
fn it_claims_what_the_packet_claims_and_embeds_its_fonts() {
    let pdf = render(&sixty()).expect("rendered");
    let plain = String::from_utf8_lossy(&pdf).replace(' ', "");
    for claim in ["<pdfaid:part>2</pdfaid:part>", "<pdfuaid:part>1</pdfuaid:part>", "/Lang(ja-JP)"] {
        assert!(plain.contains(claim), "{claim}");
    }
    assert_eq!(render(&sixty()).expect("rendered"), pdf, "the same bytes");
    let Some(fonts) = tools::read("pdffonts", &[], &pdf) else { return };
    let rows: Vec<Vec<&str>> = fonts.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    assert!(!rows.is_empty());
    assert!(rows.iter().all(|row| row[row.len() - 5..row.len() - 2] == ["yes", "yes", "yes"]), "{fonts}");
    let info = tools::read("pdfinfo", &["-isodates"], &pdf).expect("poppler");
    assert!(info.contains("特記事項（見本型　第1版）") && info.contains("2026-07-01"), "{info}");
}

#[test]
fn sixty_clauses_are_printed_in_order_with_pages_numbered() {
    let paper = sixty();
    let pdf = render(&paper).expect("rendered");
    let Some(text) = tools::text(&pdf, None) else { return };
    let mut expected = String::from("（別紙１）特記事項");
    for clause in &paper.clauses.clauses {
        expected += &clause.caption.as_ref().map(Text::plain).unwrap_or_default();
        expected += &clause.number.plain();
        expected += &clause.body.plain();
    }
    assert_eq!(text, squeezed(&expected));
    let raw = tools::read("pdftotext", &["-raw", "-"], &pdf).expect("poppler");
    let pages: Vec<&str> = raw.split('\u{C}').filter(|page| !page.is_empty()).collect();
    assert!(pages.len() >= 4);
    for (index, page) in pages.iter().enumerate() {
        let lines: Vec<&str> = page.trim_end().lines().collect();
        assert_eq!(lines.last(), Some(&format!("－ {} －", index + 1).as_str()));
        // No caption is left behind at the foot of a page.
        assert_ne!(lines[lines.len() - 2], "（見出し）");
    }
}

#[test]
fn captions_may_stand_on_the_line_of_the_number() {
    let mut paper = sixty();
    paper.clauses.captions_beside = true;
    let pdf = render(&paper).expect("rendered");
    let Some(text) = tools::text(&pdf, None) else { return };
    let mut expected = String::from("（別紙１）特記事項");
    for clause in &paper.clauses.clauses {
        expected += &clause.number.plain();
        expected += &clause.caption.as_ref().map(Text::plain).unwrap_or_default();
        expected += &clause.body.plain();
    }
    assert_eq!(text, squeezed(&expected));
    let raw = tools::read("pdftotext", &["-layout", "-"], &pdf).expect("poppler");
    let beside = raw.lines().filter(|line| line.contains("（見出し）"));
    assert_eq!(beside.clone().filter(|line| line.trim().starts_with("（見出し）")).count(), 0, "{raw}");
    assert_eq!(beside.count(), 40);
    for page in raw.split('\u{C}').filter(|page| !page.is_empty()) {
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        assert!(!lines[lines.len() - 2].contains("（見出し）"), "left behind at the foot: {page}");
    }
}

#[test]
fn a_draft_says_so_on_each_page() {
    let mut paper = sixty();
    paper.head = Some("案".into());
    let pdf = render(&paper).expect("rendered");
    let Some(raw) = tools::read("pdftotext", &["-raw", "-"], &pdf) else { return };
    let pages: Vec<&str> = raw.split('\u{C}').filter(|page| !page.is_empty()).collect();
    assert!(pages.iter().all(|page| page.lines().any(|line| line == "案")), "{raw}");
}

#[test]
fn a_clause_longer_than_a_page_and_items_four_deep_go_on() {
    let mut long = clause("第１条", Some("（長い条）"), &BODY.repeat(60));
    long.items = vec![item(
        "(1)",
        "一段目",
        vec![item(
            "ア",
            "二段目",
            vec![item("(ｱ)", "三段目", vec![item("ａ", &format!("四段目{BODY}"), Vec::new())])],
        )],
    )];
    let paper = attachment(vec![long, clause("第２条", Some(""), BODY), clause("第１０条", None, BODY)]);
    let pdf = render(&paper).expect("rendered");
    let Some(text) = tools::text(&pdf, None) else { return };
    assert!(text.contains("(1)一段目ア二段目(ｱ)三段目ａ四段目"), "{text}");
    assert!(text.ends_with(&squeezed(&format!("第２条{BODY}第１０条{BODY}"))), "{text}");
    let tree = tools::read("pdfinfo", &["-struct"], &pdf).expect("poppler");
    let count =
        |tag: &str| tree.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(tag)).count();
    assert_eq!((count("LI"), count("Lbl")), (3 + 4, 3 + 4), "{tree}");
}

#[test]
fn numbers_hang_in_one_column() {
    let paper = attachment(vec![
        clause("第１条", Some("（一）"), "始まり"),
        clause("第１０条", Some("（二）"), "始まり"),
    ]);
    let pdf = render(&paper).expect("rendered");
    let Some(boxes) = tools::read("pdftotext", &["-bbox", "-"], &pdf) else { return };
    let left: Vec<&str> = boxes
        .lines()
        .filter(|line| line.contains("始まり"))
        .filter_map(|line| line.split("xMin=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(left.len(), 2, "{boxes}");
    assert_eq!(left[0], left[1]);
}

#[test]
fn what_cannot_be_printed_is_named_by_its_clause() {
    let paper = attachment(vec![clause("１", Some("（目的）"), "𠮷野")]);
    let missing = missing_glyphs(&paper);
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].field, "clauses.clauses[0].body");
    assert!(missing[0].label.contains("（目的）"), "{}", missing[0].label);
    let mut bare = attachment(vec![clause("１", None, "本文")]);
    bare.clauses.annex_label = "".into();
    assert!(render(&bare).is_ok());
}
