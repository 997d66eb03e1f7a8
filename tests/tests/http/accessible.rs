//! What a screen reader needs, as far as HTML alone tells; axe-core looks at
//! the rest in a browser.

use std::collections::BTreeSet;

use azukari_core::policy::Role;

use super::addresses;
use crate::support::{html::Html, site::Site};

fn check(path: &str, page: &Html) {
    let ids = page.attributes("[id]", "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{path}: an id stands twice");
    for name in ["for", "aria-describedby", "aria-labelledby", "aria-controls"] {
        for referred in page.attributes(&format!("[{name}]"), name) {
            for id in referred.split_whitespace() {
                assert!(unique.contains(&id.to_owned()), "{path}: {name} names {id}, which is not there");
            }
        }
    }
    let labelled = page.attributes("label[for]", "for");
    for control in page.all("input:not([type=hidden], [hidden]), select, textarea") {
        let named = control.attr("id").is_some_and(|id| labelled.contains(&id.to_owned()))
            || control.attr("aria-label").is_some()
            || control.attr("aria-labelledby").is_some()
            || control
                .ancestors()
                .filter_map(scraper::ElementRef::wrap)
                .any(|it| it.value().name() == "label");
        assert!(named, "{path}: the control {:?} has no label", control.attr("name"));
    }
    for image in page.all("img") {
        assert!(image.attr("alt").is_some(), "{path}: an image has no text");
    }
    assert!(page.all("[disabled]").is_empty(), "{path}: a disabled control says not why");
    assert!(page.all("[tabindex]:not([tabindex='-1']):not([tabindex='0'])").is_empty(), "{path}");
    assert_headings_step(path, page);
    for table in page.all("table") {
        let heads = table.select(&scraper::Selector::parse("th").unwrap()).count();
        assert!(heads > 0, "{path}: a table has no heads");
    }
}

/// Headings go down one level at a time. A form's error summary stands above
/// the page's own heading and has one of the second level.
fn assert_headings_step(path: &str, page: &Html) {
    let mut last = 1;
    for heading in page.all("main h1, main h2, main h3, main h4, main h5, main h6") {
        let level: u32 = heading.value().name()[1..].parse().unwrap();
        let text: String = heading.text().collect();
        assert!(level <= last + 1, "{path}: h{level} follows h{last} at {text}");
        last = level;
    }
}

#[tokio::test]
async fn names_ids_labels_and_headings_hold_on_every_page() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    check("/sign-in", &site.visitor().get("/sign-in").await.page());
    for path in addresses::pages().iter().filter(|path| !addresses::is_paper(path)) {
        let answer = officer.get(path).await;
        if answer.is_page() {
            check(path, &answer.page());
        }
    }
    for path in ["/no-such-page", "/items?q=nothing-is-called-this", "/items?q=%E5%A7%94%E8%A8%97"] {
        check(path, &officer.get(path).await.page());
    }
}

#[tokio::test]
async fn names_ids_labels_and_headings_hold_where_a_form_is_refused() {
    let site = Site::sample().await;
    check("/sign-in", &site.visitor().sign_in("", "").await.page());
    let mut officer = site.signed_in(Role::Officer).await;
    for route in web::routes().iter().filter(|route| route.method == http::Method::POST) {
        if route.path.starts_with("/sign-") {
            continue;
        }
        let path = addresses::one(route.path);
        let answer = officer.post(&path, &[]).await;
        if answer.is_page() {
            check(&path, &answer.page());
        }
    }
}
