//! Every way from page to page.

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
