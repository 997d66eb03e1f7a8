//! Clause sets out of a ward's own text.

use crate::support::cli::Office;

const TEXT: &str = "（別紙１）
特　記　事　項
（心構え）
１　受託者は、区の情報を守るものとする。
（集めない情報）
２　受託者は、次に掲げる情報を集めてはならない。
(1) 信条に関する情報
(2) 犯歴に関する情報
３　受託者は、前項に反したときは、区に知らせ
- 2 -
なければならない。
（損害）
10　受託者は、第１項から第３項までに反したときは、損害を償うものとする。
";

#[test]
fn a_text_becomes_clauses_with_items_references_and_doubts() {
    let read = Office::empty().run_with(&["clauses", "parse", "-"], TEXT.as_bytes()).json();
    assert_eq!(read["title"], "特記事項");
    let clauses = read["clauses"].as_array().unwrap();
    let numbers: Vec<_> = clauses.iter().map(|clause| clause["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 10]);
    assert_eq!(clauses[1]["items"][1]["label"], "(2)");
    assert_eq!(clauses[1]["items"][1]["text"], "犯歴に関する情報");
    assert_eq!(clauses[2]["caption"], "集めない情報");
    assert_eq!(clauses[2]["references"][0]["from"], 2);
    assert_eq!(clauses[3]["references"][0]["to"], 3);
    let furniture = &read["warnings"][0];
    let gap = read["warnings"].as_array().unwrap().iter().find(|warning| warning["code"] == "number-gap");
    assert_eq!(gap.unwrap()["line"], 13);
    assert_eq!((furniture["line"].as_u64(), furniture["code"].as_str()), (Some(10), Some("page-number")));
}

#[test]
fn the_same_is_shown_to_people() {
    let shown =
        Office::empty().run_with(&["clauses", "parse", "--format", "text", "-"], TEXT.as_bytes()).done();
    for part in
        ["特記事項", "2（集めない情報）　受託者は", "　(1)　信条に関する情報", "　→ 前項：2", "10行目"]
    {
        assert!(shown.text().contains(part), "{part}: {}", shown.text());
    }
}

#[test]
fn a_text_without_clauses_is_refused() {
    let office = Office::empty();
    for (input, code) in
        [(&b"\n"[..], "file-empty"), ("ただの文章です。".as_bytes(), "no-clauses"), (b"%PDF-1.7", "file-pdf")]
    {
        let refused = office.run_with(&["clauses", "parse", "-"], input).refused();
        assert!(refused.stderr.contains(code), "{}", refused.stderr);
    }
    let missing = office.run(&["clauses", "parse", "no-such-file.txt"]).refused();
    assert!(missing.stderr.contains("no-such-file.txt"), "{}", missing.stderr);
    // It needs no register, and makes none.
    assert!(!office.database_file().exists());
}
