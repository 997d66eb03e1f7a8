//! From the first page of a new ward to signing in with a code.

use azukari_core::{account::setup, policy::Role};
use chrono::TimeDelta;
use http::StatusCode;

use crate::support::{
    authenticator::code,
    site::Site,
    ward::{PASSWORD, TestWard},
};

#[tokio::test]
async fn a_new_ward_leads_to_its_first_page_and_never_again() {
    let site = Site::of(TestWard::empty().await);
    let mut visitor = site.visitor();
    for path in ["/", "/items?q=x", "/sign-in", "/admin/accounts"] {
        assert_eq!(visitor.get(path).await.location(), "/setup", "{path}");
    }
    assert_eq!(visitor.get("/healthz").await.status, StatusCode::OK);
    let token = setup::token(&site.home.ward).unwrap();
    let typed = [
        ("token", "wrong"),
        ("login", "kanri"),
        ("name", "管理 花子"),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ];
    let refused = visitor.fill("/setup", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.page();
    assert_eq!(page.attributes("input[name=login]", "value"), ["kanri"]);
    assert!(!refused.text().contains(PASSWORD) && !refused.text().contains(&token));
    let typed = [("token", token.as_str()), ("login", "kanri"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(visitor.fill("/setup", &typed).await.location(), "/");
    assert_eq!(visitor.get("/admin/accounts").await.status, StatusCode::OK);
    assert_eq!(site.visitor().get("/setup").await.location(), "/");
    assert_eq!(site.visitor().post("/setup", &typed).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_account_is_added_its_password_shown_once_and_its_owner_signs_in_with_a_code() {
    let site = Site::sample().await;
    let mut admin = site.signed_in(Role::Admin).await;
    let typed = [("login", "yamada"), ("name", "山田 太郎"), ("role", "officer")];
    let added = admin.fill("/admin/accounts/new", &typed).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let at = added.location().to_owned();
    let page = admin.get(&at).await;
    assert_eq!(page.header("cache-control"), Some("no-store"));
    let password = page.page().text("code.secret");
    assert_eq!(password.len(), 23, "{password}");
    assert!(admin.get(&at).await.page().all("code.secret").is_empty(), "it is shown once");

    let mut owner = site.visitor();
    assert_eq!(owner.sign_in("yamada", &password).await.location(), "/");
    let begun = owner.fill("/account/totp", &[("current", &password)]).await;
    assert_eq!(begun.location(), "/account/totp");
    let page = owner.get("/account/totp").await.page();
    assert_eq!(page.all("svg.qr").len(), 1);
    let secret = page.text("code.secret");
    let wrong = owner.post("/account/totp/confirm", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let confirmed = owner.post("/account/totp/confirm", &[("code", &code(&site.home.clock, &secret))]).await;
    assert_eq!(confirmed.location(), "/account/recovery-codes");
    let codes = owner.get("/account/recovery-codes").await.page();
    assert_eq!(codes.all("ul.codes li").len(), 10);
    let spare = codes.text("ul.codes li");
    assert_eq!(owner.get("/account/recovery-codes").await.location(), "/account");

    site.home.clock.advance(TimeDelta::seconds(60));
    let mut again = site.visitor();
    let fields = [("login", "yamada"), ("password", password.as_str()), ("next", "/items?q=x")];
    let asked = again.post("/sign-in", &fields).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert_eq!(asked.page().attributes("input[name=next]", "value"), ["/items?q=x"]);
    assert_eq!(again.get("/items").await.status, StatusCode::SEE_OTHER, "not in before the code");
    let wrong = again.post("/sign-in/code", &[("code", "000000"), ("next", "/items?q=x")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.page().attributes("input[name=next]", "value"), ["/items?q=x"]);
    let done = again
        .post("/sign-in/code", &[("code", &code(&site.home.clock, &secret)), ("next", "/items?q=x")])
        .await;
    assert_eq!(done.location(), "/items?q=x");
    assert_eq!(again.get("/items").await.status, StatusCode::OK);
    let mut lost = site.visitor();
    lost.sign_in("yamada", &password).await;
    assert_eq!(lost.post("/sign-in/code", &[("code", &spare)]).await.location(), "/");
}

#[tokio::test]
async fn people_see_where_they_are_signed_in_and_end_it() {
    let site = Site::sample().await;
    let mut here = site.signed_in(Role::Viewer).await;
    let mut there = site.signed_in(Role::Viewer).await;
    let page = here.get("/account").await.page();
    let others = page.attributes("main form[action='/account/sessions'] input[name=session]", "value");
    assert_eq!(others.len(), 1);
    let ended = here.post("/account/sessions", &[("session", &others[0])]).await;
    assert_eq!(ended.location(), "/account#sessions");
    assert_eq!(there.get("/items").await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/items").await.status, StatusCode::OK);
    assert_eq!(here.post("/account/sessions", &[("session", "all")]).await.location(), "/sign-in");
    assert_eq!(here.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_keeps_this_one() {
    let site = Site::sample().await;
    let mut here = site.signed_in(Role::Viewer).await;
    let mut there = site.signed_in(Role::Viewer).await;
    let new = "とつぜん青い自転車が歌う";
    let typed = [("current", PASSWORD), ("password", new), ("again", "ちがうもの")];
    let refused = here.fill("/account/password", &typed).await;
    assert_eq!(refused.page().attributes("input[name=again]", "aria-invalid"), ["true"]);
    let typed = [("current", PASSWORD), ("password", new), ("again", new)];
    assert_eq!(here.fill("/account/password", &typed).await.location(), "/account");
    assert_eq!(here.get("/items").await.status, StatusCode::OK);
    assert_eq!(there.get("/items").await.status, StatusCode::SEE_OTHER);
}
