//! The editor of a draft edition as a person uses it: clauses moved, split,
//! joined, removed; a decision; saved; compared. With scripts and without.

use azukari_core::policy::Role;

use super::{
    axe::{Findings, axe},
    session::{JavaScript, Window, in_browser},
};
use crate::http::clause_text::{DRAFT, path, set, with_draft};

const PRIMARY: &str = "#edit-form button[data-kind=primary]";

async fn keys(window: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll(\"#edit-form input[name$='.from']\")].map(it => it.name.slice(8, -6))";
    window.value(script).await.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

/// Presses a button of a card and waits for what comes of it.
async fn press(window: &Window, op: &str, after: &str) {
    window.find(&format!("#edit-form button[value='{op}']")).await.click().await.unwrap();
    window.wait_for(op, async || window.value(&format!("return {after}")).await == true).await;
}

/// Whether there is something on the page.
fn there(selector: &str) -> String {
    format!("document.querySelector(\"{selector}\") !== null")
}

/// In which order two cards stand.
fn before(first: &str, second: &str) -> String {
    let at = |key: &str| format!("document.querySelector(\"[name='clauses[{key}].from']\")");
    format!("({}.compareDocumentPosition({}) & 4) !== 0", at(first), at(second))
}

async fn on_page(window: &Window, heading: &str) {
    window.wait_for(heading, async || window.heading().await.contains(heading)).await;
}

async fn awake(window: &Window) {
    let script = "return document.querySelector('head script') === null || document.querySelector('.edit-keeper')?.dataset.awake === 'true'";
    window.wait_for("the island", async || window.value(script).await == true).await;
}

async fn walk(window: &Window, scripts: bool) {
    let axe = axe();
    let mut findings = Findings::default();
    // axe-core itself needs scripts.
    let mut look = async |name: &str| {
        if let Some(axe) = axe.as_ref().filter(|_| scripts) {
            findings.look(window, axe, name).await;
        }
    };
    window.sign_in(Role::Officer).await;
    window.open_page(&path()).await;
    window.find(PRIMARY).await;
    if scripts {
        awake(window).await;
    }
    look("the editor").await;
    let cards = keys(window).await;
    press(window, &format!("up:{}", cards[1]), &before(&cards[1], &cards[0])).await;
    assert_eq!(keys(window).await[0], cards[1]);
    // The fifth has a list: a new clause begins at its last line.
    let cut = format!("[name='clauses[{}].cut']", cards[4]);
    press(window, &format!("cut:{}", cards[4]), &there(&cut)).await;
    look("a clause to be split").await;
    window.find(&format!("{cut} option:last-child")).await.click().await.unwrap();
    press(window, &format!("split:{}", cards[4]), &there("[name='clauses[n1].from']")).await;
    press(window, "join:n1", &format!("!({})", there(&format!("[name='clauses[{}].from']", cards[5])))).await;
    press(window, &format!("remove:{}", cards[0]), &there(&format!("button[value='restore:{}']", cards[0])))
        .await;
    look("the editor, changed").await;
    window.find(PRIMARY).await.click().await.unwrap();
    on_page(window, "保存の前の確認").await;
    let main = window.texts("main").await.concat();
    assert!(main.contains("直した参照") && main.contains("決めていただく参照"), "{main}");
    look("before saving").await;
    window.find(PRIMARY).await.click().await.unwrap();
    window.find(".error-summary").await;
    look("a decision that is open").await;
    // Kept as they are, but for the first, which says something of its own.
    let choices = window.driver.find_all(thirtyfour::By::Css("select[name^='decisions[']")).await.unwrap();
    for (at, choice) in choices.iter().enumerate() {
        let value = if at == 0 { "own" } else { "keep" };
        let option = choice.find(thirtyfour::By::Css(format!("option[value={value}]"))).await.unwrap();
        option.click().await.unwrap();
    }
    window.fill("decisions[0].wording", "この特記事項の各項").await;
    window.fill("reason_for_change", "条の整理").await;
    window.find(PRIMARY).await.click().await.unwrap();
    window
        .wait_for("the set", async || window.path().await.starts_with(&format!("/clauses/{}?", set())))
        .await;
    assert!(window.texts("main").await.concat().contains("この特記事項の各項"));
    window.open_page(&format!("/clauses/{}/compare?to={DRAFT}", set())).await;
    on_page(window, "版の比較").await;
    let main = window.texts("main").await.concat();
    assert!(main.contains("なくなった条"), "{main}");
    for width in [1280, 820] {
        window.size(width, 900).await;
        look("the comparison").await;
    }
    assert!(window.texts("section.card[data-tone=muted]").await.is_empty(), "only what differs");
    assert!(!window.texts("main ins").await.is_empty());
    window.find("main nav a.tab:not([aria-current])").await.click().await.unwrap();
    window.find("section.card[data-tone=muted]").await;
    assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_edited_decided_saved_and_compared_with_scripts() {
    in_browser("the clause editor with scripts", JavaScript::On, async |site, window| {
        with_draft(&site.home.ward).await;
        walk(window, true).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_edited_decided_saved_and_compared_without_scripts() {
    in_browser("the clause editor without scripts", JavaScript::Off, async |site, window| {
        with_draft(&site.home.ward).await;
        walk(window, false).await;
    })
    .await;
}
