//! Every way from page to page.

use std::collections::BTreeSet;

use azukari_core::policy::Role;
use http::StatusCode;

use super::addresses;
use crate::support::{sample, site::Site};

#[tokio::test]
async fn every_object_of_the_register_is_found_by_following_links() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let reachable = addresses::reachable(&mut officer).await;
    let mut objects: Vec<String> =
        sample::submission_names().iter().map(|name| format!("/submissions/{name}")).collect();
    for (list, noun) in [
        ("programmes", "programmes"),
        ("items", "items"),
        ("clause_sets", "clauses"),
        ("sessions", "sessions"),
    ] {
        objects.extend(sample::ids(list).iter().map(|id| format!("/{noun}/{id}")));
    }
    for object in objects {
        assert!(reachable.iter().any(|(path, _)| *path == object), "no page leads to {object}");
    }
}

#[tokio::test]
async fn every_fragment_leads_to_something_on_its_page() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for path in addresses::pages().iter().filter(|path| !addresses::is_paper(path)) {
        let answer = officer.get(path).await;
        if answer.status != StatusCode::OK || !answer.is_page() {
            continue;
        }
        let page = answer.page();
        let ids = page.attributes("[id]", "id");
        for href in page.attributes("a[href^='#']", "href") {
            assert!(ids.contains(&href[1..].to_owned()), "{path}: {href} leads nowhere");
        }
    }
}

/// Words of the sample that bring a hit of every noun.
const WORDS: [&str; 6] = ["委託", "図書館", "令和8年度", "氏名", "健康部", "見本区長"];
const NOUNS: usize = 14;

#[tokio::test]
async fn every_hit_of_a_search_leads_to_a_page_its_reader_may_open() {
    let site = Site::sample().await;
    for role in Role::ALL {
        let mut visitor = site.signed_in(role).await;
        let mut nouns = BTreeSet::new();
        for word in WORDS {
            let page = visitor.get(&format!("/search?q={word}")).await.page();
            let hits = page.texts(".search-hit");
            let ways = page.attributes(".search-hit-title a", "href");
            assert_eq!(ways.len(), hits.len(), "{role:?}, {word}: {hits:?} lead to {ways:?}");
            nouns.extend(page.texts("main section h2").iter().map(|head| noun_of(head)));
            for way in ways {
                assert_eq!(visitor.get(&way).await.status, StatusCode::OK, "{role:?}, {word}: {way}");
            }
        }
        if role == Role::Officer {
            assert_eq!(nouns.len(), NOUNS, "{nouns:?}");
        }
    }
}

/// 案件 of 案件（12件）.
fn noun_of(head: &str) -> String {
    head.split('（').next().unwrap_or_default().to_owned()
}
