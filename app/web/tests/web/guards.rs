//! What stands before the pages: origin of posts, size of bodies, headers.

use azukari_core::policy::Role;
use http::{Method, StatusCode};

use crate::browser::{HTTP, HTTPS, PASSWORD, Site, encode};

fn credentials() -> String {
    encode(&[("login", "officer"), ("password", PASSWORD)])
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_with_a_page() {
    let site = Site::open(HTTPS).await;
    for headers in [
        vec![("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")],
        vec![("sec-fetch-site", "same-site"), ("origin", "https://other.azukari.example")],
        vec![("origin", "https://elsewhere.example")],
        vec![("origin", "null")],
        vec![("referer", "https://elsewhere.example/form")],
    ] {
        let answer = site.browser().send(Method::POST, "/sign-in", &headers, &credentials()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(answer.heading().contains("この送信は受け付けられません"));
        assert!(answer.header("set-cookie").is_none());
    }
}

#[tokio::test]
async fn our_own_forms_pass_also_over_plain_http_and_from_old_browsers() {
    let site = Site::open(HTTP).await;
    for headers in [
        vec![("sec-fetch-site", "same-origin")],
        vec![("origin", HTTP)],
        vec![("referer", "http://azukari.example/sign-in")],
    ] {
        let answer = site.browser().send(Method::POST, "/sign-in", &headers, &credentials()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{headers:?}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_a_page_that_names_the_limit() {
    let site = Site::open(HTTP).await;
    let large = encode(&[("login", &"x".repeat(7 * 1024 * 1024))]);
    let answer = site.browser().send(Method::POST, "/sign-in", &[("origin", HTTP)], &large).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.heading().contains("送信されたデータが大きすぎます"));
    assert!(answer.body.contains("6メガバイト"));
}

#[tokio::test]
async fn what_is_no_form_is_refused() {
    let site = Site::open(HTTP).await;
    for (content_type, body) in [
        ("application/json", "{}"),
        ("multipart/form-data", "no boundary"),
        ("multipart/form-data; boundary=x", "--x\r\nbroken"),
    ] {
        let headers = [("origin", HTTP), ("content-type", content_type)];
        let answer = site.browser().send(Method::POST, "/sign-in", &headers, body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{content_type}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_protecting_headers() {
    let site = Site::open(HTTPS).await;
    let mut browser = site.signed_in(Role::Officer).await;
    for path in ["/", "/sign-in", "/healthz", "/no-such-page", "/assets/0/app.css"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert!(
            !policy.contains("http") && !policy.contains('*') && !policy.contains("unsafe-inline"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_page_without_islands_ships_no_script_and_allows_none() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Officer).await;
    for path in ["/", "/no-such-page"] {
        let answer = browser.get(path).await;
        assert!(!answer.body.contains("<script"), "{path}");
        assert!(!answer.body.contains("modulepreload"), "{path}");
        assert!(answer.header("content-security-policy").unwrap().contains("script-src 'none'"), "{path}");
    }
}

#[tokio::test]
async fn everything_a_page_loads_is_our_own_and_kept_for_good() {
    let site = Site::open(HTTP).await;
    let page = site.browser().get("/sign-in").await;
    for selector in ["link[rel=stylesheet]", "link[rel=icon]"] {
        let href = page.attribute(selector, "href").unwrap();
        let file = site.browser().get(&href).await;
        assert_eq!(file.status, StatusCode::OK, "{href}");
        assert_eq!(file.header("cache-control"), Some("public, max-age=31536000, immutable"));
    }
    assert!(
        !page.body.contains("http://")
            || page.body.matches("http://").count() == page.body.matches("http://www.w3.org").count()
    );
}

#[tokio::test]
async fn pages_travel_compressed() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().send(Method::GET, "/sign-in", &[("accept-encoding", "gzip")], "").await;
    assert_eq!(answer.header("content-encoding"), Some("gzip"));
}
