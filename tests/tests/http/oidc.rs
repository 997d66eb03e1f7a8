//! Signing in with the ward's own provider, driven through the real router and
//! a provider that can be told to lie.

use azukari_core::{
    account::{self, Account, AccountQuery},
    audit,
    config::Oidc,
    policy::Role,
};
use chrono::TimeDelta;
use http::StatusCode;
use serde_json::json;

use crate::support::{
    authenticator::code,
    provider::{Lie, Provider},
    site::{Answer, Site, Visitor},
    ward::{PASSWORD, TestWard, operator},
};

pub(super) const SUBJECT: &str = "248289761001";

/// A ward with a provider, its settings changed.
async fn ward(provider: &Provider, change: impl FnOnce(&mut Oidc)) -> Site {
    let mut oidc = provider.settings();
    change(&mut oidc);
    let site = Site::of(TestWard::sample_with(|config| config.oidc = Some(oidc)).await);
    provider.goes_by(&site.home.clock);
    site
}

/// A provider and a ward that knows it, its officer linked to the person there.
pub(super) async fn linked() -> (Provider, Site) {
    let provider = Provider::start().await;
    let site = ward(&provider, |_| {}).await;
    link(&site, "officer", SUBJECT).await;
    (provider, site)
}

async fn found(site: &Site, login: &str) -> Account {
    let accounts = account::list(&site.home.ward, &operator()).await.unwrap();
    accounts.into_iter().find(|account| account.login == login).unwrap()
}

async fn link(site: &Site, login: &str, subject: &str) {
    let id = found(site, login).await.id;
    account::link(&site.home.ward, &operator(), id, subject, "").await.unwrap();
}

/// To the provider and back: the address that the provider sends to.
async fn there(visitor: &mut Visitor<'_>, provider: &Provider, from: &str) -> String {
    let started = visitor.get(from).await;
    assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.text());
    let back = provider.visit(started.location());
    back.strip_prefix("http://azukari.test").unwrap().to_owned()
}

pub(super) async fn there_and_back(visitor: &mut Visitor<'_>, provider: &Provider) -> Answer {
    let back = there(visitor, provider, "/sign-in/oidc").await;
    visitor.get(&back).await
}

