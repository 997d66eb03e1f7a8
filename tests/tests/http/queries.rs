//! No page asks the database once for each row that it shows.

use std::collections::BTreeMap;

use azukari_core::{account, bundle, policy::Role};
use http::StatusCode;
use serde_json::{Value, json};

use super::addresses::{is_paper, one_of_each};
use crate::support::{sample, site::Site, ward::operator};

/// Copies of each object.
const COPIES: usize = 12;

/// So many times as much of everything a list can show, under new ids and
/// names.
fn more() -> Value {
    let mut whole = sample::json().clone();
    let lists = [
        "sections",
        "registered_businesses",
        "legal_bases",
        "dictionary_entries",
        "parties",
        "annexes",
        "programmes",
        "items",
        "sessions",
        "submissions",
        "outcomes",
    ];
    let mut next = 1;
    for name in lists {
        let list = whole[name].as_array_mut().unwrap();
        let models = list.clone();
        for copy in 1..=COPIES {
            for model in &models {
                let mut object = model.clone();
                renamed(&mut object, copy, &mut next);
                list.push(object);
            }
        }
    }
    whole
}

/// Gives an object and what it owns new ids, and what may stand once only
/// another name.
fn renamed(object: &mut Value, copy: usize, next: &mut u64) {
    own_ids(object, next);
    let fields = object.as_object_mut().unwrap();
    for drop in ["corporate_number", "successor"] {
        fields.remove(drop);
    }
    for (field, distance) in [("document_number", 100), ("fiscal_year", 10)] {
        if let Some(number) = fields.get(field).and_then(Value::as_u64) {
            fields.insert(field.into(), json!(number + (copy as u64) * distance));
        }
    }
    if let Some(name) = fields.get("name").and_then(Value::as_str) {
        let name = format!("{name}の{copy}");
        fields.insert("name".into(), name.into());
    }
}

fn own_ids(value: &mut Value, next: &mut u64) {
    match value {
        Value::Object(fields) => {
            if fields.contains_key("id") {
                fields.insert("id".into(), format!("01990000-0000-7000-a000-{next:012x}").into());
                *next += 1;
            }
            fields.values_mut().for_each(|value| own_ids(value, next));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| own_ids(value, next)),
        _ => {}
    }
}

/// How often each page asks, for each role that keeps the register.
async fn asked(site: &Site) -> BTreeMap<String, u64> {
    let mut asked = BTreeMap::new();
    for role in [Role::Officer, Role::Admin] {
        let mut visitor = site.signed_in(role).await;
        for path in one_of_each().iter().filter(|path| !is_paper(path)) {
            let before = site.home.ward.store().statements();
            if visitor.get(path).await.status == StatusCode::OK {
                let statements = site.home.ward.store().statements() - before;
                asked.insert(format!("{path} as {}", role.code()), u64::try_from(statements).unwrap());
            }
        }
    }
    asked
}

#[tokio::test]
async fn no_page_asks_more_often_for_more_rows() {
    let few = Site::sample().await;
    let many = Site::sample().await;
    let more = bundle::parse(&more().to_string()).unwrap();
    bundle::import(&many.home.ward, &operator(), more, bundle::Mode::Write).await.unwrap();
    for number in 0..20 {
        let account = account::NewAccount {
            login: format!("another{number}"),
            name: String::new(),
            role: Role::Section,
            section: Some(sample::holder_of_first_item().parse().unwrap()),
            password: Some("tall harbour counting lamps".into()),
        };
        account::add(&many.home.ward, &operator(), account).await.unwrap();
    }
    let (few, many) = (asked(&few).await, asked(&many).await);
    assert!(few.len() > 100, "only {} pages", few.len());
    let wrong: Vec<String> = many
        .iter()
        .filter(|(page, count)| few.get(*page).is_none_or(|before| before != *count))
        .map(|(page, count)| format!("{page}: {:?} for few, {count} for many", few.get(page)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
