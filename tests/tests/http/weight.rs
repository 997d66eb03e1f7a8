//! How much a page weighs on a ward's network, compressed as browsers get it.

use azukari_core::policy::Role;

use super::addresses;
use crate::support::{need, site::Site};

const KILO: usize = 1_000;

#[tokio::test]
async fn no_page_weighs_more_than_60_kilobytes_and_no_style_sheet_more_than_30() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let mut sheets = Vec::new();
    for path in addresses::pages().iter().filter(|path| !addresses::is_paper(path)) {
        let answer = officer.get_compressed(path).await;
        if !answer.is_page() {
            continue;
        }
        assert_eq!(answer.header("content-encoding"), Some("gzip"), "{path}");
        assert!(answer.body.len() <= 60 * KILO, "{path} weighs {} bytes", answer.body.len());
        sheets = officer.get(path).await.page().attributes("link[rel=stylesheet]", "href");
        assert_eq!(sheets.len(), 1, "{path}");
    }
    let sheet = officer.get_compressed(&sheets[0]).await;
    assert_eq!(sheet.header("content-encoding"), Some("gzip"));
    assert!(sheet.body.len() <= 30 * KILO, "the style sheet weighs {} bytes", sheet.body.len());
    assert!(sheet.header("cache-control").is_some_and(|it| it.contains("immutable")));
}

#[tokio::test]
async fn the_browser_bundle_weighs_no_more_than_150_kilobytes() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/sessions/new").await;
    let folder = page.page().attributes("link[rel=stylesheet]", "href")[0].replace("app.css", "");
    let mut total = 0;
    for file in ["app.js", "app.wasm"] {
        let answer = officer.get_compressed(&format!("{folder}{file}")).await;
        if answer.status == http::StatusCode::NOT_FOUND {
            return need::skip("the browser bundle's weight", "this build has no islands");
        }
        assert_eq!(answer.header("content-encoding"), Some("gzip"), "{file}");
        total += answer.body.len();
    }
    assert!(total <= 150 * KILO, "the bundle weighs {total} bytes");
}
