//! Signing in, being kept out, and what happens when a session has ended.

use azukari_core::policy::Role;
use chrono::TimeDelta;
use http::StatusCode;

use crate::support::{site::Site, ward::PASSWORD};

#[tokio::test]
async fn a_wrong_password_is_refused_with_the_login_kept_and_the_password_not() {
    let site = Site::sample().await;
    let mut visitor = site.visitor();
    let answer = visitor.sign_in("officer", "not the password").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.page();
    assert!(page.title().starts_with("エラー："), "{}", page.title());
    assert_eq!(page.attributes("input[name=login]", "value"), ["officer"]);
    assert!(page.attributes("input[name=password]", "value").iter().all(String::is_empty));
    assert!(!answer.text().contains("not the password"));
    assert_eq!(visitor.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_unknown_login_is_refused_in_the_same_words() {
    let site = Site::sample().await;
    let known = site.visitor().sign_in("officer", "not the password").await;
    let unknown = site.visitor().sign_in("nobody", "not the password").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.page().main(), unknown.page().main());
}

#[tokio::test]
async fn an_empty_form_names_both_fields() {
    let answer = Site::sample().await.visitor().sign_in("", "").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.page();
    for field in ["login", "password"] {
        let control = format!("input[name={field}]");
        assert_eq!(page.attributes(&control, "aria-invalid"), ["true"], "{field}");
        let id = page.attributes(&control, "id").remove(0);
        assert!(!page.all(&format!("a[href='#{id}']")).is_empty(), "the summary does not lead to {field}");
    }
}

#[tokio::test]
async fn after_five_failures_the_right_password_waits_fifteen_minutes() {
    let site = Site::sample().await;
    let mut last = None;
    for _ in 0..5 {
        last = Some(site.visitor().sign_in("officer", "not the password").await);
    }
    assert_eq!(last.unwrap().status, StatusCode::TOO_MANY_REQUESTS);
    let locked = site.visitor().sign_in("officer", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(locked.page().main().contains("15分"), "{}", locked.page().main());
    // Others are not kept out, and the lock ends by itself.
    assert_eq!(site.visitor().sign_in("viewer", PASSWORD).await.status, StatusCode::SEE_OTHER);
    site.home.clock.advance(TimeDelta::minutes(15) + TimeDelta::seconds(1));
    assert_eq!(site.visitor().sign_in("officer", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_page_that_was_wanted_comes_after_signing_in() {
    let site = Site::sample().await;
    let mut visitor = site.visitor();
    let asked = visitor.get("/items?q=%E5%A7%94%E8%A8%97").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    let page = visitor.get(asked.location()).await.page();
    let next = page.attributes("input[name=next]", "value").remove(0);
    let fields = [("login", "viewer"), ("password", PASSWORD), ("next", next.as_str())];
    let answer = visitor.post("/sign-in", &fields).await;
    assert_eq!(answer.location(), "/items?q=%E5%A7%94%E8%A8%97");
    assert_eq!(visitor.get(answer.location()).await.status, StatusCode::OK);
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let site = Site::sample().await;
    for next in
        ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"]
    {
        let fields = [("login", "viewer"), ("password", PASSWORD), ("next", next)];
        assert_eq!(site.visitor().post("/sign-in", &fields).await.location(), "/", "{next}");
    }
}

#[tokio::test]
async fn a_session_ends_after_two_hours_without_use_and_says_so() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    site.home.clock.advance(TimeDelta::minutes(110));
    assert_eq!(officer.get("/items").await.status, StatusCode::OK);
    site.home.clock.advance(TimeDelta::minutes(110));
    assert_eq!(officer.get("/items").await.status, StatusCode::OK, "use keeps a session open");
    site.home.clock.advance(TimeDelta::minutes(121));
    let ended = officer.get("/items").await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let page = officer.get(ended.location()).await.page();
    assert!(page.main().contains("サインアウトしました"), "{}", page.main());
}

#[tokio::test]
async fn no_session_outlives_a_working_day() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for _ in 0..12 {
        assert_eq!(officer.get("/items").await.status, StatusCode::OK);
        site.home.clock.advance(TimeDelta::minutes(61));
    }
    assert_eq!(officer.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_typed_when_a_session_ended_is_kept_and_sent_on() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    site.home.clock.advance(TimeDelta::hours(3));
    let fields = [("fiscal_year", "令和8年度"), ("number", "４"), ("memo", "\"><script>alert(1)</script>")];
    let interrupted = officer.post("/sessions/new", &fields).await;
    assert_eq!(interrupted.status, StatusCode::UNAUTHORIZED);
    let page = interrupted.page();
    assert!(page.all("main script").is_empty());
    let kept = |name: &str| page.attributes(&format!("input[name={name}]"), "value").remove(0);
    let (path, body) = (kept("resume-path"), kept("resume-body"));
    let again = [
        ("login", "officer"),
        ("password", PASSWORD),
        ("resume-path", path.as_str()),
        ("resume-body", body.as_str()),
    ];
    let resumed = officer.post("/sign-in", &again).await;
    assert_eq!(resumed.status, StatusCode::OK);
    let page = resumed.page();
    assert_eq!(page.attributes("main form", "action"), ["/sessions/new"]);
    for (name, value) in fields {
        assert_eq!(page.attributes(&format!("main input[name={name}]"), "value"), [value]);
    }
}

#[tokio::test]
async fn who_signs_out_is_out_and_an_old_cookie_is_worth_nothing() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let mut thief = site.visitor_with(officer.cookie.clone());
    assert_eq!(thief.get("/items").await.status, StatusCode::OK);
    assert_eq!(officer.post("/sign-out", &[]).await.location(), "/sign-in");
    assert_eq!(officer.get("/items").await.status, StatusCode::SEE_OTHER);
    assert_eq!(thief.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_cookie_planted_before_signing_in_is_worth_nothing_afterwards() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let planted = officer.cookie.clone();
    officer.sign_in("officer", PASSWORD).await;
    assert_ne!(officer.cookie, planted);
    let mut thief = site.visitor_with(planted);
    assert_eq!(thief.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_account_that_is_disabled_is_out_at_once() {
    use azukari_core::account;

    let site = Site::sample().await;
    let mut viewer = site.signed_in(Role::Viewer).await;
    assert_eq!(viewer.get("/items").await.status, StatusCode::OK);
    let operator = crate::support::ward::operator();
    let accounts = account::list(&site.home.ward, &operator).await.unwrap();
    let id = accounts.iter().find(|account| account.login == "viewer").unwrap().id;
    account::set_disabled(&site.home.ward, &operator, id, true, "").await.unwrap();
    assert_eq!(viewer.get("/items").await.status, StatusCode::SEE_OTHER);
}
