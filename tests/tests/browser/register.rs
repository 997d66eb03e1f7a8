//! A register from the first page of a new ward to its printed list, the way a
//! ward comes to it: with scripts and without.

use std::path::{Path, PathBuf};

use azukari_core::account::setup;
use rust_xlsxwriter::Workbook;
use thirtyfour::{By, Cookie};

use super::{
    Server,
    session::{JavaScript, Window, in_new_ward},
};
use crate::support::{
    pdf::{self, Paper},
    ward::PASSWORD,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_comes_to_be_is_followed_and_printed() {
    in_new_ward("a register from the first page on", JavaScript::On, walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_register_comes_to_be_is_followed_and_printed_with_javascript_off() {
    in_new_ward("a register from the first page on with JavaScript off", JavaScript::Off, walk).await;
}

async fn walk(server: &Server, window: &Window) {
    first_run(server, window).await;
    let officer = add_officer(window, "yamada", "山田 太郎").await;
    let colleague = add_officer(window, "suzuki", "鈴木 次郎").await;
    sign_in_anew(window, &officer).await;
    organisation(window).await;
    legal_bases(window).await;
    import_lists(window).await;
    programme(window).await;
    let item = items(window).await;
    find(window, &item).await;
    edited_by_two(window, &item, &colleague).await;
    history(window, &item).await;
    ledger(window).await;
}

type Person = (&'static str, String);

async fn save(window: &Window) {
    window.find("main form button[data-kind=primary]").await.click().await.unwrap();
}

async fn press(window: &Window, value: &str) {
    window.find(&format!("main button[value='{value}']")).await.click().await.unwrap();
}

async fn headed(window: &Window, heading: &str) {
    window.wait_for(heading, async || window.heading().await == heading).await;
}

async fn sign_in_anew(window: &Window, (login, password): &Person) {
    window.driver.delete_all_cookies().await.unwrap();
    window.sign_in_as(login, password).await;
}

async fn first_run(server: &Server, window: &Window) {
    window.open_page("/items").await;
    window.wait_for("the first page", async || window.path().await == "/setup").await;
    window.fill("token", "違う番号").await;
    for (name, text) in
        [("login", "kanri"), ("name", "管理 花子"), ("password", PASSWORD), ("again", PASSWORD)]
    {
        window.fill(name, text).await;
    }
    window.find("main form button[type=submit]").await.click().await.unwrap();
    window.find(".error-summary a[href='#f-token']").await;
    let login = window.find("[name=login]").await;
    assert_eq!(login.prop("value").await.unwrap().as_deref(), Some("kanri"));
    window.fill("token", &setup::token(&server.home.ward).unwrap()).await;
    for name in ["password", "again"] {
        window.fill(name, PASSWORD).await;
    }
    window.find("main form button[type=submit]").await.click().await.unwrap();
    window.wait_for("the start page", async || window.path().await == "/").await;
}

/// A new officer and the password that is shown once.
async fn add_officer(window: &Window, login: &'static str, name: &str) -> Person {
    window.open_page("/admin/accounts/new").await;
    window.fill("login", login).await;
    window.fill("name", name).await;
    window.choose("role", "個人情報保護担当").await;
    save(window).await;
    headed(window, name).await;
    (login, window.find("code.secret").await.text().await.unwrap())
}

async fn organisation(window: &Window) {
    window.open_page("/organisation").await;
    window.follow("/organisation/bodies/new").await;
    window.fill("name", "見本区長").await;
    save(window).await;
    headed(window, "見本区長").await;
    for (below, name) in [("departments", "福祉部"), ("sections", "見守り課")] {
        window.find(&format!("main a[href^='/organisation/{below}/new']")).await.click().await.unwrap();
        window.find("[name=parent]").await;
        window.fill("name", name).await;
        save(window).await;
        headed(window, name).await;
    }
}

async fn legal_bases(window: &Window) {
    for (article, kind, route, words) in [
        ("第１２条第１項", "業務委託", "報告", "業務委託"),
        ("第１２条第２項", "再委託", "報告", "再委託"),
        ("第１３条第１項", "外部結合", "諮問", "電子計算機の外部結合"),
    ] {
        window.open_page("/legal-bases/new").await;
        window.fill("instrument", "見本区個人情報保護条例").await;
        window.fill("article", article).await;
        window.choose("item_kind", kind).await;
        window.choose("route", route).await;
        window.fill("cover_label", words).await;
        window.fill("form_title", &format!("別紙（{words}）")).await;
        window.fill("form_heading", words).await;
        save(window).await;
        window.wait_for("the article", async || window.heading().await.contains(article)).await;
    }
}

fn book(folder: &Path, name: &str, rows: &[&[&str]]) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
    let file = folder.join(name);
    book.save(&file).unwrap();
    file
}

async fn import(window: &Window, kind: &str, file: &Path) {
    window.open_page("/imports").await;
    window.find(&format!("select[name=kind] option[value={kind}]")).await.click().await.unwrap();
    window.find("input[name=list]").await.send_keys(file.to_str().unwrap()).await.unwrap();
    window.find("form[action='/imports/lists'] button[type=submit]").await.click().await.unwrap();
    headed(window, "列の対応の確認").await;
    window.find("form[action$='/check'] button[type=submit]").await.click().await.unwrap();
}

async fn take_in(window: &Window) {
    headed(window, "取込内容の確認").await;
    window.find("form[action$='/run'] button[type=submit]").await.click().await.unwrap();
    headed(window, "取り込みました").await;
}

async fn import_lists(window: &Window) {
    let folder = tempfile::tempdir().unwrap();
    let heads = ["登録業務の名称", "担当課"];
    let faulty = book(folder.path(), "登録業務.xlsx", &[&heads, &["高齢者の見守り", "みまもり課"]]);
    import(window, "businesses", &faulty).await;
    headed(window, "取り込めない行があります").await;
    assert!(window.find("main").await.text().await.unwrap().contains("みまもり課"));
    let sound = book(folder.path(), "登録業務（直し）.xlsx", &[&heads, &["高齢者の見守り", "見守り課"]]);
    import(window, "businesses", &sound).await;
    take_in(window).await;
    let heads = ["事業者名", "法人番号", "認証"];
    let rows: [&[&str]; 4] = [
        &heads,
        &["見本見守り株式会社", "7000012050002", "ISO27001"],
        &["見本通信株式会社", "", ""],
        &["見本入力組合", "", "プライバシーマーク"],
    ];
    import(window, "parties", &book(folder.path(), "事業者.xlsx", &rows)).await;
    take_in(window).await;
}

async fn programme(window: &Window) {
    window.open_page("/programmes/new").await;
    window.fill("name", "見守り電話").await;
    window.choose("section", "見守り課").await;
    save(window).await;
    window.wait_for("the description", async || window.path().await.ends_with("/description")).await;
    window.fill("description-paste", "１　概要\n電話をかけて安否を確かめる。\n・ 結果を記録する。").await;
    press(window, "description:paste").await;
    window.find("[name='description[2].text']").await;
    save(window).await;
    headed(window, "見守り電話").await;
}

/// Enters an item and leaves its task list open; its path.
async fn enter(window: &Window, address: &str, title: &str, party: &str) -> String {
    window.open_page(address).await;
    window.fill("title", title).await;
    for (name, words) in [("programme", "見守り電話"), ("holding_section", "見守り課"), ("party", party)]
    {
        if !window.driver.find_all(By::Css(format!("select[name='{name}']"))).await.unwrap().is_empty() {
            window.choose(name, words).await;
        }
    }
    if !window.driver.find_all(By::Css("select[name=registered_business]")).await.unwrap().is_empty() {
        window.choose("registered_business", "高齢者の見守り").await;
    }
    window.choose("legal_basis", "条").await;
    window.choose("standing", "現行として").await;
    window.fill("valid_from", "令和8年4月1日").await;
    save(window).await;
    window.wait_for("the task list", async || window.path().await.ends_with("/edit")).await;
    window.path().await.trim_end_matches("/edit").to_owned()
}

/// Three items and one entrusted further; the path of the first.
async fn items(window: &Window) -> String {
    let first =
        enter(window, "/items/new?kind=outsourcing", "見守り電話業務の委託について", "見本見守り").await;
    fill_in(window, &first).await;
    let parent = first.rsplit('/').next().unwrap();
    let below = format!("/items/new?kind=reoutsourcing&parent={parent}");
    enter(window, &below, "見守り電話の記録入力の再委託について", "見本入力組合").await;
    enter(window, "/items/new?kind=linkage", "見守り記録システムの外部結合について", "見本通信").await;
    enter(window, "/items/new?kind=outsourcing", "見守り機器の設置の委託について", "見本通信").await;
    window.open_page(&first).await;
    assert!(
        window
            .texts("#tree a")
            .await
            .iter()
            .any(|text| text.as_str() == "見守り電話の記録入力の再委託について")
    );
    first
}

async fn fill_in(window: &Window, item: &str) {
    window.open_page(&format!("{item}/edit/data-items")).await;
    press(window, "add-group:0").await;
    window.choose("data_groups[0].direction", "提供").await;
    window.find("[name='data_groups[0].subject']").await.send_keys("見守りの対象者").await.unwrap();
    window.find("[name='data_groups[0].items[0].name']").await.send_keys("氏名").await.unwrap();
    press(window, "add-item:0").await;
    window.find("[name='data_groups[0].items[1].name']").await.send_keys("電話番号").await.unwrap();
    save(window).await;
    window.wait_for("the next part", async || !window.path().await.contains("data-items")).await;
    window.open_page(&format!("{item}/edit/media")).await;
    window.fill("media[0].name", "電磁的媒体（システム）").await;
    save(window).await;
    window.wait_for("the reason", async || window.path().await.ends_with("/edit/reason")).await;
    window.fill("reason[0].text", "人手が足りない。").await;
    save(window).await;
    window.wait_for("the description", async || window.path().await.ends_with("/edit/description")).await;
    window.fill("description[0].text", "電話をかけ、結果を記録する。").await;
    save(window).await;
    window.wait_for("the periods", async || window.path().await.ends_with("/edit/periods")).await;
}

async fn find(window: &Window, item: &str) {
    window.open_page("/").await;
    window.find("header input[name=q]").await.send_keys("足り").await.unwrap();
    window.find("header form[action='/search'] button").await.click().await.unwrap();
    window.wait_for("the hits", async || window.path().await.starts_with("/search?")).await;
    window.find(&format!("main a[href^='{item}']")).await;
    assert!(window.texts("main mark").await.iter().any(|text| text == "足り"));
    window.open_page("/items?kind=linkage").await;
    let titles = window.texts("main tbody th a").await;
    assert_eq!(titles, ["見守り記録システムの外部結合について"]);
}

/// What lets somebody stay signed in.
async fn cookies(window: &Window) -> Vec<Cookie> {
    window.driver.get_all_cookies().await.unwrap()
}

/// Two officers open the same part of a proposal; who saves last sees what the
/// first wrote beside what they typed.
async fn edited_by_two(window: &Window, item: &str, colleague: &Person) {
    window.open_page(&format!("{item}/propose")).await;
    save(window).await;
    window.wait_for("the task list", async || window.path().await == format!("{item}/edit")).await;
    let part = format!("{item}/edit/reason");
    window.open_page(&part).await;
    let (mine, kept) = (window.driver.window().await.unwrap(), cookies(window).await);
    let theirs = window.driver.new_tab().await.unwrap();
    window.driver.switch_to_window(theirs).await.unwrap();
    window.open_page("/sign-in").await;
    sign_in_anew(window, colleague).await;
    window.open_page(&part).await;
    window.fill("reason[0].text", "夜間の人手が足りない。").await;
    save(window).await;
    window.wait_for("the next part", async || window.path().await != part).await;
    window.driver.delete_all_cookies().await.unwrap();
    for cookie in kept {
        window.driver.add_cookie(cookie).await.unwrap();
    }
    window.driver.switch_to_window(mine).await.unwrap();
    window.fill("reason[0].text", "専門の人手が足りない。").await;
    save(window).await;
    headed_by_conflict(window).await;
    save(window).await;
    window.wait_for("the next part", async || window.path().await != part).await;
    window.open_page(&format!("{item}/compare")).await;
    assert!(window.texts("main .compare-line u").await.concat().contains("専門"));
}

async fn headed_by_conflict(window: &Window) {
    let shown = async || window.find("main").await.text().await.unwrap_or_default();
    window.wait_for("the conflict", async || shown().await.contains("ほかの人が先に変更しました")).await;
    assert!(shown().await.contains("夜間の人手が足りない。"));
    let typed = window.find("[name='reason[0].text']").await;
    assert_eq!(typed.prop("value").await.unwrap().as_deref(), Some("専門の人手が足りない。"));
}

async fn history(window: &Window, item: &str) {
    window.open_page("/history").await;
    let entries = window.find("main").await.text().await.unwrap();
    assert!(entries.contains("yamada") && entries.contains("suzuki"), "{entries}");
    let id = item.rsplit('/').next().unwrap();
    window.open_page(&format!("/history/item/{id}")).await;
    let told = window.find("main").await.text().await.unwrap();
    for words in ["夜間の人手が足りない。", "専門の人手が足りない。", "yamada", "suzuki"]
    {
        assert!(told.contains(words), "{words} is not in {told}");
    }
}

async fn ledger(window: &Window) {
    window.open_page("/items").await;
    window.find("main a[href^='/ledger']").await.click().await.unwrap();
    headed(window, "台帳の印刷").await;
    window.find("main form[action='/ledger'] button").await.click().await.unwrap();
    let file = window.downloaded("pdf").await;
    let Some(_) = pdf::programs("the printed register") else { return };
    let paper = Paper::at(&file);
    paper.check();
    let text = paper.text();
    for words in
        ["見守り電話業務の委託について", "見守り記録システムの外部結合について", "見守り課", "電話番号"]
    {
        assert!(text.contains(words), "{words} is not printed: {text}");
    }
}
