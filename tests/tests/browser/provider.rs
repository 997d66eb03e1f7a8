//! Signing in with the ward's own provider, in a browser that follows it there
//! and back; and each page on the way looked at.

use azukari_core::{
    account,
    config::{BaseUrl, Config},
    policy::Role,
};
use chrono::TimeDelta;
use serde_json::json;

use super::{
    Server,
    people::Eye,
    session::{JavaScript, Window, in_browser_on},
};
use crate::support::{
    provider::Provider,
    ward::{TestWard, operator},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_goes_to_the_provider_and_comes_back() {
    with_provider("to the provider and back", JavaScript::On).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_goes_to_the_provider_and_comes_back_with_javascript_off() {
    with_provider("to the provider and back without scripts", JavaScript::Off).await;
}

async fn with_provider(test: &str, scripts: JavaScript) {
    let provider = Provider::start().await;
    let oidc = provider.settings();
    let home = async |address: &str| {
        TestWard::sample_with(|config: &mut Config| {
            config.base_url = BaseUrl::parse(address).unwrap();
            config.oidc = Some(oidc);
        })
        .await
    };
    in_browser_on(test, scripts, home, async |server, window| {
        provider.goes_by(&server.home.clock);
        walk(server, window, &provider, scripts).await;
    })
    .await;
}

async fn press(window: &Window, selector: &str) {
    window.find(selector).await.click().await.unwrap();
}

async fn walk(server: &Server, window: &Window, provider: &Provider, scripts: JavaScript) {
    let mut eye = Eye::open(scripts);
    provider.knows("0b5c7a2e-4d1f-4f0e-9a63-1d2f5b8c9e70", json!({}));
    window.open_page("/items?q=x").await;
    window.find("main a[href='/sign-in/oidc?next=%2Fitems%3Fq%3Dx']").await;
    eye.see(window, "sign-in-oidc").await;
    press(window, "main a[href^='/sign-in/oidc']").await;
    window.wait_for("the refusal", async || window.path().await.starts_with("/sign-in/oidc/callback")).await;
    let said = window.find("main .notice").await.text().await.unwrap();
    let subject = said.split("識別子：").nth(1).unwrap().trim().to_owned();
    eye.see(window, "sign-in-oidc-unknown").await;

    let accounts = account::list(&server.home.ward, &operator()).await.unwrap();
    let officer = accounts.iter().find(|account| account.login == "officer").unwrap().id;
    window.sign_in(Role::Admin).await;
    window.open_page(&format!("/admin/accounts/{officer}")).await;
    window.follow(&format!("/admin/accounts/{officer}/external")).await;
    eye.see(window, "admin-accounts-external").await;
    window.fill("subject", &subject).await;
    press(window, "main form button[data-kind=primary]").await;
    window.wait_for("the account", async || window.path().await.ends_with(&officer.to_string())).await;
    eye.see(window, "admin-accounts-linked").await;
    press(window, "form[action='/sign-out'] button").await;
    window.wait_for("the sign-in page", async || window.path().await == "/sign-in").await;

    press(window, "main a[href='/sign-in/oidc']").await;
    window.wait_for("the start page", async || window.path().await == "/").await;
    interrupted(server, window, &mut eye).await;
    press(window, "form[action='/sign-out'] button").await;
    window.wait_for("the way out", async || window.heading().await.contains("サインアウトしました")).await;
    eye.see(window, "sign-out-oidc").await;
    press(window, "main a[data-kind=primary]").await;
    window.wait_for("the sign-in page", async || window.path().await == "/sign-in").await;
    eye.close();
}

/// A form is sent when the session has ended: it goes to the provider and back.
async fn interrupted(server: &Server, window: &Window, eye: &mut Eye) {
    window.open_page("/sessions/new").await;
    window.fill("fiscal_year", "令和８年度").await;
    window.fill("number", "４").await;
    server.home.clock.advance(TimeDelta::hours(3));
    press(window, "main form button[data-kind=primary]").await;
    window.find("form[action='/sign-in/oidc'] button").await;
    eye.see(window, "sign-in-oidc-interrupted").await;
    press(window, "form[action='/sign-in/oidc'] button").await;
    window.wait_for("the way on", async || window.heading().await == "庁内認証に進む").await;
    eye.see(window, "sign-in-oidc-carried").await;
    press(window, "main a[data-kind=primary]").await;
    window.wait_for("what was typed", async || window.heading().await == "送信の続き").await;
    eye.see(window, "sign-in-oidc-resumed").await;
    press(window, "main form button[data-kind=primary]").await;
    window.wait_for("the new session", async || window.heading().await.contains("令和8年度第4回")).await;
}
