//! Bundles that must not get in: each is refused with a code, a JSON path and
//! a reason, and nothing has changed.

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use crate::support::{
    cli::{Ended, Office},
    sample,
};

/// Hands in a bundle; it must be refused and leave the register alone.
#[track_caller]
fn refuse(office: &Office, bundle: &[u8]) -> Ended {
    let (register, trail) = (office.export(), office.audit());
    let refused = office.run_with(&["bundle", "import", "-"], bundle).refused();
    assert!(office.export() == register, "the register has changed");
    assert_eq!(office.audit(), trail, "the trail has grown");
    refused
}

/// One fault is said on its line: a Japanese sentence, its code, its place.
#[track_caller]
fn assert_says(refused: &Ended, code: &str, place: &str) {
    let said = refused.stderr.lines().any(|line| {
        line.contains(code) && line.contains(place) && line.chars().any(|c| ('ぁ'..='ん').contains(&c))
    });
    assert!(said, "no line has {code} at {place}:\n{}", refused.stderr);
}

/// The sample with one change.
fn sample_but(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut bundle = sample::json().clone();
    change(&mut bundle);
    bundle.to_string().into_bytes()
}

#[test]
fn what_is_not_json_is_refused_where_it_breaks_off() {
    let office = Office::with_sample();
    for (text, code) in [
        ("", "json-incomplete"),
        ("個人情報", "json-syntax"),
        ("{", "json-incomplete"),
        ("{\"format\": \"azukari\", \"version\": 1,}", "json-syntax"),
        ("{\"format\": \"azukari\", \"version\": 1} {}", "json-syntax"),
        ("null", "invalid-type"),
        ("1", "invalid-type"),
        ("{}", "missing-field"),
        ("{\"format\": \"other\", \"version\": 1}", "bundle-format"),
        ("{\"format\": \"azukari\", \"version\": 2}", "bundle-version"),
    ] {
        let refused = refuse(&office, text.as_bytes());
        assert!(refused.stderr.contains(code), "{text}: {}", refused.stderr);
    }
    // Cut off inside a list: the path leads there.
    let cut = sample::TEXT.find("\"media\"").unwrap();
    assert_says(&refuse(&office, &sample::TEXT.as_bytes()[..cut]), "json-incomplete", "$.items");
}

#[test]
fn what_is_not_utf_8_is_refused() {
    let office = Office::with_sample();
    let at = sample::TEXT.find("見本区").unwrap();
    let mut bytes = sample::TEXT.as_bytes().to_vec();
    // 見本区 in Shift_JIS, as an old editor saves it.
    bytes.splice(at..at + "見本区".len(), [0x8c, 0xa9, 0x96, 0x7b, 0x8b, 0xe6]);
    let refused = refuse(&office, &bytes);
    assert!(refused.stderr.contains("bundle-not-utf8"), "{}", refused.stderr);
}

#[test]
fn an_unknown_field_is_refused_at_its_path() {
    let office = Office::with_sample();
    let bundle = sample_but(|bundle| bundle["items"][2]["versions"][0]["titel"] = json!("件名"));
    let refused = refuse(&office, &bundle);
    assert_says(&refused, "unknown-field", "$.items[2].versions[0].titel");
    let refused = refuse(&office, &sample_but(|bundle| bundle["itemss"] = json!([])));
    assert_says(&refused, "unknown-field", "$.itemss");
}

#[test]
fn a_dangling_reference_is_refused_at_its_path() {
    let nobody = "01990000-0000-7000-8000-ffffffffffff";
    let bundle = sample_but(|bundle| bundle["items"][1]["versions"][0]["party"] = json!(nobody));
    let refused = refuse(&Office::with_sample(), &bundle);
    assert_says(&refused, "dangling-reference", "$.items[1].versions[0].party");
    assert!(refused.stderr.contains(nobody), "{}", refused.stderr);
}

#[test]
fn an_id_used_twice_is_refused_at_the_second_place() {
    let bundle = sample_but(|bundle| {
        let id = bundle["programmes"][0]["id"].clone();
        bundle["programmes"][1]["id"] = id;
    });
    assert_says(&refuse(&Office::with_sample(), &bundle), "duplicate-id", "$.programmes[1].id");
}

