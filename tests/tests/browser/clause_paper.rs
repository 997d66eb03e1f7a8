//! From a clause set that does not fit to the paper that is attached to the
//! contract; with scripts and without.

use azukari_core::policy::Role;
use serde_json::Value;

use super::{
    axe::{Findings, axe},
    look::picture,
    session::{JavaScript, Window, in_browser},
};
use crate::support::sample;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clause_set_is_mended_and_attached() {
    for scripts in [JavaScript::On, JavaScript::Off] {
        in_browser("a clause set is mended and attached", scripts, async |_, window| {
            window.sign_in(Role::Officer).await;
            walk(window, scripts).await;
        })
        .await;
    }
}

fn item(end: &str) -> String {
    let id = sample::ids("items").into_iter().find(|id| id.ends_with(end)).unwrap();
    format!("/items/{id}")
}

fn edition(variant: &str) -> &'static str {
    let set = sample::list("clause_sets").iter().find(|set| set["variant"] == variant).unwrap();
    let last = |set: &'static Value| set["editions"].as_array().unwrap().last().unwrap()["id"].as_str();
    last(set).unwrap()
}

/// Looks at the page that is open, and pictures it.
async fn look(window: &Window, scripts: JavaScript, name: &str) {
    let Some(axe) = axe().filter(|_| scripts == JavaScript::On) else { return };
    let mut findings = Findings::default();
    findings.look(window, &axe, name).await;
    assert!(findings.violations.is_empty(), "{:?}", findings.violations);
    for width in [820, 1280] {
        picture(window, name, width).await;
    }
    window.size(1280, 900).await;
}

async fn choose_set(window: &Window, item: &str, variant: &str) {
    window.open_page(&format!("{item}/edit/clauses")).await;
    let option = format!("select[name='clause_sets[0].edition'] option[value='{}']", edition(variant));
    window.find(&option).await.click().await.unwrap();
    window.find("main #edit-form .form-actions button").await.click().await.unwrap();
    let tasks = format!("{item}/edit");
    window.wait_for("the task list", async || window.path().await == tasks).await;
}

async fn walk(window: &Window, scripts: JavaScript) {
    let prime = item("b00000004");
    choose_set(window, &prime, "contractor").await;
    let missing = window.find("main").await.text().await.unwrap();
    assert!(missing.contains("再委託を承諾により認める特記事項"), "{missing}");
    // The proposal is what is judged.
    window.open_page(&prime).await;
    let versions = window.texts("aside .version-link").await;
    assert!(versions.iter().any(|text| text.contains("改正案")), "{versions:?}");
    window.find("aside .version-link").await.click().await.unwrap();
    let judged = window.find("#fit").await.text().await.unwrap();
    assert!(
        judged.contains("再委託を認めていません") && judged.contains("再委託承諾型（第1版）"),
        "{judged}"
    );
    look(window, scripts, "item-fit-wrong").await;
    window.find(&format!("#fit a[href='{prime}/edit/clauses']")).await.click().await.unwrap();
    window.find("main .notice").await;
    look(window, scripts, "item-clauses-notice").await;
    choose_set(window, &prime, "contractor_with_subcontract").await;
    window.open_page(&prime).await;
    assert!(window.find("#fit").await.text().await.unwrap().contains("適合"));
    look(window, scripts, "item-fit-right").await;
    attach(window, scripts).await;
}

async fn attach(window: &Window, scripts: JavaScript) {
    let sub = item("b00000005");
    window.open_page(&sub).await;
    let id = sub.rsplit('/').next().unwrap();
    let link = format!("main a[href$='{}/paper?item={id}']", edition("subcontractor"));
    window.find(&link).await.click().await.unwrap();
    window.fill("annex", "別紙４").await;
    window.fill("p1", "見本区教育委員会").await;
    window.find("select[name='labels'] option[value='named']").await.click().await.unwrap();
    window.find("main form button").await.click().await.unwrap();
    window.wait_for("the filled paper", async || window.path().await.contains("labels=named")).await;
    look(window, scripts, "clause-paper").await;
    window.find("#paper a.button").await.click().await.unwrap();
    let file = window.downloaded("pdf").await;
    assert!(std::fs::read(file).unwrap().starts_with(b"%PDF-"));
}
