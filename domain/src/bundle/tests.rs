use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Bundle, Known, check, give_ids};

fn id(n: u32) -> String {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + u128::from(n)).to_string()
}

/// A small ward: one outsourcing, its re-outsourcing, one paper.
fn ward() -> Value {
    let version = |n: u32, basis: u32| {
        json!({
            "id": id(n), "state": "proposal", "title": "見守り電話業務の委託について",
            "holding_section": id(3), "registered_business": id(4), "legal_basis": id(basis), "party": id(6),
            "reason": [{"text": "専門の要員がいるため。"}], "description": [{"text": "電話をかける。"}],
            "periods": [{"text": "令和９年４月１日から"}],
            "data_groups": [{
                "direction": "provided", "subject": "対象者", "subject_style": "bullet",
                "items": [{"name": "氏名"}, {"name": "住所"}], "annex": id(7)
            }],
            "protections": [{"by": "ward", "kind": "clause_sets", "text": "契約にあたり"}],
            "clause_sets": [{"edition": id(9), "role": "governing"}]
        })
    };
    let basis = |n: u32, kind: &str| {
        json!({
            "id": id(n), "instrument": "見本区条例", "article": "第1条", "cover_label": "業務委託",
            "form_title": "別紙（業務委託）", "form_heading": "委託", "item_kind": kind, "route": "report"
        })
    };
    json!({
        "format": "azukari", "version": 1,
        "ward": {"name": "見本区", "council_name": "審議会", "basis_label": "根拠", "document_prefix": "資料"},
        "implementing_bodies": [{"id": id(1), "name": "見本区長"}],
        "departments": [{"id": id(2), "body": id(1), "name": "福祉部"}],
        "sections": [{"id": id(3), "department": id(2), "name": "高齢者課"}],
        "registered_businesses": [{"id": id(4), "name": "見守り", "section": id(3)}],
        "legal_bases": [basis(5, "outsourcing"), basis(15, "reoutsourcing")],
        "parties": [{"id": id(6), "kind": "named", "name": "見本電話株式会社"}],
        "annexes": [{"id": id(7), "title": "記録項目", "entries": [{"name": "電話番号"}]}],
        "clause_sets": [{
            "id": id(8), "name": "基本型", "variant": "contractor", "title": "特記事項",
            "parties": {"ward": "甲", "contractor": "乙"},
            "editions": [{"id": id(9), "number": 1, "state": "published", "clauses": [
                {"number": 1, "caption": "基本的事項", "body": "守る。"},
                {"number": 2, "body": "守らせる。", "items": [{"label": "(1)", "text": "一つ"}]}
            ]}]
        }],
        "programmes": [{
            "id": id(10), "name": "見守り", "section": id(3), "purpose": "", "subjects": "", "description": []
        }],
        "items": [
            {"id": id(11), "kind": "outsourcing", "programme": id(10), "versions": [version(12, 5)]},
            {"id": id(13), "kind": "reoutsourcing", "programme": id(10), "parent": id(11),
             "versions": [version(14, 15)]}
        ],
        "sessions": [{"id": id(20), "fiscal_year": 2026, "number": 1}],
        "submissions": [{
            "id": id(21), "session": id(20), "document_number": 3, "title": "見守り電話について",
            "programme": id(10), "section": id(3), "state": "draft",
            "outline": {"programme_name": "見守り", "section": "高齢者課", "purpose": "", "subjects": "",
                        "description": [{"kind": "paragraph", "text": "見守る。"}]},
            "parts": [{"kind": "form", "version": id(12)}, {"kind": "clauses", "edition": id(9)},
                      {"kind": "recorded_items", "annex": id(7)}]
        }]
    })
}

fn bundle(value: &Value) -> Bundle {
    serde_json::from_value(value.clone()).expect("the fixture is well-formed")
}

fn faults(value: &Value) -> Vec<(&'static str, String)> {
    check(&bundle(value), &Known::default()).into_iter().map(|f| (f.code, f.place.to_string())).collect()
}

