//! Duties confirmed in a browser: those of a draft's clauses, one of them
//! changed, and one of a protection that was promised to the council.

use azukari_core::policy::Role;

use super::{
    Server,
    axe::{Findings, axe},
    session::{JavaScript, Window, in_browser},
};
use crate::{http::duties::with_a_draft, support::sample};

const CONFIRM: &str = "#edit-form button[data-kind=primary]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duties_are_confirmed_with_javascript() {
    in_browser("duties with JavaScript", JavaScript::On, async |server, window| {
        walk(server, window, &mut None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duties_are_confirmed_with_javascript_off() {
    in_browser("duties with JavaScript off", JavaScript::Off, async |server, window| {
        walk(server, window, &mut None).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_duties_in_any_state() {
    let Some(axe) = axe() else { return };
    in_browser("axe-core on duties", JavaScript::On, async |server, window| {
        let mut looked = Some((Findings::default(), axe));
        walk(server, window, &mut looked).await;
        let (findings, _) = looked.unwrap();
        assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
    })
    .await;
}

type Looked = Option<(Findings, String)>;

async fn look(window: &Window, looked: &mut Looked, name: &str) {
    if let Some((findings, axe)) = looked {
        findings.look(window, axe, name).await;
    }
}

async fn walk(server: &Server, window: &Window, looked: &mut Looked) {
    let edition = with_a_draft(&server.home.ward).await;
    window.sign_in(Role::Officer).await;
    of_clauses(window, &edition, looked).await;
    of_protections(window, looked).await;
}

async fn press(window: &Window, selector: &str) {
    window.find(selector).await.click().await.unwrap();
}

/// Waits for a page that a form led to.
async fn wait(window: &Window, what: &str, holds: &str) {
    window.wait_for(what, async || window.texts("main").await.concat().contains(holds)).await;
}

async fn of_clauses(window: &Window, edition: &str, looked: &mut Looked) {
    let path = format!("{edition}/duties");
    let (set, id) = edition.split_once("/editions/").unwrap();
    window.open_page(&format!("{set}?edition={id}")).await;
    window.follow(&path).await;
    look(window, looked, "proposals").await;
    press(window, CONFIRM).await;
    window.find(".error-summary").await;
    look(window, looked, "nothing chosen").await;
    press(window, "li[data-state=proposed]:first-child input[type=checkbox]").await;
    press(window, CONFIRM).await;
    wait(window, "the confirmed duty", "22条のうち1条を確認しました").await;
    look(window, looked, "one confirmed").await;

    press(window, "li[data-state=confirmed] .duty-controls a").await;
    window.wait_for("the duty", async || window.heading().await.contains("義務の変更")).await;
    look(window, looked, "a duty").await;
    window.fill("due.standard_days", "１４").await;
    press(window, CONFIRM).await;
    window.find("[name='due.standard_days'][aria-invalid=true]").await;
    look(window, looked, "a duty refused").await;
    press(window, "[name='due.base'] option[value=contract_end]").await;
    press(window, "button[name=op][value='evidence:add']").await;
    // The answer stands in the form's place once it says what was done.
    window.find(".row-said[data-announce]").await;
    let rows = window.value("return document.querySelectorAll('.row-title').length").await.as_u64().unwrap();
    window.fill(&format!("evidence[{}].name", rows - 1), "返還の控え").await;
    press(window, CONFIRM).await;
    wait(window, "the changed duty", "14日以内（内規）").await;
    wait(window, "its evidence", "返還の控え").await;
}

async fn of_protections(window: &Window, looked: &mut Looked) {
    let item = sample::item_of_kind("linkage")["id"].as_str().unwrap();
    window.open_page(&format!("/items/{item}")).await;
    press(window, &format!("main a[href^='/items/{item}/duties?version=']")).await;
    window.wait_for("the duties", async || window.heading().await.contains("義務の確認")).await;
    look(window, looked, "protections").await;
    press(window, "li[data-state=proposed]:first-child input[type=checkbox]").await;
    press(window, CONFIRM).await;
    wait(window, "the confirmed duty", "件の対策のうち").await;
    window.find("li[data-state=confirmed]").await;
    look(window, looked, "a protection's duty").await;
    window.open_page(&format!("/items/{item}")).await;
    window.find(".duty-short li").await;
    look(window, looked, "the item").await;
}