/// Refused with a page that says so and offers both ways in again.
pub(super) async fn kept_out(visitor: &mut Visitor<'_>, answer: &Answer, status: StatusCode, says: &str) {
    assert_eq!(answer.status, status, "{}", answer.text());
    let page = answer.page();
    assert!(page.main().contains(says), "{says}: {}", page.main());
    assert_eq!(page.texts("a[href^='/sign-in/oidc']"), ["庁内認証でサインイン"]);
    assert_eq!(page.all("form[action='/sign-in']").len(), 1);
    assert_eq!(visitor.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whom_the_provider_knows_is_in_without_a_password_or_a_code() {
    let (provider, site) = linked().await;
    let mut officer = site.signed_in(Role::Officer).await;
    officer.fill("/account/totp", &[("current", PASSWORD)]).await;
    let secret = officer.get("/account/totp").await.page().text("code.secret");
    officer.post("/account/totp/confirm", &[("code", &code(&site.home.clock, &secret))]).await;
    assert!(found(&site, "officer").await.totp);

    let mut visitor = site.visitor();
    let page = visitor.get("/sign-in?next=%2Fitems%3Fq%3Dx").await.page();
    assert_eq!(page.texts("a.button[data-kind=primary]"), ["庁内認証でサインイン"]);
    let way = page.attributes("a.button[data-kind=primary]", "href").remove(0);
    let back = there(&mut visitor, &provider, &way).await;
    let before = visitor.cookie.clone();
    let done = visitor.get(&back).await;
    assert_eq!(done.location(), "/items?q=x", "{}", done.text());
    assert_ne!(visitor.cookie, before, "a session begins under a new id");
    assert_eq!(visitor.get("/items?q=x").await.status, StatusCode::OK);
    let entry = audit::page(site.home.ward.store(), None, 1).await.unwrap().remove(0);
    assert_eq!((entry.action.as_str(), entry.login.as_str()), ("sign-in", "officer"));
    // Who is in is not sent to the provider again.
    assert_eq!(visitor.get("/sign-in/oidc?next=%2Fsessions").await.location(), "/sessions");
}

#[tokio::test]
async fn a_ward_without_a_provider_shows_no_way_there() {
    let site = Site::sample().await;
    let mut visitor = site.visitor();
    let page = visitor.get("/sign-in").await.page();
    assert!(page.all("a[href^='/sign-in/oidc']").is_empty());
    for path in ["/sign-in/oidc", "/sign-in/oidc/callback?code=a&state=b"] {
        assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(visitor.post("/sign-in/oidc", &[]).await.status, StatusCode::NOT_FOUND);
    let mut admin = site.signed_in(Role::Admin).await;
    let at = format!("/admin/accounts/{}/external", found(&site, "viewer").await.id);
    let page = admin.get(&at).await.page();
    assert!(page.main().contains("設定されていません") && page.all("main form").is_empty());
    assert_eq!(admin.post(&at, &[("subject", "1")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_that_does_not_hold_lets_nobody_in() {
    let (provider, site) = linked().await;
    for lie in [
        Lie::Nonce,
        Lie::Audience,
        Lie::SecondAudience,
        Lie::Expired,
        Lie::Issuer,
        Lie::Key,
        Lie::Changed,
        Lie::Unsigned,
        Lie::SharedSecret,
        Lie::Nobody,
        Lie::AccessToken,
        Lie::Missing,
        Lie::Garbage,
    ] {
        let mut visitor = site.visitor();
        provider.lies(lie);
        let answer = there_and_back(&mut visitor, &provider).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{lie:?}: {}", answer.text());
        kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "結果を確かめられませんでした").await;
    }
    provider.lies(Lie::None);
    assert_eq!(there_and_back(&mut site.visitor(), &provider).await.location(), "/");
}

#[tokio::test]
async fn a_provider_that_is_not_itself_or_sends_codes_openly_is_not_asked() {
    let (provider, site) = linked().await;
    provider.lies(Lie::Name);
    let mut visitor = site.visitor();
    let answer = visitor.get("/sign-in/oidc").await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "接続できません").await;
    provider.lies(Lie::PlainHttp);
    let answer = there_and_back(&mut visitor, &provider).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "接続できません").await;
    assert_eq!(provider.exchanges(), 0);
}

#[tokio::test]
async fn an_answer_counts_once_and_only_where_it_was_asked_for() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    let back = there(&mut visitor, &provider, "/sign-in/oidc").await;
    // Somebody is lured to finish another's sign-in.
    let mut lured = site.visitor();
    let answer = lured.get(&back).await;
    kept_out(&mut lured, &answer, StatusCode::BAD_REQUEST, "別の画面").await;
    let planted = back.replace("state=", "state=x");
    let answer = visitor.get(&planted).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_REQUEST, "別の画面").await;
    assert_eq!(provider.exchanges(), 0);

    let thief = visitor.cookie.clone();
    assert_eq!(visitor.get(&back).await.location(), "/");
    assert_eq!(provider.exchanges(), 1);
    // The way back opens the callback again: nothing happens.
    assert_eq!(visitor.get(&back).await.location(), "/");
    let mut again = site.visitor_with(thief);
    let answer = again.get(&back).await;
    kept_out(&mut again, &answer, StatusCode::BAD_REQUEST, "別の画面").await;
    assert_eq!(provider.exchanges(), 1);
}

#[tokio::test]
async fn a_code_that_was_used_elsewhere_is_worth_nothing() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    let back = there(&mut visitor, &provider, "/sign-in/oidc").await;
    let mut other = site.visitor();
    let theirs = there(&mut other, &provider, "/sign-in/oidc").await;
    let part = |path: &str, name: &str| {
        let query = path.split_once('?').unwrap().1;
        query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap().to_owned()
    };
    // Another's code with one's own state: the verifier does not fit.
    let mixed =
        format!("/sign-in/oidc/callback?code={}&state={}", part(&theirs, "code"), part(&back, "state"));
    let answer = visitor.get(&mixed).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "結果を確かめられませんでした").await;
    // The state is used up with it.
    let answer = visitor.get(&back).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_REQUEST, "別の画面").await;
}

#[tokio::test]
async fn two_windows_may_be_at_the_provider_and_time_runs_out_for_both() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    let first = there(&mut visitor, &provider, "/sign-in/oidc?next=%2Fitems").await;
    let second = there(&mut visitor, &provider, "/sign-in/oidc?next=%2Fsessions").await;
    assert_eq!(visitor.get(&first).await.location(), "/items");
    assert_eq!(visitor.get(&second).await.location(), "/");

    let mut slow = site.visitor();
    let back = there(&mut slow, &provider, "/sign-in/oidc?next=%2Fitems").await;
    site.home.clock.advance(TimeDelta::minutes(11));
    let answer = slow.get(&back).await;
    kept_out(&mut slow, &answer, StatusCode::BAD_REQUEST, "時間がかかった").await;
    let way = answer.page().attributes("a[href^='/sign-in/oidc']", "href").remove(0);
    assert_eq!(way, "/sign-in/oidc?next=%2Fitems", "the page that was wanted is kept");
}

#[tokio::test]
async fn who_is_refused_there_or_disabled_here_is_told() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    let back = there(&mut visitor, &provider, "/sign-in/oidc").await;
    let state = back.split("state=").nth(1).unwrap().to_owned();
    let denied = format!("/sign-in/oidc/callback?error=access_denied&state={state}");
    let answer = visitor.get(&denied).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_REQUEST, "完了しませんでした").await;
    assert_eq!(provider.exchanges(), 0);

    let id = found(&site, "officer").await.id;
    account::set_disabled(&site.home.ward, &operator(), id, true, "").await.unwrap();
    let answer = there_and_back(&mut visitor, &provider).await;
    kept_out(&mut visitor, &answer, StatusCode::FORBIDDEN, "停止されています").await;
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_password() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    let back = there(&mut visitor, &provider, "/sign-in/oidc").await;
    provider.stop();
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let answer = visitor.get(&back).await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "接続できません").await;
    let answer = visitor.get("/sign-in/oidc").await;
    kept_out(&mut visitor, &answer, StatusCode::BAD_GATEWAY, "接続できません").await;
    assert_eq!(visitor.sign_in("officer", PASSWORD).await.location(), "/");
    // Who came in by a password leaves without a word about the provider.
    assert_eq!(visitor.post("/sign-out", &[]).await.location(), "/sign-in");
}

