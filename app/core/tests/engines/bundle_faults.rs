//! A file that is no bundle: a code, a place and how to mend it.

use std::io::{self, Read};

use azukari_core::{
    bundle::{self, LIMIT},
    on_both_engines,
};
use domain::{
    Id, Place,
    bundle::Bundle,
    council::{Outcome, OutcomeResult},
    item::VersionState,
};
use uuid::Uuid;

use crate::register::{faults, fill, held, import, told};

fn fault(json: &str) -> (&'static str, String) {
    told(bundle::parse(json)).remove(0)
}

fn with(field: &str) -> String {
    format!(r#"{{"format":"azukari","version":1,{field}}}"#)
}

#[test]
fn what_is_wrong_with_the_text_is_told_with_its_place() {
    for (json, code, place) in [
        ("", "json-incomplete", "全体"),
        ("   ", "json-incomplete", "$"),
        ("abc", "json-syntax", "$"),
        (r#"{"format":"azukari","version":1"#, "json-incomplete", "$"),
        (r#"{"format":"azukari","version":1,}"#, "json-syntax", "$"),
        (r#"{"format":"azukari","version":1} {}"#, "json-syntax", "全体"),
        ("[]", "invalid-type", "$"),
        ("{}", "missing-field", "$.format"),
        (r#"{"format":"台帳","version":1}"#, "bundle-format", "$.format"),
        (r#"{"format":"azukari","version":2,"novelties":[]}"#, "bundle-version", "$.version"),
        (r#"{"format":"azukari","version":1,"version":1}"#, "duplicate-field", "$.version"),
    ] {
        assert_eq!(fault(json), (code, place.to_owned()), "{json}");
    }
}

#[test]
fn what_is_wrong_with_a_value_is_told_with_its_json_path() {
    let id = "01990000-0000-7000-8000-000000000001";
    let session = |fields: &str| with(&format!(r#""sessions":[{{"id":"{id}",{fields}}}]"#));
    for (json, code, place) in [
        (with(r#""item":[]"#), "unknown-field", "$.item"),
        (with(r#""items":{}"#), "invalid-type", "$.items"),
        (with(r#""items":[{"title":"x"}]"#), "unknown-field", "$.items[0].title"),
        (with(&format!(r#""items":[{{"id":"{id}"}}]"#)), "missing-field", "$.items[0].kind"),
        (with(&format!(r#""items":[{{"id":"{id}","kind":"gift"}}]"#)), "unknown-value", "$.items[0].kind"),
        (with(r#""items":[{"id":"seven"}]"#), "invalid-id", "$.items[0].id"),
        (session(r#""fiscal_year":"R8","number":1"#), "invalid-type", "$.sessions[0].fiscal_year"),
        (session(r#""fiscal_year":8,"number":1"#), "invalid-value", "$.sessions[0].fiscal_year"),
        (session(r#""fiscal_year":2026,"number":-1"#), "invalid-type", "$.sessions[0].number"),
        (
            session(r#""fiscal_year":2026,"number":1,"held_on":"2026-02-30""#),
            "invalid-date",
            "$.sessions[0].held_on",
        ),
    ] {
        assert_eq!(fault(&json), (code, place.to_owned()), "{json}");
    }
}

#[test]
fn allowed_values_and_fields_are_named() {
    let message = |json: &str| faults(bundle::parse(json)).remove(0).message;
    let kinds = message(&with(r#""items":[{"kind":"gift"}]"#));
    assert!(kinds.contains("「gift」") && kinds.contains("outsourcing、reoutsourcing、linkage"), "{kinds}");
    let fields = message(&with(r#""parties":[{"nmae":"x"}]"#));
    assert!(fields.contains("「nmae」") && fields.contains("corporate_number"), "{fields}");
    let year = message(&with(r#""sessions":[{"fiscal_year":8}]"#));
    assert!(!year.contains("値を読めません"), "a sentence of the domain stands alone: {year}");
}

#[test]
fn a_thousand_levels_are_refused_without_a_crash() {
    let items = r#"[{"label":"ア","text":"x","items":"#.repeat(1_000) + "[]" + &"}]".repeat(1_000);
    let clause = format!(r#"{{"number":1,"body":"x","items":{items}}}"#);
    let set = format!(r#"{{"editions":[{{"clauses":[{clause}]}}]}}"#);
    let (code, place) = fault(&with(&format!(r#""clause_sets":[{set}]"#)));
    assert_eq!(code, "json-too-deep");
    assert!(
        place.starts_with("$.clause_sets[0].editions[0].clauses[0].items[0]") && place.ends_with('…'),
        "{place}"
    );
}

#[test]
fn bytes_that_are_no_text_are_counted() {
    let read = bundle::read(&b"{\"format\":\"\xff\"}"[..]);
    let fault = faults(read).remove(0);
    assert_eq!((fault.code, fault.place), ("bundle-not-utf8", Place::Whole));
    assert!(fault.message.contains("11"), "{}", fault.message);
}

#[test]
fn a_byte_order_mark_does_no_harm() {
    assert!(bundle::read(&b"\xEF\xBB\xBF{\"format\":\"azukari\",\"version\":1}"[..]).is_ok());
}

/// Spaces without end, counted.
struct Spaces(usize);

impl Read for &mut Spaces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        buffer.fill(b' ');
        self.0 += buffer.len();
        Ok(buffer.len())
    }
}

#[test]
fn no_more_is_read_than_the_limit() {
    let mut spaces = Spaces(0);
    assert_eq!(told(bundle::read(&mut spaces)), [("bundle-too-large", "全体".to_owned())]);
    assert!(spaces.0 <= LIMIT + 64 * 1024 * 1024, "{} bytes read", spaces.0);
}

#[test]
fn the_schema_describes_the_sample() {
    let schema = bundle::schema();
    let properties = schema["properties"].as_object().unwrap();
    let sample: serde_json::Value = serde_json::from_str(bundle::SAMPLE).unwrap();
    for field in sample.as_object().unwrap().keys() {
        assert!(properties.contains_key(field), "{field}");
    }
    assert_eq!(schema["additionalProperties"], false);
}

on_both_engines! {
    what_is_in_force_rests_on_no_decision_to_wait_whatever_comes_first(test) {
        fill(test).await;
        let before = held(test).await;
        let in_force = before.items.iter().find_map(|item| {
            let at = item.versions.iter().position(|version| {
                version.state == VersionState::InForce && version.decided_by.is_some()
            })?;
            Some((item.clone(), at))
        });
        let (mut item, at) = in_force.unwrap();
        let ground = item.versions[at].decided_by;
        let ground = before.outcomes.iter().find(|outcome| Some(outcome.id) == ground).unwrap();
        // The decision is in the register, and its item too.
        for result in [OutcomeResult::Continued, OutcomeResult::Withdrawn] {
            let turned = Outcome { result, ..ground.clone() };
            let alone = Bundle { outcomes: vec![turned], ..Bundle::default() };
            assert_eq!(told(import(test, alone).await), [("decided-already", "$.outcomes[0].result".to_owned())]);
        }
        assert_eq!(held(test).await, before);
        // A decision to wait is in the register; the item comes later.
        let waits = Outcome { id: Id::new(Uuid::from_u128(98)), result: OutcomeResult::Continued, ..ground.clone() };
        let alone = Bundle { outcomes: vec![waits.clone()], ..Bundle::default() };
        import(test, alone).await.unwrap();
        item.versions[at].decided_by = Some(waits.id);
        let refused = import(test, Bundle { items: vec![item], ..Bundle::default() }).await;
        assert_eq!(told(refused), [("not-decided", format!("$.items[0].versions[{at}].decided_by"))]);
    }
}
