//! What holds for every page.

use std::collections::BTreeMap;

use azukari_core::policy::Role;
use http::StatusCode;

use super::addresses;
use crate::support::{
    html::Html,
    site::{Answer, Site},
};

/// Every page of the sample as the officer sees it, or the administrator, and
/// the sign-in page.
async fn every_page() -> Vec<Answer> {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let mut admin = site.signed_in(Role::Admin).await;
    let mut pages = vec![site.visitor().get("/sign-in").await];
    for path in addresses::pages() {
        if addresses::is_paper(&path) {
            continue;
        }
        let visitor = if path.starts_with("/admin/") { &mut admin } else { &mut officer };
        let answer = visitor.get(&path).await;
        if addresses::leads_on(&path) {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            continue;
        }
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if answer.is_page() {
            pages.push(answer);
        }
    }
    assert!(pages.len() > 30, "only {} pages", pages.len());
    pages
}

#[tokio::test]
async fn every_page_is_japanese_with_one_heading_and_a_title_of_its_own() {
    let mut titles = BTreeMap::new();
    for answer in every_page().await {
        let (path, page) = (&answer.path, answer.page());
        assert_eq!(page.attributes("html", "lang"), ["ja"], "{path}");
        assert_eq!(page.all("h1").len(), 1, "{path}");
        assert!(!page.text("h1").is_empty(), "{path}");
        assert_eq!(page.all("main").len(), 1, "{path}");
        let title = page.title();
        assert!(title.ends_with("｜アズカリ"), "{path}: {title}");
        if let Some(other) = titles.insert(title.clone(), path.clone()) {
            panic!("{path} and {other} share the title {title}");
        }
    }
}

#[tokio::test]
async fn no_page_needs_anything_from_outside() {
    for answer in every_page().await {
        let (path, page) = (&answer.path, answer.page());
        for (selector, name) in [
            ("[src]", "src"),
            ("[href]", "href"),
            ("[action]", "action"),
            ("[formaction]", "formaction"),
            ("[data]", "data"),
            ("[srcset]", "srcset"),
            ("[poster]", "poster"),
        ] {
            for address in page.attributes(selector, name) {
                let ours = (address.starts_with('/') && !address.starts_with("//"))
                    || address.starts_with('#')
                    || address.starts_with('?');
                assert!(ours, "{path} points to {address}");
            }
        }
    }
}

#[tokio::test]
async fn pages_that_are_read_run_no_script() {
    let mut alive = 0;
    for answer in every_page().await {
        let page = answer.page();
        let policy = answer.header("content-security-policy").unwrap();
        if page.all("leptos-island").is_empty() {
            assert!(page.all("script").is_empty(), "{}", answer.path);
            assert!(page.all("link[rel=modulepreload], link[rel=preload]").is_empty(), "{}", answer.path);
            assert!(policy.contains("script-src 'none'"), "{}: {policy}", answer.path);
        } else {
            alive += 1;
            assert!(
                !page.all("main form[method=post]").is_empty(),
                "{} has an island and no form",
                answer.path
            );
        }
        assert!(inline_handlers(&page).is_empty(), "{}", answer.path);
    }
    assert!(alive > 0, "no page has an island");
}

/// Attributes such as `onclick`, which the content policy would not run.
fn inline_handlers(page: &Html) -> Vec<String> {
    let all = page.all("*");
    let names = all.iter().flat_map(|element| element.value().attrs().map(|(name, _)| name.to_owned()));
    names.filter(|name| name.starts_with("on") || name == "style").collect()
}

#[tokio::test]
async fn errors_are_pages_with_a_way_on() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let missing = "/items/01990000-0000-7000-8000-ffffffffffff";
    for (path, status) in [
        ("/no-such-page", StatusCode::NOT_FOUND),
        (missing, StatusCode::NOT_FOUND),
        ("/items/none", StatusCode::NOT_FOUND),
    ] {
        let answer = officer.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        let page = answer.page();
        assert_eq!(page.all("h1").len(), 1, "{path}");
        assert!(page.attributes("main a", "href").contains(&"/".to_owned()), "{path} leads nowhere");
    }
    let answer = officer.post("/clauses", &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.page().attributes("main a", "href").contains(&"/".to_owned()));
}

#[tokio::test]
async fn the_server_says_that_it_is_well() {
    let answer = Site::sample().await.visitor().get("/healthz").await;
    assert_eq!(answer.status, StatusCode::OK);
    let said: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(said["status"], "ok");
    assert_eq!(said["version"], env!("CARGO_PKG_VERSION"));
}
