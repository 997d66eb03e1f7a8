//! What a section's account is told nowhere.

use std::collections::BTreeSet;

use azukari_core::policy::Role;
use http::StatusCode;
use serde_json::Value;

use super::addresses;
use crate::support::{sample, site::Site};

/// Characters of a title that are looked for, to find it by the search as well.
const SOUGHT: usize = 6;

fn title(object: &Value) -> &str {
    object["title"].as_str().unwrap()
}

fn titles(item: &Value) -> Vec<&str> {
    item["versions"].as_array().unwrap().iter().map(title).collect()
}

/// Titles of items, papers and outcomes: those a section may read, and those
/// that only others may.
fn told_and_kept(own: &str) -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let held = |item: &Value| sample::holding(item).contains(&own);
    let items = sample::list("items")
        .iter()
        .flat_map(|item| titles(item).into_iter().map(move |title| (title, held(item))));
    let papers = sample::list("submissions").iter().map(|paper| {
        let about = sample::object("programmes", &paper["programme"]);
        (title(paper), paper["section"] == own || about["section"] == own)
    });
    let outcomes = sample::list("outcomes").iter().map(|outcome| {
        let item = outcome.get("item").map(|item| sample::object("items", item));
        (title(outcome), item.is_some_and(held))
    });
    let (told, kept): (Vec<_>, Vec<_>) = items.chain(papers).chain(outcomes).partition(|(_, theirs)| *theirs);
    let told: BTreeSet<&str> = told.into_iter().map(|(title, _)| title).collect();
    // Programmes are for all to read, and may say what they entrust.
    let programmes = Value::from(sample::list("programmes").to_vec()).to_string();
    let kept = kept.into_iter().map(|(title, _)| title);
    let kept = kept
        .filter(|title| !told.iter().any(|own| own.contains(title)) && !programmes.contains(title))
        .collect();
    (told, kept)
}

#[tokio::test]
async fn no_page_tells_a_section_what_only_others_hold() {
    let site = Site::sample().await;
    let mut section = site.signed_in(Role::Section).await;
    let (told, kept) = told_and_kept(sample::holder_of_first_item());
    assert!(told.len() > 5 && kept.len() > 5, "{told:?} {kept:?}");
    let searches = told.iter().chain(&kept).flat_map(|title| {
        let word: String = title.chars().take(SOUGHT).collect();
        ["/search", "/items", "/submissions", "/programmes"].map(|path| format!("{path}?q={word}"))
    });
    let paths = addresses::pages().into_iter().filter(|path| !addresses::is_paper(path)).chain(searches);
    let mut seen = BTreeSet::new();
    for path in paths {
        let answer = section.get(&path).await;
        if answer.status != StatusCode::OK || !answer.is_page() {
            continue;
        }
        // Marks stand within titles.
        let text: String = answer.page().text("body").split_whitespace().collect();
        let leaked: Vec<_> = kept.iter().filter(|title| text.contains(**title)).collect();
        assert!(leaked.is_empty(), "{path}: {leaked:?}");
        seen.extend(told.iter().filter(|title| text.contains(**title)));
    }
    // What it may read does stand there.
    assert_eq!(seen, told);
}
