use azukari_core::policy::Role;
use chrono::TimeDelta;
use http::StatusCode;

use crate::browser::{HTTP, HTTPS, PASSWORD, Site};

#[tokio::test]
async fn a_protected_page_asks_to_sign_in_and_then_opens() {
    let site = Site::open(HTTP).await;
    let mut browser = site.browser();
    let asked = browser.get("/").await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    let page = browser.get("/sign-in").await;
    assert_eq!((page.status, page.heading()), (StatusCode::OK, "サインイン".to_owned()));
    let answer = browser.sign_in("officer", PASSWORD, "").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/"));
    let home = browser.get("/").await;
    assert_eq!((home.status, home.heading()), (StatusCode::OK, "ホーム".to_owned()));
    assert_eq!(home.texts(".account-name strong"), ["officer"]);
}

#[tokio::test]
async fn a_wrong_password_keeps_the_login_and_shows_no_password() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().sign_in("officer", "chigau-password", "/sign-in?x").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.attribute("input[name=login]", "value").as_deref(), Some("officer"));
    assert_eq!(answer.attribute("input[name=password]", "value").as_deref(), Some(""));
    assert!(!answer.body.contains("chigau-password"));
    assert!(answer.texts("title")[0].starts_with("エラー："));
    assert_eq!(answer.texts(".error-summary li").len(), 1);
    assert!(answer.header("set-cookie").is_none());
}

#[tokio::test]
async fn each_empty_field_is_named_and_linked() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().sign_in("", "", "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        answer.texts(".error-summary a"),
        ["ログイン名を入力してください。", "パスワードを入力してください。"]
    );
    assert_eq!(answer.attribute(".error-summary a", "href").as_deref(), Some("#f-login"));
    assert_eq!(answer.attribute("#f-login", "aria-invalid").as_deref(), Some("true"));
    assert_eq!(answer.attribute("#f-login", "aria-describedby").as_deref(), Some("f-login-error"));
    assert_eq!(answer.texts("#f-login-error"), ["ログイン名を入力してください。"]);
}

#[tokio::test]
async fn too_many_wrong_passwords_lock_for_a_while_even_for_the_right_one() {
    let site = Site::open(HTTP).await;
    let mut browser = site.browser();
    for _ in 0..5 {
        browser.sign_in("section", "chigau-password", "").await;
    }
    let locked = browser.sign_in("section", PASSWORD, "").await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(locked.heading(), "サインイン");
    site.clock.advance(TimeDelta::minutes(16));
    assert_eq!(browser.sign_in("section", PASSWORD, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_way_back_leads_only_to_our_own_pages() {
    let site = Site::open(HTTP).await;
    for (next, goes_to) in [
        ("/items?q=%E5%A7%94&page=2", "/items?q=%E5%A7%94&page=2"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
    ] {
        let answer = site.browser().sign_in("viewer", PASSWORD, next).await;
        assert_eq!(answer.location(), goes_to, "{next}");
    }
    let page = site.browser().get("/sign-in?next=//elsewhere.example/").await;
    assert_eq!(page.attribute("input[name=next]", "value").as_deref(), Some("/"));
}

#[tokio::test]
async fn cookies_are_bound_to_https_where_there_is_https() {
    let https = Site::open(HTTPS).await.browser().sign_in("viewer", PASSWORD, "").await;
    let cookie = https.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("__Host-azukari="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
        assert!(cookie.contains(flag), "{flag} in {cookie}");
    }
    assert!(!cookie.contains("Domain"));
    assert!(https.header("strict-transport-security").is_some());

    let http = Site::open(HTTP).await.browser().sign_in("viewer", PASSWORD, "").await;
    let cookie = http.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("azukari="), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"));
    assert!(http.header("strict-transport-security").is_none());
}

#[tokio::test]
async fn a_session_planted_before_signing_in_is_worth_nothing() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Viewer).await;
    let first = browser.cookie.clone();
    browser.sign_in("officer", PASSWORD, "").await;
    assert_ne!(browser.cookie, first);
    let mut old = site.browser();
    old.cookie = first;
    assert_eq!(old.get("/").await.status, StatusCode::SEE_OTHER);
}