#[tokio::test]
async fn an_administrator_links_the_person_that_the_page_names() {
    let provider = Provider::start().await;
    let site = ward(&provider, |_| {}).await;
    // A login of the same name is not enough: it may be another person's there.
    provider.knows("A-1 <b>", json!({"preferred_username": "viewer"}));
    let mut visitor = site.visitor();
    let answer = there_and_back(&mut visitor, &provider).await;
    kept_out(&mut visitor, &answer, StatusCode::FORBIDDEN, "識別子：A-1 <b>").await;

    let mut admin = site.signed_in(Role::Admin).await;
    let viewer = format!("/admin/accounts/{}", found(&site, "viewer").await.id);
    let at = format!("{viewer}/external");
    assert!(!admin.get(&viewer).await.page().all(&format!("a[href='{at}']")).is_empty());
    let refused = admin.fill(&at, &[("subject", "全角")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().attributes("input[name=subject]", "value"), ["全角"]);
    let mut open = site.signed_in(Role::Viewer).await;
    assert_eq!(admin.fill(&at, &[("subject", " A-1 <b> ")]).await.location(), viewer);
    assert_eq!(open.get("/items").await.status, StatusCode::SEE_OTHER, "sessions end");
    assert_eq!(there_and_back(&mut visitor, &provider).await.location(), "/");
    let page = admin.get(&viewer).await.page();
    assert!(page.main().contains("結び付け済み（A-1 <b>）"), "{}", page.main());
    let trail = admin.get(&viewer.replace("/admin/accounts/", "/history/account/")).await.text();
    assert!(trail.contains("A-1 &lt;b&gt;") && !trail.contains("A-1 <b>"));

    let other = format!("/admin/accounts/{}/external", found(&site, "section").await.id);
    let taken = admin.fill(&other, &[("subject", "A-1 <b>")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.page().main().contains("「viewer」と結び付いています"));
    assert_eq!(admin.fill(&at, &[("subject", "")]).await.location(), viewer);
    let answer = there_and_back(&mut site.visitor(), &provider).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut auditor = site.signed_in(Role::Auditor).await;
    assert_eq!(auditor.get(&at).await.status, StatusCode::FORBIDDEN);
    assert_eq!(account::count(&site.home.ward, &operator(), &AccountQuery::default()).await.unwrap(), 6);
}

#[tokio::test]
async fn a_ward_may_let_a_claim_name_the_login_once() {
    let provider = Provider::start().await;
    for (claim, claims) in [
        ("preferred_username", json!({"preferred_username": "Viewer"})),
        ("staff_number", json!({"staff_number": "viewer"})),
    ] {
        let site = ward(&provider, |oidc| oidc.login_claim = Some(claim.to_owned())).await;
        provider.knows("one", claims.clone());
        assert_eq!(there_and_back(&mut site.visitor(), &provider).await.location(), "/", "{claim}");
        provider.knows("two", claims);
        let mut visitor = site.visitor();
        let answer = there_and_back(&mut visitor, &provider).await;
        kept_out(&mut visitor, &answer, StatusCode::FORBIDDEN, "別の人と結び付いています").await;
        // No text, no login.
        provider.knows("three", json!({"staff_number": 7}));
        let answer = there_and_back(&mut visitor, &provider).await;
        kept_out(&mut visitor, &answer, StatusCode::FORBIDDEN, "識別子：three").await;
    }
}

#[tokio::test]
async fn the_wards_own_authority_is_trusted_where_it_is_named() {
    let provider = Provider::start_with_tls().await;
    let site = ward(&provider, |_| {}).await;
    link(&site, "officer", SUBJECT).await;
    assert_eq!(there_and_back(&mut site.visitor(), &provider).await.location(), "/");
    let distrusting = ward(&provider, |oidc| oidc.authorities = None).await;
    let mut visitor = distrusting.visitor();
    let answer = visitor.get("/sign-in/oidc").await;
    // Without any authority on this machine the connection cannot even be made.
    assert!(answer.status.is_server_error(), "{}", answer.status);
    assert_eq!(visitor.get("/items").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_client_without_a_secret_shows_the_verifier_alone() {
    let provider = Provider::start().await;
    provider.wants_no_secret();
    let site = ward(&provider, |oidc| oidc.client_secret = None).await;
    link(&site, "officer", SUBJECT).await;
    assert_eq!(there_and_back(&mut site.visitor(), &provider).await.location(), "/");
}