#[test]
fn a_number_used_twice_is_refused() {
    let office = Office::with_sample();
    let session = sample_but(|bundle| {
        let number = bundle["sessions"][2]["number"].clone();
        bundle["sessions"][3]["number"] = number;
    });
    assert_says(&refuse(&office, &session), "duplicate-number", "$.sessions[3]");
    let document = sample_but(|bundle| {
        let submissions = bundle["submissions"].as_array_mut().unwrap();
        let (session, number) =
            (submissions[0]["session"].clone(), submissions[0]["document_number"].clone());
        submissions[1]["session"] = session;
        submissions[1]["document_number"] = number;
    });
    assert_says(&refuse(&office, &document), "duplicate-number", "$.submissions[1]");
}

#[test]
fn a_number_that_the_register_already_gave_to_another_is_refused() {
    let mut session = sample::list("sessions")[0].clone();
    session["id"] = json!("01990000-0000-7000-8000-ffffffffffff");
    let bundle = json!({ "format": "azukari", "version": 1, "sessions": [session] });
    assert_says(
        &refuse(&Office::with_sample(), bundle.to_string().as_bytes()),
        "duplicate-number",
        "$.sessions[0]",
    );
}

#[test]
fn a_value_outside_its_list_is_refused_at_its_path() {
    let office = Office::with_sample();
    let kind = sample_but(|bundle| bundle["items"][0]["kind"] = json!("outsoucing"));
    assert_says(&refuse(&office, &kind), "unknown-value", "$.items[0].kind");
    let state = sample_but(|bundle| bundle["submissions"][0]["state"] = json!("done"));
    assert_says(&refuse(&office, &state), "unknown-value", "$.submissions[0].state");
    let number = sample_but(|bundle| bundle["sessions"][0]["number"] = json!("第5回"));
    assert_says(&refuse(&office, &number), "invalid-type", "$.sessions[0].number");
}

#[test]
fn every_fault_is_said_at_once() {
    let bundle = sample_but(|bundle| {
        bundle["items"][0]["versions"][0]["title"] = json!("");
        bundle["parties"][0]["name"] = json!("名\u{202e}前");
        bundle["submissions"][0]["programme"] = json!("01990000-0000-7000-8000-ffffffffffff");
    });
    let refused = refuse(&Office::with_sample(), &bundle);
    assert_says(&refused, "empty-text", "$.items[0].versions[0].title");
    assert_says(&refused, "forbidden-character", "$.parties[0].name");
    assert_says(&refused, "dangling-reference", "$.submissions[0].programme");
}

#[test]
fn a_clause_nested_a_thousand_deep_is_refused_and_breaks_no_stack() {
    let open = r#"{"label":"(1)","text":"乙は、","items":["#.repeat(1_000);
    let nested = format!(r#"{{"number":1,"body":"乙は、","items":[{open}{}]}},"#, "]}".repeat(1_000));
    let bundle = sample::TEXT.replacen("\"clauses\": [", &format!("\"clauses\": [{nested}"), 1);
    assert_ne!(bundle, sample::TEXT);
    let refused = refuse(&Office::with_sample(), bundle.as_bytes());
    assert_says(&refused, "json-too-deep", "$.clause_sets[0].editions[0].clauses[0].items[0].items[0]");
}

#[test]
fn a_clause_nested_deeper_than_a_paper_can_show_is_refused() {
    let bundle = sample_but(|bundle| {
        let deep =
            (0..10).fold(json!([]), |items, _| json!([{ "label": "(1)", "text": "乙は、", "items": items }]));
        bundle["clause_sets"][0]["editions"][0]["clauses"][0]["items"] = deep;
    });
    let refused = refuse(&Office::empty(), &bundle);
    assert_says(&refused, "clause-depth", "$.clause_sets[0].editions[0].clauses[0].items[0]");
}

#[test]
fn two_hundred_megabytes_of_spaces_are_refused_without_being_kept() {
    let office = Office::with_sample();
    let (register, started) = (office.export(), Instant::now());
    let mut child = office.start(&["bundle", "import", "-"]);
    let mut pipe = child.stdin.take().unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    let writer = std::thread::spawn(move || {
        // The program may hang up once it has seen enough.
        (0..200).take_while(|_| pipe.write_all(&spaces).is_ok()).count()
    });
    let refused = Ended::of(child).refused();
    writer.join().unwrap();
    assert!(refused.stderr.contains("bundle-too-large"), "{}", refused.stderr);
    assert!(started.elapsed() < Duration::from_secs(60));
    assert!(office.export() == register);
}
