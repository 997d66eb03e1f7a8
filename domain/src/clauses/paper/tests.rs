use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::*;

fn edition(with: &Value) -> Edition {
    let mut edition = json!({"id": Uuid::nil(), "number": 1, "state": "published", "clauses": []});
    for (field, value) in with.as_object().unwrap() {
        edition[field] = value.clone();
    }
    serde_json::from_value(edition).unwrap()
}

fn body(text: &str) -> Edition {
    edition(&json!({"clauses": [{"number": 1, "body": text}]}))
}

fn parties() -> PartyLabels {
    PartyLabels { ward: "甲".into(), contractor: "乙".into(), subcontractor: String::new() }
}

fn found(text: &str) -> Vec<String> {
    placeholders(&body(text)).into_iter().map(|found| found.text).collect()
}

fn filled(edition: &Edition, values: &[(&str, &str)]) -> Edition {
    let values = values.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect();
    for_contract(edition, &parties(), &Filled { names: PartyNames::default(), values })
}

#[test]
fn what_is_left_open_is_found() {
    for (text, expected) in [
        ("契約の日は、令和○年○月○日とする。", vec!["令和○年○月○日"]),
        ("令和　　年　　月　　日", vec!["令和　　年　　月　　日"]),
        ("○○課と●●課", vec!["○○", "●●"]),
        ("〔実施機関名〕が定める", vec!["〔実施機関名〕"]),
        ("【　】は、【実施機関名】に", vec!["【　】", "【実施機関名】"]),
        ("場所は＿＿＿とする。（　　　）", vec!["＿＿＿", "（　　　）"]),
        ("第○条の定め", vec!["○"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn what_is_text_is_left_alone() {
    for text in [
        "二〇二六年四月",
        "○　印を付けた項目",
        "（以下「業務」という。）",
        "【共通】の事項",
        "()",
        "甲　見本区の実施機関",
        "第１項及び第３項",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_note_may_say_which_words_are_replaced() {
    let note = "※　「見本区の実施機関」とある箇所には、見本区長又は見本区教育委員会と記入すること。";
    let edition = edition(&json!({"clauses": [
        {"number": 1, "caption": "意義", "body": "次の語は、", "items": [
            {"label": "(1)", "text": "甲　見本区の実施機関", "note": note}
        ]},
        {"number": 2, "body": "見本区の実施機関が定める。"}
    ]}));
    let found = placeholders(&edition);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].text.as_str(), found[0].places, found[0].place.as_str()),
        ("見本区の実施機関", 2, "１ (1)")
    );
    assert!(found[0].hint.as_deref().unwrap().starts_with("「見本区の実施機関」"));
    let paper = filled(&edition, &[("p1", "見本区長")]);
    assert_eq!(paper.clauses[0].items[0].text, "甲　見本区長");
    assert_eq!(paper.clauses[1].body, "見本区長が定める。");
    assert_eq!(paper.clauses[0].items[0].note, None);
}

#[test]
fn circles_are_filled_each_and_named_ones_together() {
    let edition = edition(&json!({
        "preamble": ["○○と〔事業者名〕は、", "※　契約に合わせて直すこと。"],
        "clauses": [{"number": 1, "body": "○○は〔事業者名〕に", "note": "任意"}],
        "trailing": ["令和○年○月○日", "＊作成者への注"]
    }));
    let keys: Vec<_> =
        placeholders(&edition).into_iter().map(|found| (found.key, found.text, found.places)).collect();
    let expect = |key: &str, text: &str, places| (key.to_owned(), text.to_owned(), places);
    assert_eq!(
        keys,
        [
            expect("p1", "○○", 1),
            expect("p2", "〔事業者名〕", 2),
            expect("p3", "○○", 1),
            expect("p4", "令和○年○月○日", 1)
        ]
    );
    let paper =
        filled(&edition, &[("p1", "見本区"), ("p2", "見本情報"), ("p4", " 令和8年4月1日 "), ("p3", " ")]);
    assert_eq!(paper.preamble, ["見本区と見本情報は、"]);
    assert_eq!(paper.clauses[0].body, "○○は見本情報に");
    assert_eq!(paper.trailing, ["令和8年4月1日"]);
    assert_eq!(notes(&edition), 3);
    assert_eq!(notes(&paper), 0);
}

#[test]
fn names_stand_for_labels_but_not_where_labels_are_explained() {
    let edition = edition(&json!({"clauses": [
        {"number": 1, "caption": "甲、乙の意義", "body": "次のとおりとする。", "items": [{"label": "(1)", "text": "甲　見本区長"}]},
        {"number": 2, "caption": "秘密の保持", "body": "乙は、甲の○○を漏らしてはならない。"}
    ]}));
    let names =
        PartyNames {
            ward: "見本区長".into(), contractor: "乙種商会".into(), ..PartyNames::default()
        };
    let values = [("p1".to_owned(), "甲の秘密".to_owned())].into();
    let paper = for_contract(&edition, &parties(), &Filled { names, values });
    assert_eq!(paper.clauses[0].caption.as_deref(), Some("甲、乙の意義"));
    assert_eq!(paper.clauses[0].items[0].text, "甲　見本区長");
    // What somebody typed is no label.
    assert_eq!(paper.clauses[1].body, "乙種商会は、見本区長の甲の秘密を漏らしてはならない。");
}

proptest! {
    #[test]
    fn without_values_a_text_stays_as_it_is(texts in proptest::collection::vec("[○〇●＿〔〕【】（）　年月日令和二第条甲a]{0,24}", 1..5)) {
        let clauses: Vec<Value> = texts.iter().zip(1..).map(|(text, number): (_, u32)| json!({"number": number, "body": text})).collect();
        let edition = edition(&json!({"clauses": clauses}));
        prop_assert_eq!(filled(&edition, &[]), edition);
    }

    #[test]
    fn every_place_is_filled(texts in proptest::collection::vec("[○〇●＿〔〕【】（）　年月日令和二第条あ]{0,24}", 1..5)) {
        let clauses: Vec<Value> = texts.iter().zip(1..).map(|(text, number): (_, u32)| json!({"number": number, "body": text})).collect();
        let edition = edition(&json!({"clauses": clauses}));
        let open = placeholders(&edition);
        let places: usize = open.iter().map(|found| found.places).sum();
        let values: Vec<_> = open.iter().map(|found| (found.key.clone(), "値".to_owned())).collect();
        let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let written: String = filled(&edition, &values).clauses.into_iter().map(|clause| clause.body).collect();
        prop_assert_eq!(written.matches('値').count(), places);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        let _ = filled(&body(&text), &[("p1", "値")]);
    }
}
