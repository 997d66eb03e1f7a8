//! The list's filters and pages, the search over everything, saved views.

use azukari_core::{Actor, bundle, policy::Role};
use http::StatusCode;
use serde_json::Value;

use crate::browser::{HTTP, Site};

/// A ward with the sample and so many items more, all of them with markup in
/// their titles.
async fn ward_of(copies: usize) -> Site {
    let site = Site::open(HTTP).await;
    let mut sample: Value = serde_json::from_str(bundle::SAMPLE).unwrap();
    let items = sample["items"].as_array_mut().unwrap();
    let model = items.iter().find(|item| item["id"].as_str().unwrap().ends_with("0009")).unwrap().clone();
    for copy in 0..copies {
        let mut item = model.clone();
        item["id"] = format!("01990000-0000-7000-9000-{copy:012x}").into();
        item["versions"][0]["id"] = format!("01990000-0000-7000-9001-{copy:012x}").into();
        item["versions"][0]["title"] = format!("<b>ﾄﾞｯｸ</b>の委託 第{copy}号 & 控え").into();
        items.push(item);
    }
    let parsed = bundle::parse(&sample.to_string()).unwrap();
    bundle::import(&site.ward, &Actor::system("test"), parsed, bundle::Mode::Write).await.unwrap();
    site
}

#[tokio::test]
async fn hits_are_marked_as_typed_and_markup_stays_text() {
    let site = ward_of(1).await;
    let mut browser = site.signed_in(Role::Officer).await;
    let list = browser.get("/items?q=%E3%83%89%E3%83%83%E3%82%AF+%E6%8E%A7").await;
    assert_eq!(list.texts("tbody th a"), ["<b>ﾄﾞｯｸ</b>の委託 第0号 & 控え"]);
    assert_eq!(list.texts("tbody th a mark"), ["ﾄﾞｯｸ", "控"]);
    assert!(!list.body.contains("<b>"), "{}", list.body);

    let hostile = browser.get("/items?q=%3Cb%3E%22%27").await;
    assert_eq!(hostile.status, StatusCode::OK);
    assert_eq!(hostile.attribute("#f-q", "value").as_deref(), Some("<b>\"'"));
}

#[tokio::test]
async fn a_hit_that_the_row_does_not_show_has_its_line_beside() {
    let site = ward_of(0).await;
    let mut browser = site.signed_in(Role::Officer).await;
    let list = browser.get("/items?q=%E9%81%B8%E5%AE%9A%E3%81%97%E3%81%9F%E4%BA%8B%E6%A5%AD%E8%80%85").await;
    assert!(!list.texts("tbody tr").is_empty());
    assert!(list.texts(".hit-line mark").iter().all(|mark| mark == "選定した事業者"));
    assert_eq!(list.texts(".hit-line").len(), list.texts("tbody tr").len());
}

#[tokio::test]
async fn the_search_finds_every_noun_and_shows_only_what_may_be_read() {
    let site = ward_of(8).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let found = officer.get("/search?q=%E5%A7%94%E8%A8%97").await;
    let heads = found.texts("h2");
    assert!(heads[0].starts_with("案件（"), "{heads:?}");
    for noun in ["特記事項", "資料"] {
        assert!(heads.iter().any(|head| head.starts_with(noun)), "{noun}: {heads:?}");
    }
    assert!(found.texts(".search-hit mark").iter().all(|mark| mark == "委託"));
    let all = found.attribute("section .hit", "href").unwrap();
    assert_eq!(all, "/items?q=%E5%A7%94%E8%A8%97");

    let mut viewer = site.signed_in(Role::Viewer).await;
    let heads = viewer.get("/search?q=%E5%A7%94%E8%A8%97").await.texts("h2");
    assert!(!heads.iter().any(|head| head.starts_with("資料") || head.starts_with("議決等")), "{heads:?}");
    assert_eq!(viewer.get("/search").await.status, StatusCode::OK);
    let none = viewer.get("/search?q=%25%25").await;
    assert_eq!(none.texts(".empty-title"), ["見つかりませんでした"]);
}

#[tokio::test]
async fn a_view_is_saved_chosen_renamed_and_deleted_by_its_owner_alone() {
    let site = ward_of(0).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let list = officer.get("/items?kind=linkage&sort=-party&after=").await;
    assert_eq!(
        list.attribute(".save-view input[name=query]", "value").as_deref(),
        Some("kind=linkage&sort=-party")
    );
    let posted = [("form-key", "k1"), ("name", "結合の案件"), ("query", "kind=linkage&sort=-party&x=y\r\n")];
    for _ in 0..2 {
        let saved = officer.post("/views", &posted).await;
        assert_eq!(
            (saved.status, saved.location()),
            (StatusCode::SEE_OTHER, "/items?kind=linkage&sort=-party")
        );
    }
    let again = officer
        .post("/views", &[("form-key", "k2"), ("name", "結合の案件"), ("query", "kind=linkage")])
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("同じ名前の条件があります"));
    let list = officer.get("/items").await;
    assert_eq!(list.texts(".saved-views a")[0], "結合の案件");
    let views = officer.get("/views").await;
    let at = views.attribute("tbody td a", "href").unwrap();

    let mut other = site.signed_in(Role::Auditor).await;
    // Nothing of somebody else's: the list of one's own says what there is.
    assert_eq!(other.get(&at).await.status, StatusCode::SEE_OTHER);
    assert_eq!(other.post(&format!("{at}/delete"), &[]).await.status, StatusCode::NOT_FOUND);

    assert_eq!(officer.post(&at, &[("name", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(officer.post(&at, &[("name", "外部結合")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(officer.get("/items").await.texts(".saved-views a")[0], "外部結合");
    let confirm = officer.get(&format!("{at}/delete")).await;
    assert_eq!(confirm.heading(), "「外部結合」の削除");
    assert_eq!(officer.post(&format!("{at}/delete"), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(officer.get("/views").await.texts(".empty-title"), ["保存した条件はまだありません"]);
}

#[tokio::test]
async fn a_day_that_is_none_is_told_at_its_field() {
    let site = ward_of(0).await;
    let mut browser = site.signed_in(Role::Officer).await;
    let list = browser.get("/items?on=R8.13.40").await;
    assert_eq!(list.texts(".field-error").len(), 1);
    assert_eq!(list.attribute("#f-on", "value").as_deref(), Some("R8.13.40"));
    assert_eq!(browser.get("/items?on=R8.4.1").await.status, StatusCode::OK);
}

#[tokio::test]
async fn pages_ask_as_often_for_a_thousand_rows_as_for_ten() {
    let mut asked = Vec::new();
    for copies in [0, 1_000] {
        let site = ward_of(copies).await;
        let mut browser = site.signed_in(Role::Officer).await;
        let parsed: Value = serde_json::from_str(bundle::SAMPLE).unwrap();
        let ids = parsed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap());
        let item = format!("/items/{}", ids.into_iter().find(|id| id.ends_with("0009")).unwrap());
        let mut counts = Vec::new();
        let search = "/search?q=%E5%A7%94%E8%A8%97";
        for path in ["/items", "/items?q=%E5%A7%94%E8%A8%97", "/items?kind=outsourcing", search, &item] {
            let before = site.ward.store().statements();
            assert_eq!(browser.get(path).await.status, StatusCode::OK, "{path}");
            counts.push(site.ward.store().statements() - before);
        }
        asked.push(counts);
    }
    assert_eq!(asked[0], asked[1]);
    assert!(asked[0].iter().all(|count| (1..120).contains(count)), "{asked:?}");
}
