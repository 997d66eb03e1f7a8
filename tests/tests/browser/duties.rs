//! Duties confirmed in a browser: those of a draft's clauses, one of them
//! changed, and one of a protection that was promised to the council.

use azukari_core::policy::Role;

use super::{
    Server,
    eyes::{Eyes, seen, without_scripts},
    session::Window,
};
use crate::{http::duties::with_a_draft, support::sample};

const CONFIRM: &str = "#edit-form button[data-kind=primary]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duties_are_confirmed_with_javascript() {
    seen("duties", walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duties_are_confirmed_with_javascript_off() {
    without_scripts("duties", walk).await;
}

async fn walk(server: &Server, window: &Window, eyes: &mut Eyes) {
    let edition = with_a_draft(&server.home.ward).await;
    window.sign_in(Role::Officer).await;
    of_clauses(window, &edition, eyes).await;
    of_protections(window, eyes).await;
}

async fn press(window: &Window, selector: &str) {
    window.find(selector).await.click().await.unwrap();
}

/// Waits for a page that a form led to.
async fn wait(window: &Window, what: &str, holds: &str) {
    window.wait_for(what, async || window.texts("main").await.concat().contains(holds)).await;
}

async fn of_clauses(window: &Window, edition: &str, eyes: &mut Eyes) {
    let path = format!("{edition}/duties");
    let (set, id) = edition.split_once("/editions/").unwrap();
    window.open_page(&format!("{set}?edition={id}")).await;
    window.follow(&path).await;
    eyes.look(window, "proposals").await;
    press(window, CONFIRM).await;
    window.find(".error-summary").await;
    eyes.look(window, "nothing chosen").await;
    press(window, "li[data-state=proposed]:first-child input[type=checkbox]").await;
    press(window, CONFIRM).await;
    wait(window, "the confirmed duty", "22条のうち1条を確認しました").await;
    eyes.look(window, "one confirmed").await;

    press(window, "li[data-state=proposed] button[value^='dismiss:']").await;
    wait(window, "what is no duty", "義務ではないとした提案が1件あります").await;
    eyes.look(window, "one is no duty").await;
    press(window, "li[data-state=dismissed] button[value^='again:']").await;
    wait(window, "the proposal again", "を、提案に戻しました").await;
    press(window, "li[data-state=proposed] button[value^='dismiss:']").await;
    wait(window, "what is no duty", "義務ではないとした提案が1件あります").await;

    press(window, "li[data-state=confirmed] .duty-controls a").await;
    window.wait_for("the duty", async || window.heading().await.contains("義務の変更")).await;
    eyes.look(window, "a duty").await;
    window.fill("due.standard_days", "１４").await;
    press(window, CONFIRM).await;
    window.find("[name='due.standard_days'][aria-invalid=true]").await;
    eyes.look(window, "a duty refused").await;
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

async fn of_protections(window: &Window, eyes: &mut Eyes) {
    let item = sample::item_of_kind("linkage")["id"].as_str().unwrap();
    window.open_page(&format!("/items/{item}")).await;
    press(window, &format!("main a[href^='/items/{item}/duties?version=']")).await;
    window.wait_for("the duties", async || window.heading().await.contains("義務の確認")).await;
    eyes.look(window, "protections").await;
    press(window, "li[data-state=proposed]:first-child input[type=checkbox]").await;
    press(window, CONFIRM).await;
    wait(window, "the confirmed duty", "件の対策のうち").await;
    window.find("li[data-state=confirmed]").await;
    eyes.look(window, "a protection's duty").await;
    window.open_page(&format!("/items/{item}")).await;
    window.find(".duty-short li").await;
    eyes.look(window, "the item").await;
}
