//! The whole life of a ward's own text in a browser: pasted, one warning
//! corrected, its duties confirmed, published, revised, compared, attached to
//! an item and printed for its contract; with JavaScript on and off.

use azukari_core::policy::Role;

use super::{
    Server,
    clauses::{PRIMARY, act, press},
    eyes::{Eyes, seen, without_scripts},
    session::Window,
};
use crate::support::sample;

const NAME: &str = "見守り業務の特記事項";
const TEXT: &str = "個人情報取扱特記事項\n（秘密の保持）\n第１条　乙は、業務上知り得た個人情報を他に漏らしてはならない。\n（再委託の禁止）\n第２条　乙は、業務を第三者に委託してはならない。\n（返還）\n第４条　乙は、契約が終わったときは、第１条に従い、資料を甲に返還しなければならない。";

async fn on_page(window: &Window, heading: &str) {
    window.wait_for(heading, async || window.heading().await.contains(heading)).await;
}

/// From the paste to the draft. Leaves the set's page open.
async fn read_in(window: &Window, eyes: &mut Eyes) {
    window.open_page("/clauses/new").await;
    window.fill("text", TEXT).await;
    press(window, PRIMARY).await;
    let doubt = window.find("#doubts tbody tr").await.text().await.unwrap();
    assert!(doubt.contains('4') || doubt.contains('４'), "{doubt}");
    eyes.look(window, "a warning").await;
    eyes.picture(window, "clauses-read", ".reading-desk").await;
    window.fill("text", &TEXT.replace("第４条", "第３条")).await;
    press(window, "[name=read]").await;
    window.find("#doubts .empty").await;
    window.fill("name", NAME).await;
    press(window, PRIMARY).await;
    on_page(window, &format!("{NAME}（第1版）")).await;
}

async fn confirm_duties(window: &Window, eyes: &mut Eyes) {
    let set = window.path().await;
    act(window, "/duties").await;
    eyes.picture(window, "clauses-duties", ".progress-line").await;
    // One of them is none; it is proposed again, and confirmed with the others.
    press(window, "[name=op][value^='dismiss:']").await;
    window.find("li[data-state=dismissed]").await;
    eyes.look(window, "a proposal is no duty").await;
    press(window, "[name=op][value^='again:']").await;
    window.wait_for("the proposal", async || window.texts("li[data-state=dismissed]").await.is_empty()).await;
    let boxes = window.driver.find_all(thirtyfour::By::Css("li[data-state=proposed] input[type=checkbox]"));
    for tick in boxes.await.unwrap() {
        tick.click().await.unwrap();
    }
    press(window, PRIMARY).await;
    let told = async || window.texts("main").await.concat().contains("3条のうち3条を確認しました");
    window.wait_for("every clause is confirmed", told).await;
    eyes.look(window, "every duty confirmed").await;
    window.open_page(&set).await;
    assert!(window.find("#duties tbody").await.text().await.unwrap().contains("返還"));
}

async fn publish(window: &Window, from: &str) {
    act(window, "/publish").await;
    window.fill("valid_from", from).await;
    press(window, PRIMARY).await;
    window.find("main .cluster a[href*='/revise']").await;
}

/// A second edition that says more, against the first.
async fn revise(window: &Window, eyes: &mut Eyes) {
    act(window, "/revise").await;
    press(window, PRIMARY).await;
    on_page(window, &format!("{NAME}（第2版）")).await;
    let draft = window.path().await;
    act(window, "/text").await;
    eyes.picture(window, "clauses-text", "#edit-form .stack-wide").await;
    let key = window
        .value("return document.querySelector(\"#edit-form textarea[name$='.text']\").name")
        .await
        .as_str()
        .unwrap()
        .to_owned();
    window
        .fill(&key, "乙は、業務上知り得た個人情報を他に漏らしてはならない。契約が終わった後も同様とする。")
        .await;
    window.find("#edit-form button[data-kind=primary]").await.click().await.unwrap();
    on_page(window, "保存の前の確認").await;
    window.fill("reason_for_change", "契約の後を書いた").await;
    window.find("#edit-form button[data-kind=primary]").await.click().await.unwrap();
    on_page(window, &format!("{NAME}（第2版）")).await;
    act(window, "/compare").await;
    let added = window.texts("main ins").await;
    assert!(added.iter().any(|text| text.contains("契約が終わった後も同様とする。")), "{added:?}");
    eyes.look(window, "the revision compared").await;
    eyes.picture(window, "clauses-compare", ".compare-legend").await;
    window.open_page(&draft).await;
    publish(window, "令和8年10月1日").await;
}

/// Governs an item by it and prints it for the contract.
async fn attach(window: &Window, eyes: &mut Eyes) {
    let id = sample::ids("items").into_iter().find(|id| id.ends_with("b00000004")).unwrap();
    window.open_page(&format!("/items/{id}/edit/clauses")).await;
    let options = window.driver.find_all(thirtyfour::By::Css("select[name='clause_sets[0].edition'] option"));
    for option in options.await.unwrap() {
        if option.text().await.unwrap().contains(NAME) {
            option.click().await.unwrap();
        }
    }
    window.find("main #edit-form .form-actions button").await.click().await.unwrap();
    window.wait_for("the task list", async || window.path().await == format!("/items/{id}/edit")).await;
    window.open_page(&format!("/items/{id}")).await;
    window.find("aside .version-link").await.click().await.unwrap();
    // It forbids what the item does, and says where.
    let judged = window.find("#fit").await.text().await.unwrap();
    assert!(judged.contains("再委託を認めていません") && judged.contains("再委託の禁止"), "{judged}");
    eyes.look(window, "the item under the new set").await;
    eyes.picture(window, "fit", "#fit").await;
    window.find(&format!("main a[href$='/paper?item={id}']")).await.click().await.unwrap();
    window.find("#paper").await;
    eyes.picture(window, "clauses-paper", "h1").await;
    window.find("#paper a.button").await.click().await.unwrap();
    assert!(std::fs::read(window.downloaded("pdf").await).unwrap().starts_with(b"%PDF-"));
}

async fn walk(_: &Server, window: &Window, eyes: &mut Eyes) {
    window.sign_in(Role::Officer).await;
    read_in(window, eyes).await;
    confirm_duties(window, eyes).await;
    publish(window, "令和8年4月1日").await;
    revise(window, eyes).await;
    attach(window, eyes).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_goes_from_paste_to_contract() {
    seen("the life of a clause set", walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_goes_from_paste_to_contract_with_javascript_off() {
    without_scripts("the life of a clause set", walk).await;
}
