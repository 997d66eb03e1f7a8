//! The editor of data items as a person uses it: with scripts and without,
//! alone and beside somebody else.

use azukari_core::policy::Role;
use thirtyfour::{By, Key, WebElement};

use super::session::{JavaScript, Window, in_browser};
use crate::{http::data_items, support::need};

const NAMES: &str = "input[name^='data_groups[0].items'][name$='.name']";
const FIRST: &str = "[name='data_groups[0].items[0].name']";
const SAVE: &str = "#edit-form button[data-kind=primary]";

/// Opens the form; tells whether this build carries the browser bundle.
async fn open(window: &Window, test: &str) -> bool {
    window.open_page(&data_items::path()).await;
    window.find(FIRST).await;
    let alive = window.value("return document.querySelector('head script') !== null").await == true;
    if alive {
        window.wait_for("the island", async || is_awake(window).await).await;
    } else {
        need::skip(test, "this build has no islands");
    }
    alive
}

/// An island that is awake has marked itself.
async fn is_awake(window: &Window) -> bool {
    window.value("return document.querySelector('.edit-keeper')?.dataset.awake === 'true'").await == true
}

async fn names(window: &Window) -> Vec<String> {
    let script = format!("return [...document.querySelectorAll(\"{NAMES}\")].map(it => it.value)");
    window.value(&script).await.as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect()
}

async fn said(window: &Window) -> String {
    window.texts(".edit-status").await.concat()
}

async fn button(window: &Window, op: &str) -> WebElement {
    window.find(&format!("#edit-form button[value='{op}']")).await
}