/// The faults after one place of the sound ward is set to something else.
fn faults_with(pointer: &str, value: Value) -> Vec<(&'static str, String)> {
    let mut ward = ward();
    *ward.pointer_mut(pointer).expect("the place exists") = value;
    faults(&ward)
}

#[test]
fn nothing_is_in_force_by_a_decision_to_wait() {
    let decided = |state: &str, result: &str| {
        let mut ward = ward();
        let outcome =
            json!({"id": id(30), "session": id(20), "item": id(11), "title": "見守り", "result": result});
        ward["outcomes"] = json!([outcome]);
        ward["items"][0]["versions"][0]["state"] = state.into();
        ward["items"][0]["versions"][0]["decided_by"] = id(30).into();
        ward
    };
    let place = || ("not-decided", "$.items[0].versions[0].decided_by".to_owned());
    for state in ["in_force", "past", "proposal"] {
        for result in ["approved", "conditionally_approved", "acknowledged"] {
            assert_eq!(faults(&decided(state, result)), [], "{state} {result}");
        }
        for result in ["continued", "withdrawn"] {
            let expected = if state == "proposal" { vec![] } else { vec![place()] };
            assert_eq!(faults(&decided(state, result)), expected, "{state} {result}");
        }
    }
}

#[test]
fn a_sound_bundle_has_no_fault() {
    assert_eq!(faults(&ward()), []);
}

