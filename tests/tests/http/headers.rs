//! What guards every answer: content policy, cookie flags, origin, size.

use axum::body::Body;
use azukari_core::policy::Role;
use http::{Method, StatusCode};

use super::addresses;
use crate::support::{
    site::{ADDRESS, Site},
    ward::PASSWORD,
};

#[tokio::test]
async fn every_answer_forbids_sniffing_framing_and_everything_from_outside() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for path in addresses::pages() {
        let answer = officer.get(&path).await;
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"), "{path}");
        assert!(answer.header("cache-control").is_some_and(|it| !it.contains("public")), "{path}");
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("frame-ancestors"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert!(!policy.contains("http") && !policy.contains('*'), "{path}: {policy}");
        if answer.is_page() {
            assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
            assert_eq!(answer.header("x-frame-options"), Some("DENY"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let answer = officer.get("/sessions/new").await;
        let policy = answer.header("content-security-policy").unwrap().to_owned();
        if policy.contains("script-src 'none'") {
            crate::support::need::skip("a nonce is used once", "this build has no islands");
            return;
        }
        let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
        let scripts = answer.page().attributes("script", "nonce");
        assert!(!scripts.is_empty() && scripts.iter().all(|it| *it == nonce), "{scripts:?}");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn the_address_decides_the_cookies_name_and_flags() {
    for (address, name, secure) in
        [("http://azukari.test", "azukari=", false), ("https://azukari.test", "__Host-azukari=", true)]
    {
        let site = Site::sample_at(address).await;
        let answer = site.visitor().sign_in("viewer", PASSWORD).await;
        let cookie = answer.header("set-cookie").unwrap();
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        assert!(cookie.contains("Path=/") && !cookie.contains("Domain"), "{cookie}");
        assert_eq!(cookie.contains("Secure"), secure, "{cookie}");
        // Ends with the browser.
        assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "{cookie}");
        assert_eq!(answer.header("strict-transport-security").is_some(), secure);
    }
}

#[tokio::test]
async fn who_only_looks_at_the_sign_in_page_gets_no_cookie() {
    let answer = Site::sample().await.visitor().get("/sign-in").await;
    assert_eq!(answer.header("set-cookie"), None);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_and_says_why() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("origin", "http://azukari.test.elsewhere.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("referer", "https://elsewhere.example/form"),
    ] {
        let headers = [form[0], (name, value)];
        for path in ["/sign-out", "/sign-in", "/sessions/new"] {
            let answer = officer.ask(Method::POST, path, &headers, Body::from("a=1")).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}: {value} on {path}");
            assert!(answer.page().main().contains("別のサイト"), "{}", answer.page().main());
        }
    }
    assert_eq!(officer.get("/items").await.status, StatusCode::OK, "the session was ended by a forged form");
    let ours = [form[0], ("origin", ADDRESS), ("sec-fetch-site", "same-origin")];
    let answer = officer.ask(Method::POST, "/sign-out", &ours, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_with_a_page_that_helps() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", ADDRESS)];
    let long = format!("number={}", "1".repeat(2 * 1024 * 1024));
    let answer = officer.ask(Method::POST, "/sessions/new", &headers, Body::from(long)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = answer.page();
    assert!(page.main().contains("1メガバイト"), "{}", page.main());
    assert!(page.main().contains("入力した内容に戻れます") && !page.all("main a").is_empty());
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for (kind, body) in [
        ("application/json", "{\"number\":1}"),
        ("text/plain", "number=1"),
        ("multipart/form-data", "no boundary"),
        ("multipart/form-data; boundary=x", "--y\r\n"),
    ] {
        let headers = [("content-type", kind), ("origin", ADDRESS)];
        let answer = officer.ask(Method::POST, "/sessions/new", &headers, Body::from(body)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{kind}");
    }
}