async fn type_over(window: &Window, selector: &str, text: &str) {
    let field = window.find(selector).await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

async fn draft_is_kept(window: &Window) {
    window.wait_for("the draft", async || said(window).await.contains("下書きを保存しました")).await;
}

/// What stands in the focused control.
async fn focused(window: &Window) -> String {
    let value = window.value("return document.activeElement.value || ''").await;
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_edited_in_place_by_keys_alone_and_saved() {
    let test = "the data items are edited in place";
    in_browser(test, JavaScript::On, async |_, window| {
        window.sign_in(Role::Officer).await;
        if !open(window, test).await {
            return;
        }
        let before = names(window).await;
        window.value("window.stayed = true").await;
        // Down twice, by the keyboard: the focus follows the row.
        button(window, "item-down:0.0").await.focus().await.unwrap();
        for at in 1..=2 {
            window.driver.action_chain().send_keys(Key::Enter).perform().await.unwrap();
            let op = format!("item-down:0.{at}");
            window.wait_for("the row to move", async || focused(window).await == op).await;
        }
        let now = names(window).await;
        assert_eq!(now[2], before[0]);
        assert_eq!(now[..2], before[1..3]);
        assert!(said(window).await.contains("3番目"), "{}", said(window).await);
        // A block from a spreadsheet is looked at before it is added.
        let paste = window.find("[data-paste-area] textarea").await;
        window.value("document.querySelector('[data-paste-area]').closest('details').open = true").await;
        paste.send_keys("住所（都道府県、市区町村）\n電話番号").await.unwrap();
        let preview = async || window.texts("[data-paste-preview]").await.concat();
        window.wait_for("the preview", async || preview().await.contains("2項目")).await;
        button(window, "paste:0").await.click().await.unwrap();
        window.wait_for("the new rows", async || names(window).await.len() == before.len() + 2).await;
        assert_eq!(focused(window).await, "住所（都道府県、市区町村）");
        assert_eq!(window.value("return window.stayed === true").await, true, "the page was loaded anew");
        draft_is_kept(window).await;
        window.find(SAVE).await.click().await.unwrap();
        window.wait_for("the item", async || !window.path().await.contains("data-items")).await;
        open(window, test).await;
        assert_eq!(names(window).await.last().unwrap(), "電話番号");
        assert!(window.texts("[data-draft]").await.is_empty(), "the draft has served");
        let complaints = window.complaints().await;
        assert!(complaints.is_empty(), "{complaints:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_survives_enter_reloading_leaving_and_coming_back() {
    let test = "drafts survive";
    in_browser(test, JavaScript::On, async |_, window| {
        window.sign_in(Role::Officer).await;
        if !open(window, test).await {
            return;
        }
        let stored = names(window).await[0].clone();
        type_over(window, FIRST, "書きかけの氏名").await;
        draft_is_kept(window).await;
        window.driver.refresh().await.unwrap();
        window.find("[data-draft=waiting]").await;
        assert_eq!(names(window).await[0], stored);
        window.find("[data-draft=waiting] a").await.click().await.unwrap();
        window.find("[data-draft=shown]").await;
        assert_eq!(names(window).await[0], "書きかけの氏名");
        // Enter keeps a draft and stays.
        let first = window.find(FIRST).await;
        first.send_keys("。").await.unwrap();
        first.send_keys(Key::Enter).await.unwrap();
        draft_is_kept(window).await;
        assert!(window.path().await.contains("data-items"));
        // Typed and left at once: kept on the way out.
        window.find(FIRST).await.send_keys("続き").await.unwrap();
        window.open_page("/items").await;
        window.driver.back().await.unwrap();
        window.find(FIRST).await;
        window.driver.forward().await.unwrap();
        window.wait_for("the list", async || window.path().await == "/items").await;
        window.open_page(&format!("{}?draft=1", data_items::path())).await;
        window.find("[data-draft=shown]").await;
        assert_eq!(names(window).await[0], "書きかけの氏名。続き");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_while_typing_loses_nothing() {
    let test = "the session ends while typing";
    in_browser(test, JavaScript::On, async |server, window| {
        window.sign_in(Role::Officer).await;
        if !open(window, test).await {
            return;
        }
        server.home.clock.advance(chrono::TimeDelta::hours(13));
        type_over(window, FIRST, "切れた後の氏名").await;
        window.wait_for("the notice", async || said(window).await.contains("期限が切れました")).await;
        assert_eq!(names(window).await[0], "切れた後の氏名");
        window.find(SAVE).await.click().await.unwrap();
        window.find("[name=password]").await;
        window.fill("login", Role::Officer.code()).await;
        window.fill("password", crate::support::ward::PASSWORD).await;
        window.find("main form button[type=submit]").await.click().await.unwrap();
        window.wait_for("the way on", async || window.heading().await.contains("送信の続き")).await;
        window.find("main form button[type=submit]").await.click().await.unwrap();
        window.wait_for("the item", async || !window.path().await.contains("data-items")).await;
        window.open_page(&data_items::path()).await;
        window.find(FIRST).await;
        assert_eq!(names(window).await[0], "切れた後の氏名");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_at_once_both_see_what_the_other_wrote_and_a_double_click_is_one_save() {
    let test = "two people edit at once";
    in_browser(test, JavaScript::On, async |server, window| {
        window.sign_in(Role::Officer).await;
        if !open(window, test).await {
            return;
        }
        let tab = window.driver.window().await.unwrap();
        let other = window.driver.new_tab().await.unwrap();
        window.driver.switch_to_window(other).await.unwrap();
        open(window, test).await;
        type_over(window, FIRST, "先の氏名").await;
        let before = entries(server).await;
        window.value("const save = document.querySelector('#edit-form button[data-kind=primary]'); save.click(); save.click()").await;
        window.wait_for("the item", async || !window.path().await.contains("data-items")).await;
        assert_eq!(entries(server).await, before + 1);
        window.driver.switch_to_window(tab).await.unwrap();
        type_over(window, FIRST, "後の氏名").await;
        window.find(SAVE).await.click().await.unwrap();
        let table = window.find("main table").await.text().await.unwrap();
        assert!(table.contains("先の氏名") && table.contains("後の氏名"), "{table}");
        window.find(SAVE).await.click().await.unwrap();
        window.wait_for("the item", async || !window.path().await.contains("data-items")).await;
        open(window, test).await;
        assert_eq!(names(window).await[0], "後の氏名");
    })
    .await;
}

async fn entries(server: &super::Server) -> i64 {
    azukari_core::audit::verify(server.home.ward.store()).await.unwrap().entries
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_is_done_with_javascript_off() {
    in_browser("the data items with JavaScript off", JavaScript::Off, async |_, window| {
        window.sign_in(Role::Officer).await;
        window.open_page(&data_items::path()).await;
        let held = window.driver.find_all(By::Css(NAMES)).await.unwrap().len();
        type_over(window, FIRST, "氏名（スクリプトなし）").await;
        button(window, "item-down:0.0").await.click().await.unwrap();
        window
            .wait_for("the row to move", async || {
                window.texts("[data-announce]").await.concat().contains("2番目")
            })
            .await;
        let second = window.find("[name='data_groups[0].items[1].name']").await;
        assert_eq!(second.prop("value").await.unwrap().as_deref(), Some("氏名（スクリプトなし）"));
        button(window, "add-item:0").await.click().await.unwrap();
        let new = format!("[name='data_groups[0].items[{held}].name']");
        window.find(&new).await.send_keys("続柄").await.unwrap();
        window.find("#edit-form button[name=save-draft]").await.click().await.unwrap();
        window.find("[data-draft=shown]").await;
        assert_eq!(window.find(&new).await.prop("value").await.unwrap().as_deref(), Some("続柄"));
        window.find(SAVE).await.click().await.unwrap();
        window.wait_for("the item", async || !window.path().await.contains("data-items")).await;
        window.open_page(&data_items::path()).await;
        assert_eq!(window.find(&new).await.prop("value").await.unwrap().as_deref(), Some("続柄"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn items_go_over_to_another_group_with_scripts_and_without() {
    for scripts in [JavaScript::On, JavaScript::Off] {
        let test = "items go over to another group";
        in_browser(test, scripts, async |_, window| {
            window.sign_in(Role::Officer).await;
            window.open_page(&data_items::path()).await;
            let before = window.texts("section.group-edit").await.len();
            let first = window.find(FIRST).await.prop("value").await.unwrap().unwrap();
            if scripts == JavaScript::On && !open(window, test).await {
                return;
            }
            window.find("button[value='move-items:0']").await;
            let panel = window.find("details:has([name='data_groups[0].moving']) summary").await;
            panel.click().await.unwrap();
            type_over(window, "[name='data_groups[0].moving']", "1").await;
            window.find("[name='data_groups[0].target'] option[value='new']").await.click().await.unwrap();
            button(window, "move-items:0").await.click().await.unwrap();
            let moved = format!("[name='data_groups[{before}].items[0].name']");
            assert_eq!(window.find(&moved).await.prop("value").await.unwrap(), Some(first));
        })
        .await;
    }
}