#[test]
fn what_is_put_away_has_nothing_live_under_it() {
    let away = |items: &[usize]| {
        let mut ward = ward();
        for item in items {
            ward["items"][item]["archived_at"] = json!("2026-11-22T00:00:00Z");
        }
        faults(&ward).into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    assert_eq!(away(&[0]), ["live-children", "archived-parent"]);
    assert!(away(&[1]).is_empty() && away(&[0, 1]).is_empty());
}

#[test]
fn each_fault_is_named_with_its_place() {
    let cases = [
        ("/format", json!("other"), "bundle-format", "$.format"),
        ("/version", json!(2), "bundle-version", "$.version"),
        ("/items/1/id", json!(id(11)), "duplicate-id", "$.items[1].id"),
        ("/items/0/versions/0/party", json!(id(99)), "dangling-reference", "$.items[0].versions[0].party"),
        ("/items/0/versions/0/title", json!(" 　"), "empty-text", "$.items[0].versions[0].title"),
        (
            "/items/0/versions/0/title",
            json!("あ".repeat(501)),
            "text-too-long",
            "$.items[0].versions[0].title",
        ),
        ("/parties/0/name", json!("見本\u{202e}電話"), "forbidden-character", "$.parties[0].name"),
        ("/items/1/parent", Value::Null, "missing-parent", "$.items[1].parent"),
        ("/items/1/parent", json!(id(13)), "parent-cycle", "$.items[1].parent"),
        ("/items/0/parent", Value::Null, "", ""),
        (
            "/items/0/versions/0/legal_basis",
            json!(id(15)),
            "basis-kind",
            "$.items[0].versions[0].legal_basis",
        ),
        ("/items/0/versions", json!([]), "no-version", "$.items[0].versions"),
        ("/sessions/0/number", json!(0), "session-number", "$.sessions[0].number"),
        ("/submissions/0/document_number", json!(0), "document-number", "$.submissions[0].document_number"),
        (
            "/clause_sets/0/editions/0/clauses/1/number",
            json!(1),
            "duplicate-number",
            "$.clause_sets[0].editions[0].clauses[1].number",
        ),
        (
            "/clause_sets/0/editions/0/clauses/1/number",
            json!(3),
            "clause-number",
            "$.clause_sets[0].editions[0].clauses[1].number",
        ),
    ];
    for (pointer, value, code, place) in cases {
        let mut ward = ward();
        if pointer == "/items/0/parent" {
            ward["items"][0]["parent"] = json!(id(13));
            let found = faults(&ward);
            assert!(found.contains(&("unexpected-parent", "$.items[0].parent".to_owned())), "{found:?}");
            continue;
        }
        let found = faults_with(pointer, value);
        assert!(found.contains(&(code, place.to_owned())), "{pointer}: {found:?}");
    }
}

#[test]
fn lives_begin_before_they_end_and_no_succession_leads_back() {
    let section = |n: u32, more: Value| {
        let mut section = json!({"id": id(n), "department": id(2), "name": format!("課{n}")});
        section.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
        section
    };
    let with = |sections: Vec<Value>| {
        let mut ward = ward();
        ward["sections"].as_array_mut().expect("a list").extend(sections);
        faults(&ward)
    };
    let ended = |next: u32| json!({"valid_to": "2026-03-31", "successor": id(next)});
    assert_eq!(with(vec![section(40, ended(3))]), []);
    assert_eq!(
        with(vec![section(40, json!({"valid_from": "2026-04-01", "valid_to": "2026-03-31"}))]),
        [("validity-order", "$.sections[1].valid_to".to_owned())]
    );
    assert_eq!(
        with(vec![section(40, json!({"successor": id(3)}))]),
        [("successor-without-end", "$.sections[1].valid_to".to_owned())]
    );
    assert_eq!(
        with(vec![section(40, ended(40))]),
        [("successor-cycle", "$.sections[1].successor".to_owned())]
    );
    let ring: Vec<Value> = (40..44).map(|n| section(n, ended(if n == 43 { 40 } else { n + 1 }))).collect();
    assert_eq!(with(ring).len(), 4);
    assert_eq!(
        with(vec![section(40, ended(99))]),
        [("dangling-reference", "$.sections[1].successor".to_owned())]
    );
}

#[test]
fn a_name_is_borne_once_at_a_time() {
    let with = |from: Value, to: Value, name: &str, department: u32| {
        let mut ward = ward();
        ward["sections"][0]["valid_to"] = to;
        let other = json!({"id": id(40), "department": id(department), "name": name, "valid_from": from});
        ward["sections"].as_array_mut().expect("a list").push(other);
        ward["departments"].as_array_mut().expect("a list").push(json!(
            {"id": id(41), "body": id(1), "name": "健康部"}
        ));
        faults(&ward)
    };
    let duplicate = [("duplicate-name", "$.sections[1].name".to_owned())];
    assert_eq!(with(Value::Null, Value::Null, "高齢者課", 2), duplicate);
    assert_eq!(with(Value::Null, Value::Null, " 高齢者 課", 2), duplicate);
    assert_eq!(with(Value::Null, Value::Null, "高齢者課", 41), []);
    assert_eq!(with(json!("2026-04-01"), json!("2026-03-31"), "高齢者課", 2), []);
    assert_eq!(with(json!("2026-03-31"), json!("2026-03-31"), "高齢者課", 2), duplicate);
}

#[test]
fn what_is_put_away_leaves_its_name_free_and_what_is_told_anew_is_no_twin() {
    let entry = |n: u32, archived: Value| json!({"id": id(n), "name": "氏名", "archived_on": archived});
    let with = |entries: Vec<Value>| {
        let mut ward = ward();
        ward["dictionary_entries"] = Value::Array(entries);
        ward
    };
    let twins = with(vec![entry(40, Value::Null), entry(41, Value::Null)]);
    assert_eq!(faults(&twins), [("duplicate-name", "$.dictionary_entries[1].name".to_owned())]);
    assert_eq!(faults(&with(vec![entry(40, Value::Null), entry(41, json!("2026-04-01"))])), []);
    let mut known = Known::default();
    known.note_lives(&bundle(&with(vec![entry(40, Value::Null)])));
    assert_eq!(check(&bundle(&with(vec![entry(40, Value::Null)])), &known), []);
    let other = check(&bundle(&with(vec![entry(41, Value::Null)])), &known);
    assert_eq!(other.first().map(|fault| fault.code), Some("duplicate-name"));
}

#[test]
fn two_sessions_of_a_year_cannot_share_a_number() {
    let mut ward = ward();
    let twin = json!({"id": id(22), "fiscal_year": 2026, "number": 1});
    ward["sessions"].as_array_mut().expect("a list").push(twin);
    assert_eq!(faults(&ward), [("duplicate-number", "$.sessions[1].number".to_owned())]);
}

#[test]
fn what_the_register_holds_may_be_referred_to() {
    let mut ward = ward();
    ward["parties"] = json!([]);
    let mut known = Known::default();
    known.add(super::Noun::Party, id(6).parse().expect("a UUID"));
    assert_eq!(check(&bundle(&ward), &known), []);
    assert_eq!(faults(&ward).len(), 2, "both versions name the party");
}

#[test]
fn a_basis_in_the_register_is_for_its_kind_of_item_too() {
    let held = ward();
    let mut item = ward();
    item["legal_bases"] = json!([]);
    item["items"][0]["versions"][0]["legal_basis"] = json!(id(15));
    let mut known = Known::default();
    for basis in bundle(&held).legal_bases {
        known.add(super::Noun::LegalBasis, basis.id.uuid());
    }
    assert_eq!(check(&bundle(&item), &known), [], "of what kind it is, is not known");
    known.note_lives(&bundle(&held));
    let told: Vec<_> =
        check(&bundle(&item), &known).into_iter().map(|f| (f.code, f.place.to_string())).collect();
    assert_eq!(told, [("basis-kind", "$.items[0].versions[0].legal_basis".to_owned())]);
}

#[test]
fn a_clause_may_be_all_items_and_an_item_all_text() {
    let place = "/clause_sets/0/editions/0/clauses/1";
    let items = json!([{"label": "", "text": "号の前の文"}, {"label": "(1)", "text": "", "items": [{"label": "ア", "text": "号"}]}]);
    assert_eq!(faults_with(place, json!({"number": 2, "body": "", "items": items})), []);
    let empty = faults_with(place, json!({"number": 2, "body": "", "items": [{"label": "(1)", "text": ""}]}));
    assert_eq!(empty, [("empty-text", "$.clause_sets[0].editions[0].clauses[1].items[0].text".to_owned())]);
    assert_eq!(
        faults_with(place, json!({"number": 2, "body": ""})),
        [("empty-text", "$.clause_sets[0].editions[0].clauses[1].body".to_owned())]
    );
}

#[test]
fn items_under_a_clause_nest_eight_deep() {
    let nested = |levels: usize| {
        (0..levels).fold(json!([]), |inner, _| json!([{"label": "(1)", "text": "号", "items": inner}]))
    };
    let place = "/clause_sets/0/editions/0/clauses/1/items";
    assert_eq!(faults_with(place, nested(8)), []);
    let found = faults_with(place, nested(9));
    assert_eq!(found.first().map(|fault| fault.0), Some("clause-depth"), "{found:?}");
}

#[test]
fn unknown_fields_and_wrong_words_do_not_parse() {
    let mut wrong = ward();
    wrong["items"][0]["colour"] = json!("red");
    assert!(serde_json::from_value::<Bundle>(wrong).is_err());
    let mut wrong = ward();
    wrong["items"][0]["kind"] = json!("gift");
    assert!(serde_json::from_value::<Bundle>(wrong).is_err());
}

proptest! {
    #[test]
    fn ids_given_to_children_are_stable_and_unique(names in proptest::collection::vec("[あ-ん]{1,6}", 0..20)) {
        let mut ward = ward();
        ward["annexes"][0]["entries"] = names.iter().map(|name| json!({"name": name})).collect();
        let mut once = bundle(&ward);
        give_ids(&mut once);
        prop_assert_eq!(check(&once, &Known::default()), []);
        let mut twice = once.clone();
        give_ids(&mut twice);
        prop_assert_eq!(&once, &twice);
        let text = serde_json::to_string(&once).expect("a bundle is JSON");
        prop_assert_eq!(once, serde_json::from_str::<Bundle>(&text).expect("and reads back"));
    }
}
