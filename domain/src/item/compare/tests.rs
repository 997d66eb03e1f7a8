use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::item::Line;

fn id<T>(n: u128) -> Id<T> {
    Id::new(Uuid::from_u128(n))
}

fn item(reason: &[&str]) -> Item {
    let nil = Uuid::nil();
    let lines: Vec<_> =
        reason.iter().zip(100_u128..).map(|(text, n)| json!({"id": id::<Line>(n), "text": text})).collect();
    serde_json::from_value(json!({
        "id": id::<Item>(1), "kind": "outsourcing", "programme": nil, "versions": [{
            "id": id::<Item>(2), "state": "in_force", "title": "見守り電話の委託", "holding_section": nil,
            "registered_business": nil, "legal_basis": nil, "party": nil, "reason": lines, "description": [],
            "periods": [], "data_groups": [], "protections": []
        }]
    }))
    .unwrap()
}

fn told(row: &ComparedRow) -> Vec<String> {
    let piece = |piece: &Piece| match piece {
        Piece::Same(text) => text.clone(),
        Piece::Gone(text) => format!("[-{text}]"),
        Piece::New(text) => format!("[+{text}]"),
    };
    row.lines.iter().map(|line| line.iter().map(piece).collect()).collect()
}

fn reasons(item: &Item) -> Vec<String> {
    let rows = compare(item, &item.versions[0], item.versions.last().unwrap(), &Names::new());
    rows.iter().find(|row| row.label == "委託理由").map(told).unwrap_or_default()
}

#[test]
fn a_fresh_proposal_differs_in_nothing() {
    let mut item = item(&["人手が足りない。", "専門の知識が要る。"]);
    item.propose(id(3)).unwrap();
    let rows = compare(&item, &item.versions[0], &item.versions[1], &Names::new());
    assert!(rows.iter().all(|row| !row.differs()), "{rows:?}");
}

#[test]
fn a_line_is_known_again_however_much_of_it_changed_and_wherever_it_went() {
    let mut item = item(&["一", "人手が足りない。", "三"]);
    item.propose(id(3)).unwrap();
    let lines = &mut item.versions[1].reason;
    lines.swap(0, 2);
    lines[1].text = "全く別の文章。".into();
    let told = reasons(&item);
    assert_eq!((told[0].as_str(), told[2].as_str()), ("三", "一"));
    assert!(told[1].contains("[-") && told[1].contains("[+") && told.len() == 3, "{told:?}");
}

#[test]
fn what_is_gone_stands_where_it_stood() {
    let mut item = item(&["一", "二", "三"]);
    item.propose(id(3)).unwrap();
    item.versions[1].reason.remove(1);
    item.versions[1].reason.push(Line { id: Some(id(900)), label: None, text: "四".into() });
    assert_eq!(reasons(&item), ["一", "[-二]", "三", "[+四]"]);
}

#[test]
fn lines_that_share_no_id_are_matched_by_their_text() {
    let mut item = item(&["施錠できる書庫に保管する。", "二"]);
    item.propose(id(3)).unwrap();
    for (line, n) in item.versions[1].reason.iter_mut().zip(500..) {
        line.id = Some(id(n));
    }
    item.versions[1].reason[0].text = "施錠できる金庫に保管する。".into();
    assert_eq!(reasons(&item), ["施錠できる[-書庫][+金庫]に保管する。", "二"]);
}

#[test]
fn a_line_is_followed_over_several_versions() {
    let mut item = item(&["人手が足りない。"]);
    for n in 3..6 {
        item.propose(id(n)).unwrap();
        item.bring_into_force(
            chrono::NaiveDate::from_ymd_opt(2020 + i32::try_from(n).unwrap(), 4, 1).unwrap(),
            None,
            chrono::NaiveDate::MAX,
        )
        .unwrap();
    }
    item.versions[3].reason[0].text = "全く別の文章。".into();
    assert_eq!(reasons(&item).len(), 1);
}

proptest! {
    #[test]
    fn every_line_of_both_stands_in_the_comparison(
        old in prop::collection::vec("[一二三四あいう。]{1,6}", 0..6),
        new in prop::collection::vec("[一二三四あいう。]{1,6}", 0..6),
    ) {
        let old: Vec<&str> = old.iter().map(String::as_str).collect();
        let mut item = item(&old);
        item.propose(id(3)).unwrap();
        let line = |(text, n): (&String, u128)| Line { id: Some(id(n)), label: None, text: text.clone() };
        item.versions[1].reason = new.iter().zip(700..).map(line).collect();
        let rows = compare(&item, &item.versions[0], &item.versions[1], &Names::new());
        let lines = rows.iter().find(|row| row.label == "委託理由").map(|row| row.lines.clone()).unwrap_or_default();
        let side = |wanted: fn(&Piece) -> Option<&String>| -> Vec<String> {
            let texts = lines.iter().map(|line| line.iter().filter_map(wanted).map(String::as_str).collect::<String>());
            let mut texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
            texts.sort();
            texts
        };
        let after = side(|piece| match piece { Piece::Same(text) | Piece::New(text) => Some(text), Piece::Gone(_) => None });
        let before = side(|piece| match piece { Piece::Same(text) | Piece::Gone(text) => Some(text), Piece::New(_) => None });
        let (mut old, mut new) = (old.into_iter().map(str::to_owned).collect::<Vec<_>>(), new);
        old.sort();
        new.sort();
        prop_assert_eq!(before, old);
        prop_assert_eq!(after, new);
    }
}
