//! Signing in with the ward's own provider: how often it may be begun, how it
//! ends, and what outlives a session.

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::json;

use super::oidc::{SUBJECT, kept_out, linked, there_and_back};
use crate::support::{provider::Lie, ward::PASSWORD};

#[tokio::test]
async fn who_signs_out_is_led_to_sign_out_at_the_provider_too() {
    let (provider, site) = linked().await;
    let mut visitor = site.visitor();
    for claims in [json!({}), json!({"groups": "g".repeat(5_000)})] {
        provider.knows(SUBJECT, claims.clone());
        there_and_back(&mut visitor, &provider).await;
        let out = visitor.post("/sign-out", &[]).await;
        assert_eq!((out.status, out.header("clear-site-data")), (StatusCode::OK, Some("\"cache\"")));
        assert_eq!(out.header("cache-control"), Some("no-store"));
        let page = out.page();
        assert_eq!(page.text("main h1"), "アズカリからサインアウトしました");
        assert!(page.main().contains("庁内認証でのサインインは続いています"), "{}", page.main());
        assert_eq!(visitor.get("/items").await.status, StatusCode::SEE_OTHER);
        let way = page.attributes("main a.button[data-kind=primary]", "href").remove(0);
        // A long token would make an address that servers refuse.
        assert_eq!(way.contains("id_token_hint="), claims == json!({}), "{way}");
        assert_eq!(provider.leave(&way), "http://azukari.test/sign-in");
        assert_eq!(visitor.post("/sign-out", &[]).await.location(), "/sign-in", "once");
    }
    for lie in [Lie::NoLeaving, Lie::PlainLeaving] {
        provider.lies(lie);
        there_and_back(&mut visitor, &provider).await;
        let out = visitor.post("/sign-out", &[]).await;
        let page = visitor.get(out.location()).await.page();
        assert!(page.main().contains("認証サーバーでのサインインは続いています"), "{}", page.main());
        assert_eq!(visitor.get("/items").await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn who_begins_too_often_waits_and_nobody_else_does() {
    let (_provider, site) = linked().await;
    let from = |address: &str| site.visitor_from(address);
    for _ in 0..60 {
        assert_eq!(from("192.0.2.1").get("/sign-in/oidc").await.status, StatusCode::SEE_OTHER);
    }
    let mut eager = from("192.0.2.1");
    for _ in 0..2 {
        let answer = eager.get("/sign-in/oidc?next=%2Fitems").await;
        kept_out(&mut eager, &answer, StatusCode::TOO_MANY_REQUESTS, "1分ほど待って").await;
        let way = answer.page().attributes("a[href^='/sign-in/oidc']", "href").remove(0);
        assert_eq!(way, "/sign-in/oidc?next=%2Fitems");
    }
    let typed = [("resume-path", "/sessions/new"), ("resume-body", "number=4")];
    let answer = eager.post("/sign-in/oidc", &typed).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.page().attributes("input[name=resume-body]", "value").first().unwrap(), "number=4");
    // Addresses that one caller can choose from are one.
    for end in 0..60 {
        from(&format!("2001:db8:0:1::{end:x}")).get("/sign-in/oidc").await;
    }
    let late = from("2001:db8:0:1:f::1").get("/sign-in/oidc").await;
    assert_eq!(late.status, StatusCode::TOO_MANY_REQUESTS);
    for other in ["192.0.2.2", "2001:db8:0:2::1"] {
        assert_eq!(from(other).get("/sign-in/oidc").await.status, StatusCode::SEE_OTHER, "{other}");
    }
    assert_eq!(eager.sign_in("officer", PASSWORD).await.location(), "/");
    site.home.clock.advance(TimeDelta::seconds(61));
    assert_eq!(from("192.0.2.1").get("/sign-in/oidc").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_typed_when_a_session_ended_goes_to_the_provider_and_back() {
    let (provider, site) = linked().await;
    let mut officer = site.visitor();
    there_and_back(&mut officer, &provider).await;
    site.home.clock.advance(TimeDelta::hours(3));
    provider.lies(Lie::None);
    let fields = [("fiscal_year", "令和8年度"), ("number", "４"), ("memo", "\"><script>alert(1)</script>")];
    let interrupted = officer.post("/sessions/new", &fields).await;
    assert_eq!(interrupted.status, StatusCode::UNAUTHORIZED);
    let kept = interrupted.page().fields("form[action='/sign-in/oidc']");
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (&**name, &**value)).collect();
    let on = officer.post("/sign-in/oidc", &kept).await;
    assert_eq!(on.status, StatusCode::OK, "{}", on.text());
    let way = on.page().attributes("main a.button", "href").remove(0);
    let back = provider.visit(&way);
    let resumed = officer.get(back.strip_prefix("http://azukari.test").unwrap()).await;
    assert_eq!(resumed.status, StatusCode::OK, "{}", resumed.text());
    let page = resumed.page();
    assert_eq!(page.attributes("main form", "action"), ["/sessions/new"]);
    for (name, value) in fields {
        assert_eq!(page.attributes(&format!("main input[name={name}]"), "value"), [value]);
    }
    assert_eq!(officer.get("/items").await.status, StatusCode::OK);
}
