//! A programme and a party entered with JavaScript off, the way a person
//! works from a Word original.

use azukari_core::policy::Role;

use super::session::{JavaScript, Window, in_browser};

const PASTED: &str = "１　見守りの概要\n見本区では、電話（※１）をかけて安否を確かめる。\n【流れ】\n・ 電話をかける。\n・ 結果を記録する。\n※１　電話…音声によるもの";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_programme_and_a_party_are_entered_with_javascript_off() {
    in_browser("a programme and a party with JavaScript off", JavaScript::Off, async |_, window| {
        window.sign_in(Role::Officer).await;
        programme(window).await;
        party(window).await;
    })
    .await;
}

async fn press(window: &Window, button: &str) {
    window.find(&format!("main form button{button}")).await.click().await.unwrap();
}

async fn programme(window: &Window) {
    window.find("nav a[href='/programmes']").await.click().await.unwrap();
    window.follow("/programmes/new").await;
    window.fill("name", "見守り電話").await;
    let section = window.find("select[name=section] option:nth-child(2)").await;
    section.click().await.unwrap();
    press(window, "[data-kind=primary]").await;
    window.wait_for("the description", async || window.path().await.ends_with("/description")).await;
    window.fill("description-paste", PASTED).await;
    press(window, "[value='description:paste']").await;
    window.find("[name='description[5].text']").await;
    assert_eq!(window.texts(".row-hint").await, Vec::<String>::new());
    press(window, "[value='description:down:3']").await;
    window.find(".row-said").await;
    press(window, "[data-kind=primary]").await;
    window.wait_for("the programme", async || window.heading().await == "見守り電話").await;
    assert_eq!(window.texts("#description .marked-text").await[..2], ["結果を記録する。", "電話をかける。"]);
}

async fn party(window: &Window) {
    window.find("nav a[href='/parties']").await.click().await.unwrap();
    window.follow("/parties/new").await;
    window.fill("name", "見本見守り株式会社").await;
    window.fill("corporate_number", "８０００01２０５０００２").await;
    press(window, "[data-kind=primary]").await;
    window.find("[name=corporate_number][aria-invalid=true]").await;
    window.fill("corporate_number", "７０００01２０５０００２").await;
    press(window, "[data-kind=primary]").await;
    window.wait_for("the party", async || window.heading().await == "見本見守り株式会社").await;
    window.follow(&format!("{}/certifications", window.path().await)).await;
    for (row, (name, day)) in
        [("ISO27001", "令和9年3月31日"), ("プライバシーマーク", "Ｒ８．１２．３１")].iter().enumerate()
    {
        press(window, "[value='certifications:add']").await;
        window.find(&format!("[name='certifications[{row}].name']")).await;
        window.fill(&format!("certifications[{row}].name"), name).await;
        window.fill(&format!("certifications[{row}].expires_on"), day).await;
    }
    press(window, "[data-kind=primary]").await;
    window.wait_for("the party", async || window.heading().await == "見本見守り株式会社").await;
    assert_eq!(window.texts("#certifications tbody th").await, ["ISO27001", "プライバシーマーク"]);
}
