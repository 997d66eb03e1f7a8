use axum::body::Body;
use azukari_core::{Error, Options, Result, Ward, clock::Clock, config::Config, store::DatabaseUrl};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use std::time::Duration;
use tower::ServiceExt;

use super::{Access, App, Cx, Page, Route, build};

async fn panics(_: Cx) -> Result<Page> {
    panic!("a secret cause")
}

async fn fails(_: Cx) -> Result<Page> {
    Err(Error::internal("処理できませんでした。")("a secret cause"))
}

async fn conflicts(_: Cx) -> Result<Page> {
    Err(Error::Conflict("この開催回は、ほかの人が変更しました。".to_owned()))
}

async fn sleeps(_: Cx) -> Result<Page> {
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(Page::new("遅い"))
}

async fn ask(path: &str) -> (StatusCode, String) {
    let folder = tempfile::tempdir().unwrap();
    let ward = Ward::open(Options {
        database: DatabaseUrl::sqlite(folder.path().join("register.db")),
        data_dir: folder.path().to_owned(),
        config: Config::load(None, |_| None, None).unwrap(),
        clock: Clock::system(),
    })
    .await
    .unwrap();
    let routes = vec![
        Route::get("/panics", Access::Public, panics),
        Route::get("/fails", Access::Public, fails),
        Route::get("/api/v1/fails", Access::Public, fails),
        Route::get("/conflicts", Access::Public, conflicts),
        Route::get("/sleeps", Access::Public, sleeps).time_limit(Duration::from_millis(20)),
    ];
    let infos = routes.iter().map(Route::info).collect();
    let router = build(App::new(ward, infos), routes);
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status();
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

#[tokio::test]
async fn what_breaks_inside_shows_a_number_and_never_its_cause() {
    for path in ["/panics", "/fails"] {
        let (status, body) = ask(path).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert!(body.contains("システムの処理に失敗しました") && body.contains("お問い合わせ番号"), "{path}");
        assert!(!body.contains("secret"), "{path}");
    }
    let (status, body) = ask("/api/v1/fails").await;
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((status, problem["code"].as_str()), (StatusCode::INTERNAL_SERVER_ERROR, Some("internal")));
    assert!(problem["id"].is_string() && !body.contains("secret"));
}

#[tokio::test]
async fn a_conflict_says_what_changed_and_that_nothing_was_saved() {
    let (status, body) = ask("/conflicts").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("ほかの人が変更しました") && body.contains("まだ保存されていません"));
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_cut_off_with_a_page() {
    let (status, body) = ask("/sleeps").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(body.contains("処理に時間がかかっています"));
}
