//! The organisation, legal bases, registered businesses and the dictionary
//! through their forms.

use azukari_core::policy::Role;
use http::StatusCode;

use super::nouns::{HOSTILE, press, values};
use crate::support::{sample, site::Site};

#[tokio::test]
async fn what_is_hostile_or_too_long_comes_back_as_text_with_its_fault() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let section = sample::ids("sections")[0];
    for path in [
        "/organisation/bodies/new".to_owned(),
        "/organisation/departments/new".to_owned(),
        format!("/organisation/sections/{section}/edit"),
        format!("/registered-businesses/{}/edit", sample::ids("registered_businesses")[0]),
        format!("/dictionary/{}/edit", sample::ids("dictionary_entries")[0]),
    ] {
        let page = officer.get(&path).await.page();
        let long = "長".repeat(501);
        for typed in [format!("{HOSTILE}\u{202e}"), long, " 　".to_owned()] {
            let refused = press(&mut officer, &page, &path, &[("name", &typed)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {typed}");
            let page = refused.page();
            assert_eq!(values(&page, "[name=name]"), [typed.as_str()], "{path}");
            assert_eq!(page.attributes("[name=name]", "aria-invalid"), ["true"], "{path}");
            assert!(page.all("main img").is_empty(), "{path}");
        }
    }
}

#[tokio::test]
async fn a_section_is_ended_with_a_successor_after_it_is_said_what_that_concerns() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let item = sample::list("items").iter().flat_map(|item| item["versions"].as_array().unwrap());
    let mut in_force = item.filter(|version| version["state"] == "in_force");
    let holder = in_force.next().unwrap()["holding_section"].as_str().unwrap();
    let path = format!("/organisation/sections/{holder}/end");
    let page = officer.get(&path).await.page();
    assert!(page.main().contains("廃止で関わるもの") && page.main().contains("案件"), "{}", page.main());
    let refused = press(&mut officer, &page, &path, &[("valid_to", "R9.3.31")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page().text(".error-summary").contains("引き継ぐ課を選ぶか"));
    let other = sample::ids("sections").into_iter().rev().find(|id| *id != holder).unwrap();
    let typed = [("valid_to", "R9.3.31"), ("successor", other)];
    let done = press(&mut officer, &page, &path, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let again = press(&mut officer, &page, &path, &typed).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text());
    let shown = officer.get(done.location()).await.page().main();
    assert!(shown.contains("廃止予定") && shown.contains("引き継いだ先"), "{shown}");
    let conflict = press(&mut officer, &page, &path, &[("valid_to", "R9.4.30"), ("successor", other)]).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    assert!(conflict.page().main().contains("令和9年3月31日"));
}

#[tokio::test]
async fn what_items_use_is_named_before_it_can_be_put_away() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let items = sample::list("items").iter().flat_map(|item| item["versions"].as_array().unwrap());
    let version = items.into_iter().find(|version| version["state"] == "in_force").unwrap();
    for (folder, field) in
        [("/registered-businesses", "registered_business"), ("/legal-bases", "legal_basis")]
    {
        let at = format!("{folder}/{}", version[field].as_str().unwrap());
        let main = officer.get(&format!("{at}/archive")).await.page().main();
        assert!(
            main.contains("保管できません") && main.contains(version["title"].as_str().unwrap()),
            "{main}"
        );
        let shown = officer.get(&at).await.page().main();
        assert!(shown.contains(version["title"].as_str().unwrap()), "{shown}");
    }
}

#[tokio::test]
async fn pasted_words_are_seen_before_they_are_taken_in() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = "/dictionary/paste";
    let page = officer.get(path).await.page();
    let lines = format!("氏名\tしめい\n{HOSTILE}\t\n病状\tびょうじょう\t○\n");
    let preview = press(&mut officer, &page, path, &[("lines", &lines)]).await.page();
    assert!(preview.main().contains("2件を登録できます"), "{}", preview.main());
    assert!(preview.all("main script, main img").is_empty());
    assert_eq!(officer.get("/dictionary?q=びょうじょう").await.page().all("tbody tr").len(), 0);
    let done = press(&mut officer, &preview, path, &[("lines", &lines), ("take", "1")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert_eq!(officer.get("/dictionary?q=びょうじょう").await.page().all("tbody tr").len(), 1);
}

#[tokio::test]
async fn every_pasted_line_that_cannot_be_taken_in_is_told_by_its_number() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let (path, long) = ("/dictionary/paste", "長".repeat(501));
    for (wrong, told) in [
        (long.as_str(), "2行目：情報項目：501文字あります。500文字以内にしてください。"),
        (
            "病\u{7}歴",
            "2行目：情報項目：2文字目に、保存できない文字（U+0007）があります。その文字を消してください。",
        ),
        (
            "病\u{202e}歴",
            "2行目：情報項目：2文字目に、保存できない文字（U+202E）があります。その文字を消してください。",
        ),
        (
            "病\u{fffd}歴",
            "2行目：情報項目：2文字目の文字が壊れています（U+FFFD）。その文字を入力し直してください。",
        ),
        ("\tびょうれき", "2行目：情報項目の名前がありません。1列目に入れるか、行を消してください。"),
        (
            "病状\tびょう\u{202e}\tたぶん",
            "2行目：よみ：4文字目に、保存できない文字（U+202E）があります。その文字を消してください。「たぶん」は読み取れません。",
        ),
    ] {
        let lines = format!("業務用携帯番号\tけいたい\n{wrong}\n");
        for button in ["", "take"] {
            let page = officer.get(path).await.page();
            let typed = [("lines", lines.as_str()), ("reason_for_change", "辞書の整備"), (button, "1")];
            let refused = press(&mut officer, &page, path, &typed).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
            let refused = refused.page();
            assert!(refused.text(".error-summary").contains(told), "{}", refused.text(".error-summary"));
            assert_eq!(refused.attributes(".error-summary a", "href"), ["#f-lines"], "{told}");
            let held = refused.form().unwrap().1;
            let value = |name: &str| held.iter().find(|(field, _)| field == name).unwrap().1.clone();
            assert_eq!(
                (value("lines").trim(), value("reason_for_change")),
                (lines.trim(), "辞書の整備".into())
            );
            assert!(refused.all("[name=take]").is_empty());
        }
    }
    assert_eq!(officer.get("/dictionary?q=業務用携帯番号").await.page().all("tbody tr").len(), 0);
    let many = (0..30).map(|at| format!("語{at}\u{7}\n")).collect::<String>();
    let page = officer.get(path).await.page();
    let refused = press(&mut officer, &page, path, &[("lines", &many)]).await.page();
    assert_eq!(refused.all(".error-summary a").len(), 21);
    assert!(refused.text(".error-summary").contains("ほか10行にも誤りがあります"));
}
