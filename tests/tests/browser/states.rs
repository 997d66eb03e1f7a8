//! axe-core on what a page turns into: refused, in conflict, with a draft.

use azukari_core::policy::Role;

use super::{
    axe::{Findings, axe},
    session::{JavaScript, Window, in_browser},
};
use crate::{http::one_of_each, support::sample};

/// Empties every text of the form and chooses nothing.
const EMPTY: &str =
    "document.querySelectorAll('main form[method=post] :is(input[type=text], input:not([type]), textarea)')
        .forEach(field => { field.value = ''; });
    document.querySelectorAll('main form[method=post] select').forEach(field => {
        if (field.querySelector('option[value=\"\"]')) field.value = '';
    });";

const SAVE: &str = "main form[method=post] button[data-kind=primary]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_forms_that_are_refused() {
    let Some(axe) = axe() else { return };
    in_browser("axe-core on refused forms", JavaScript::On, async |_, window| {
        let mut findings = Findings::default();
        let mut refused = 0;
        for (role, of_accounts) in [(Role::Officer, false), (Role::Admin, true)] {
            window.driver.delete_all_cookies().await.unwrap();
            window.sign_in(role).await;
            for path in one_of_each() {
                if path.starts_with("/admin/accounts") != of_accounts || !is_form(&path) {
                    continue;
                }
                if refuse(window, &path).await {
                    findings.look(window, &axe, &format!("{path} refused")).await;
                    refused += 1;
                }
            }
        }
        assert!(refused >= 20, "only {refused} forms were refused");
        assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
    })
    .await;
}

/// Whether a page asks for something new or for a change.
fn is_form(path: &str) -> bool {
    let last = path.split('?').next().unwrap_or_default().rsplit('/').next().unwrap_or_default();
    ["new", "edit", "end", "certifications", "entries", "description", "paste", "successor", "basics", "ward"]
        .contains(&last)
        || path.contains("/edit/")
}

/// Sends the page's form with nothing in it; whether it came back refused.
async fn refuse(window: &Window, path: &str) -> bool {
    window.open_page(path).await;
    window.find("h1").await;
    let forms = window
        .value("return document.querySelectorAll('main form[method=post] button[data-kind=primary]').length");
    if forms.await != 1 {
        return false;
    }
    window.value("window.before = true").await;
    window.value(EMPTY).await;
    window.find(SAVE).await.click().await.unwrap();
    window.wait_for("the answer", async || window.value("return window.before !== true").await == true).await;
    window.find("h1").await;
    window.value("return document.querySelector('.error-summary') !== null").await == true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_a_conflict_and_on_drafts() {
    let Some(axe) = axe() else { return };
    in_browser("axe-core on a conflict and on drafts", JavaScript::On, async |_, window| {
        let mut findings = Findings::default();
        window.sign_in(Role::Officer).await;
        let part = format!("/parties/{}/edit", sample::ids("parties")[0]);
        window.open_page(&part).await;
        window.fill("name", "書きかけの名称").await;
        window.find("main button[name=save-draft]").await.click().await.unwrap();
        // The island keeps it in place; before it is awake, the page comes anew.
        let kept = async || {
            let told =
                [window.texts(".edit-status").await, window.texts("[data-draft=shown]").await].concat();
            told.iter().any(|text| text.contains("保存"))
        };
        window.wait_for("the draft", kept).await;
        window.open_page(&part).await;
        window.find("[data-draft=waiting]").await;
        findings.look(window, &axe, "a draft waiting").await;
        window.open_page(&format!("{part}?draft=1")).await;
        window.find("[data-draft=shown]").await;
        findings.look(window, &axe, "a draft shown").await;
        let mine = window.driver.window().await.unwrap();
        let theirs = window.driver.new_tab().await.unwrap();
        window.driver.switch_to_window(theirs).await.unwrap();
        window.open_page(&part).await;
        window.fill("name", "先に変えた名称").await;
        window.find(SAVE).await.click().await.unwrap();
        window.wait_for("the party", async || window.path().await != part).await;
        window.driver.switch_to_window(mine).await.unwrap();
        window.fill("name", "後から変えた名称").await;
        window.find(SAVE).await.click().await.unwrap();
        window.find(".field-stored").await;
        for width in [1280, 320] {
            window.size(width, 900).await;
            findings.look(window, &axe, "a conflict").await;
        }
        assert!(findings.violations.is_empty(), "{}", findings.violations.join("\n"));
    })
    .await;
}
