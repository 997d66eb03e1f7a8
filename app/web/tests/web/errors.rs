//! Errors as pages with a way on.

use azukari_core::policy::Role;
use http::{Method, StatusCode};

use crate::browser::{HTTP, Site};

#[tokio::test]
async fn a_missing_page_says_so_inside_the_navigation() {
    let site = Site::open(HTTP).await;
    let answer = site.signed_in(Role::Officer).await.get("/no-such-page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.heading().contains("ページが見つかりません"));
    assert_eq!(answer.texts("title"), ["ページが見つかりません（エラー 404）｜アズカリ"]);
    assert!(answer.texts(".nav-link").contains(&"ホーム".to_owned()));
    assert_eq!(answer.texts("main .button"), ["ホームへ戻る"]);
}

#[tokio::test]
async fn a_missing_page_shows_a_stranger_the_way_to_sign_in() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().get("/no-such-page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.texts("main .button"), ["サインイン画面へ"]);
    assert!(answer.texts(".nav-link").is_empty());
}

#[tokio::test]
async fn a_method_that_a_path_does_not_know_is_405() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().send(Method::POST, "/healthz", &[("origin", HTTP)], "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.heading().contains("この操作はできません"));
}

#[tokio::test]
async fn programs_get_a_problem_body_instead_of_a_page() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().get("/api/v1/no-such-thing").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(problem["code"], "not-found");
    assert!(problem["message"].as_str().unwrap().contains("見つかりません"));
    assert!(problem["faults"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn health_tells_the_version_to_everybody() {
    let site = Site::open(HTTP).await;
    let answer = site.browser().get("/healthz").await;
    let health: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(health, serde_json::json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }));
}
