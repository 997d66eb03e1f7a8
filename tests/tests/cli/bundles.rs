use serde_json::Value;

use crate::support::{cli::Office, sample};

#[test]
fn the_sample_goes_from_the_program_into_an_empty_directory() {
    let office = Office::empty();
    let printed = office.run(&["bundle", "sample"]).done();
    assert_eq!(printed.json(), *sample::json());
    office.run_with(&["bundle", "import", "-"], &printed.stdout).done();

    let listed = office.run(&["submission", "list", "--json"]).done().json();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), sample::list("submissions").len());
    for submission in sample::list("submissions") {
        let name = sample::submission_name(submission);
        let found = listed.iter().find(|row| row["id"] == name.as_str()).unwrap();
        assert_eq!(found["uuid"], submission["id"], "{name}");
        assert_eq!(found["title"], submission["title"], "{name}");
        assert_eq!(found["state"], submission["state"], "{name}");
    }
}

#[test]
fn a_command_leaves_the_whole_register_in_one_file() {
    let here = Office::with_sample();
    let copied = Office::empty();
    std::fs::copy(here.database_file(), copied.database_file()).unwrap();
    assert!(copied.export() == here.export(), "the copied file lacks something");
}

#[test]
fn a_register_exported_and_imported_elsewhere_exports_the_same_bytes() {
    let here = Office::with_sample();
    let first = here.export();
    let there = Office::empty();
    there.run_with(&["bundle", "import", "-"], &first).done();
    assert!(there.export() == first, "the second export differs from the first");
}

#[test]
fn an_export_keeps_every_object_and_every_text_of_the_sample_in_order() {
    let exported: Value = serde_json::from_slice(&Office::with_sample().export()).unwrap();
    for (name, before) in sample::json().as_object().unwrap() {
        assert_held(&format!("$.{name}"), before, &exported[name]);
    }
}

/// Everything that was in the bundle is there again; an export may add what
/// was left out: ids of children, defaults.
fn assert_held(path: &str, before: &Value, after: &Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(_)) => {
            for (key, value) in before {
                assert_held(&format!("{path}.{key}"), value, &after[key]);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "{path}");
            for (index, (before, after)) in before.iter().zip(after).enumerate() {
                assert_held(&format!("{path}[{index}]"), before, after);
            }
        }
        // A default may be left out.
        (Value::Bool(false), Value::Null) => {}
        _ => assert_eq!(before, after, "{path}"),
    }
}

#[test]
fn importing_the_same_bundle_again_changes_nothing() {
    let office = Office::with_sample();
    let (register, trail) = (office.export(), office.audit());
    office.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
    assert!(office.export() == register);
    assert_eq!(office.audit()["entries"], trail["entries"], "an import without a change left an entry");
}

#[test]
fn an_import_is_one_link_of_the_trail_whatever_its_size() {
    let office = Office::with_sample();
    assert_eq!(office.audit()["entries"], 1);
}

#[test]
fn an_import_changes_what_it_names_and_leaves_the_rest() {
    let office = Office::with_sample();
    let mut programme = sample::list("programmes")[1].clone();
    programme["name"] = "粗大ごみの受付と収集".into();
    let part = serde_json::json!({ "format": "azukari", "version": 1, "programmes": [programme] });
    let mut expected: Value = serde_json::from_slice(&office.export()).unwrap();
    office.run_with(&["bundle", "import", "-"], part.to_string().as_bytes()).done();
    let after: Value = serde_json::from_slice(&office.export()).unwrap();
    let id = &sample::list("programmes")[1]["id"];
    let changed = expected["programmes"].as_array_mut().unwrap().iter_mut().find(|p| p["id"] == *id).unwrap();
    changed["name"] = "粗大ごみの受付と収集".into();
    assert_eq!(after, expected);
}

#[test]
fn a_dry_run_checks_and_writes_nothing() {
    let office = Office::empty();
    office.run_with(&["bundle", "import", "-", "--dry-run"], sample::TEXT.as_bytes()).done();
    let exported: Value = serde_json::from_slice(&office.export()).unwrap();
    assert!(exported.get("items").is_none_or(|items| items.as_array().unwrap().is_empty()));
    assert_eq!(office.audit()["entries"], 0);
}

#[test]
fn a_bundle_is_read_from_a_file_too_and_exported_into_one() {
    let office = Office::empty();
    let (source, target) = (office.folder().join("in.json"), office.folder().join("out.json"));
    std::fs::write(&source, sample::TEXT).unwrap();
    office.run(&["bundle", "import", source.to_str().unwrap()]).done();
    office.run(&["bundle", "export", "-o", target.to_str().unwrap()]).done();
    assert!(std::fs::read(&target).unwrap() == office.export());
}

#[test]
fn the_schema_names_every_list_of_the_sample() {
    let schema = Office::empty().run(&["bundle", "schema"]).done().json();
    let properties = schema["properties"].as_object().unwrap();
    for name in sample::json().as_object().unwrap().keys() {
        assert!(properties.contains_key(name), "{name}");
    }
}
