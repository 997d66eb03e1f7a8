use azukari_core::{Actor, account, policy::Role};
use chrono::TimeDelta;
use http::{Method, StatusCode};

use crate::browser::{HTTP, PASSWORD, Site};

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Officer).await;
    let cookie = browser.cookie.clone();
    let out = browser.post("/sign-out", &[]).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert!(browser.cookie.is_none());
    let mut copied = site.browser();
    copied.cookie = cookie;
    assert_eq!(copied.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_session_that_rested_too_long_is_over_and_the_way_back_is_kept() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Officer).await;
    site.clock.advance(TimeDelta::minutes(119));
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    site.clock.advance(TimeDelta::minutes(119));
    assert_eq!(browser.get("/").await.status, StatusCode::OK, "use keeps it alive");
    site.clock.advance(TimeDelta::minutes(121));
    let asked = browser.get("/?a=1").await;
    assert_eq!(
        (asked.status, asked.location()),
        (StatusCode::SEE_OTHER, "/sign-in?next=%2F%3Fa%3D1&expired=1")
    );
    let page = browser.get(asked.location()).await;
    assert_eq!(page.texts(".notice-title"), ["しばらく操作がなかったため、サインアウトしました"]);
    let back =
        browser.sign_in("officer", PASSWORD, &page.attribute("input[name=next]", "value").unwrap()).await;
    assert_eq!(back.location(), "/?a=1");
}

#[tokio::test]
async fn no_session_outlives_a_working_day() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Officer).await;
    for _ in 0..7 {
        site.clock.advance(TimeDelta::minutes(100));
        assert_eq!(browser.get("/").await.status, StatusCode::OK);
    }
    site.clock.advance(TimeDelta::minutes(100));
    assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_is_kept_and_can_be_sent_on() {
    let site = Site::open(HTTP).await;
    let Some(route) = web::routes().into_iter().find(|route| {
        route.method == Method::POST && route.access != web::Access::Public && !route.path.contains('{')
    }) else {
        return;
    };
    let typed = [("title", "入力した\u{3000}件名 \"<&>"), ("form-key", "k")];
    let interrupted = site.browser().post(route.path, &typed).await;
    assert_eq!(interrupted.status, StatusCode::UNAUTHORIZED);
    assert_eq!(interrupted.heading(), "サインイン");
    let hidden = |name: &str| interrupted.attribute(&format!("input[name={name}]"), "value").unwrap();
    let mut browser = site.browser();
    let resumed = browser
        .post(
            "/sign-in",
            &[
                ("login", "officer"),
                ("password", PASSWORD),
                ("resume-path", &hidden("resume-path")),
                ("resume-body", &hidden("resume-body")),
            ],
        )
        .await;
    assert_eq!(resumed.status, StatusCode::OK, "{}", resumed.body);
    assert_eq!(resumed.attribute("main form", "action").as_deref(), Some(route.path));
    assert_eq!(resumed.attribute("input[name=title]", "value").as_deref(), Some(typed[0].1));
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let site = Site::open(HTTP).await;
    let mut browser = site.signed_in(Role::Officer).await;
    let operator = Actor::system("test");
    let accounts = account::list(&site.ward, &operator).await.unwrap();
    let officer = accounts.iter().find(|account| account.role == Role::Officer).unwrap();
    account::set_disabled(&site.ward, &operator, officer.id, true, "").await.unwrap();
    assert_eq!(browser.get("/").await.status, StatusCode::SEE_OTHER);
}
