//! A new outsourcing from nothing to its comparison, without scripts.

use azukari_core::policy::Role;
use thirtyfour::By;

use super::session::{JavaScript, Window, in_browser};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_item_is_entered_entrusted_on_proposed_and_compared_with_javascript_off() {
    in_browser("an item with JavaScript off", JavaScript::Off, async |_, window| {
        window.sign_in(Role::Officer).await;
        let item = enter(window).await;
        fill_parts(window, &item).await;
        entrust_on(window, &item).await;
        propose_and_compare(window, &item).await;
    })
    .await;
}

/// Presses the button of the page's form that saves.
async fn save(window: &Window) {
    window.find("main #edit-form .form-actions button").await.click().await.unwrap();
}

/// Presses the button with this value.
async fn press(window: &Window, value: &str) {
    window.find(&format!("main button[value='{value}']")).await.click().await.unwrap();
}

async fn choose_first(window: &Window, name: &str) {
    let select = window.find(&format!("select[name='{name}']")).await;
    if select.prop("value").await.unwrap().unwrap_or_default().is_empty() {
        let options = select.find_all(By::Css("option")).await.unwrap();
        options[1].click().await.unwrap();
    }
}

async fn at(window: &Window, path: &str) {
    window.wait_for(path, async || window.path().await == path).await;
}

/// The path of the new item.
async fn enter(window: &Window) -> String {
    window.open_page("/items/new").await;
    window.follow("/items/new?kind=outsourcing").await;
    save(window).await;
    window.find(".error-summary a[href='#f-title']").await;
    window.fill("title", "配食見守り業務の委託について").await;
    for name in ["programme", "holding_section", "registered_business", "legal_basis", "party"] {
        choose_first(window, name).await;
    }
    window.find("select[name='standing'] option[value='in_force']").await.click().await.unwrap();
    window.fill("valid_from", "令和8年4月1日").await;
    save(window).await;
    window.wait_for("the task list", async || window.path().await.ends_with("/edit")).await;
    window.path().await.trim_end_matches("/edit").to_owned()
}

async fn fill_parts(window: &Window, item: &str) {
    window.follow(&format!("{item}/edit/media")).await;
    window.fill("media[0].name", "紙").await;
    press(window, "media:add").await;
    window.fill("media[1].name", "電磁的媒体（システム）").await;
    press(window, "media:up:1").await;
    let first = window.find("[name='media[0].name']").await;
    assert_eq!(first.prop("value").await.unwrap().as_deref(), Some("電磁的媒体（システム）"));
    save(window).await;
    at(window, &format!("{item}/edit/reason")).await;
    window.fill("reason[0].text", "人手が足りない。").await;
    save(window).await;
    at(window, &format!("{item}/edit/description")).await;
    window.fill("description[0].text", "食事を配り、様子を確かめる。").await;
    save(window).await;
    at(window, &format!("{item}/edit/periods")).await;
    window.fill("periods[0].text", "令和８年４月１日から令和９年３月３１日まで").await;
    save(window).await;
    at(window, &format!("{item}/edit/protections")).await;
    press(window, "ward:add").await;
    window.fill("ward[0].text", "契約にあたり").await;
    window.find("[name='ward[0].kind'] option[value='clause_sets']").await.click().await.unwrap();
    press(window, "party:add").await;
    window.fill("party[0].text", "施錠できる書庫に保管させる。").await;
    save(window).await;
    at(window, &format!("{item}/edit/clauses")).await;
    press(window, "clause_sets:add").await;
    choose_first(window, "clause_sets[0].edition").await;
    save(window).await;
    at(window, &format!("{item}/edit")).await;
}

async fn entrust_on(window: &Window, item: &str) {
    window.open_page(item).await;
    let id = item.rsplit('/').next().unwrap();
    window.follow(&format!("/items/new?kind=reoutsourcing&parent={id}")).await;
    window.fill("title", "配食の再委託について").await;
    for name in ["legal_basis", "party"] {
        choose_first(window, name).await;
    }
    save(window).await;
    window.wait_for("the task list", async || window.path().await.ends_with("/edit")).await;
    window.open_page(item).await;
    assert!(window.texts("#tree a").await.iter().any(|text| text == "配食の再委託について"));
}

async fn propose_and_compare(window: &Window, item: &str) {
    window.follow(&format!("{item}/propose")).await;
    save(window).await;
    at(window, &format!("{item}/edit")).await;
    window.follow(&format!("{item}/edit/reason")).await;
    window.fill("reason[0].text", "専門の人手が足りない。").await;
    save(window).await;
    window.open_page(&format!("{item}/compare")).await;
    let new = window.texts("main .compare-line u").await.concat();
    assert!(new.contains("専門"), "{new}");
    window.open_page(item).await;
    let held = window.find("main").await.text().await.unwrap();
    assert!(held.contains("人手が足りない。") && !held.contains("専門の人手"), "{held}");
}
