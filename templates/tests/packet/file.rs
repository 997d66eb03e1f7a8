//! What the file says of itself.

use templates::render;

use crate::fixture::packet;
use crate::tools;

#[test]
fn the_same_packet_gives_the_same_bytes() {
    let first = render(&packet()).expect("rendered");
    let mut other = packet();
    other.outline.heading = "別の概要".into();
    assert_ne!(render(&other).expect("rendered"), first);
    assert_eq!(render(&packet()).expect("rendered"), first);
}

#[test]
fn another_ident_is_another_document() {
    let mut other = packet();
    other.ident.push('x');
    assert_ne!(render(&other).expect("rendered"), render(&packet()).expect("rendered"));
}

#[test]
fn it_is_tagged_titled_and_dated_by_the_packet() {
    let pdf = render(&packet()).expect("rendered");
    let Some(info) = tools::read("pdfinfo", &["-isodates"], &pdf) else { return };
    let says = |key: &str| {
        info.lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))
            .map(str::trim)
            .unwrap_or_default()
    };
    assert_eq!(says("Tagged"), "yes");
    assert_eq!(says("Title"), "高齢者見守り訪問の委託について");
    assert_eq!(says("Author"), "見本区");
    assert!(says("CreationDate").starts_with("2026-07-01"), "{info}");
    assert_eq!(says("Page size"), "595.276 x 841.89 pts (A4)");
}

#[test]
fn it_claims_pdf_a_2a_and_pdf_ua_1_in_japanese() {
    let pdf = render(&packet()).expect("rendered");
    let plain = String::from_utf8_lossy(&pdf);
    for claim in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/Lang(ja-JP)",
    ] {
        assert!(plain.replace(' ', "").contains(claim), "{claim}");
    }
}

#[test]
fn all_fonts_are_embedded() {
    let pdf = render(&packet()).expect("rendered");
    let Some(fonts) = tools::read("pdffonts", &[], &pdf) else { return };
    let rows: Vec<Vec<&str>> = fonts.lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    for name in ["BIZUDMincho-Regular", "BIZUDGothic-Bold"] {
        assert!(rows.iter().any(|row| row[0].ends_with(name)), "{fonts}");
    }
    // … type encoding emb sub uni object ID
    assert!(rows.iter().all(|row| row[row.len() - 5..row.len() - 2] == ["yes", "yes", "yes"]), "{fonts}");
}

#[test]
fn headings_are_bookmarks() {
    let pdf = render(&packet()).expect("rendered");
    let Some(xml) = tools::read("pdftohtml", &["-xml", "-i", "-stdout"], &pdf) else { return };
    let bookmarks: Vec<&str> =
        xml.lines().filter_map(|line| line.strip_prefix("<item page=\"")?.strip_suffix("</item>")).collect();
    assert_eq!(
        bookmarks,
        [
            "1\">見本区情報公開・個人情報保護審議会　諮問・報告事項",
            "2\">事業の概要",
            "3\">別紙（業務委託）",
            "3\">◇個人情報の収集を伴う委託、電子計算機による処理を伴う委託及びその他の委託（第18条第１項）・・・報告事項",
            "6\">（別紙１）",
            "6\">特記事項",
            "7\">別紙（電子計算機の外部結合関係）",
            "7\">◇外部との結合（第20条第２項第１号関係）・・・諮問事項",
            "8\">（別紙２）",
            "8\">記録項目",
        ]
    );
}

#[test]
fn rows_have_headers_and_lists_are_lists() {
    let pdf = render(&packet()).expect("rendered");
    let Some(tree) = tools::read("pdfinfo", &["-struct"], &pdf) else { return };
    let count =
        |tag: &str| tree.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(tag)).count();
    let rows: usize = 1 + 4 + 6 + 2;
    assert_eq!((count("TR"), count("TH"), count("TD")), (rows, rows, rows));
    assert_eq!(tree.matches("/Scope /Row").count(), rows);
    assert_eq!((count("H1"), count("H2"), count("H3")), (6, 4, 3));
    assert!(count("LI") > 50 && count("LI") == count("Lbl") && count("LI") == count("LBody"));
}
