//! The read pages of the register, with the sample ward brought in.

use azukari_core::{Actor, bundle, policy::Role};
use http::StatusCode;
use serde_json::Value;

use crate::browser::{Answer, Browser, HTTP, Site};

const CALLS: &str = "/items/01990000-0000-7000-8000-000b00000001";
const LINKAGE: &str = "/items/01990000-0000-7000-8000-000b00000002";
const TYPING: &str = "/items/01990000-0000-7000-8000-000b00000005";
const ONLY_PROPOSED: &str = "/items/01990000-0000-7000-8000-000b0000000a";
const BASIC: &str = "/clauses/01990000-0000-7000-8000-000800000001";

async fn sample() -> Site {
    let site = Site::open(HTTP).await;
    import(&site, bundle::SAMPLE).await;
    site
}

async fn import(site: &Site, json: &str) {
    let parsed = bundle::parse(json).unwrap();
    bundle::import(&site.ward, &Actor::system("test"), parsed, bundle::Mode::Write).await.unwrap();
}

async fn page(browser: &mut Browser<'_>, path: &str) -> Answer {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
    answer
}

fn rows(answer: &Answer) -> Vec<String> {
    answer.texts("tbody th[scope=row] a")
}

#[tokio::test]
async fn the_list_of_items_finds_filters_and_sorts() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Officer).await;
    let all = page(&mut browser, "/items").await;
    assert_eq!(rows(&all).len(), 12);
    assert_eq!(all.texts(".pagination p"), ["全12件"]);

    let typing = page(&mut browser, "/items?kind=reoutsourcing&state=&section=&q=").await;
    assert_eq!(rows(&typing).len(), 1);
    assert_eq!(typing.attribute(".filter-tag", "href").as_deref(), Some("/items"));

    // Half width finds full width, and the words may stand in different places.
    let found =
        page(&mut browser, "/items?q=%EF%BE%8C%EF%BE%9A%EF%BD%B2%EF%BE%99+%E5%86%8D%E5%A7%94%E8%A8%97").await;
    assert!(rows(&found).iter().any(|title| title.contains("再委託")), "{:?}", rows(&found));
    let by_section = page(&mut browser, "/items?q=%E9%98%B2%E7%81%BD%E8%AA%B2").await;
    assert_eq!(rows(&by_section).len(), 2);

    let down = page(&mut browser, "/items?sort=-title").await;
    let (mut up, down) = (rows(&all), rows(&down));
    up.reverse();
    assert_eq!(up, down);

    let none = page(&mut browser, "/items?q=%25_%25").await;
    assert_eq!(none.texts(".empty-title"), ["条件に合う案件はありません"]);
    assert_eq!(rows(&page(&mut browser, "/items?kind=nonsense&section=1&page=99").await).len(), 12);
}

#[tokio::test]
async fn a_long_list_has_pages_of_fifty() {
    let site = sample().await;
    let mut bundle: Value = serde_json::from_str(bundle::SAMPLE).unwrap();
    let items = bundle["items"].as_array_mut().unwrap();
    let model = items.iter().find(|item| item["id"].as_str().unwrap().ends_with("0009")).unwrap().clone();
    for copy in 0..60 {
        let mut item = model.clone();
        item["id"] = format!("01990000-0000-7000-9000-{copy:012x}").into();
        item["versions"][0]["id"] = format!("01990000-0000-7000-9001-{copy:012x}").into();
        items.push(item);
    }
    import(&site, &bundle.to_string()).await;
    let mut browser = site.signed_in(Role::Auditor).await;
    let first = page(&mut browser, "/items?kind=outsourcing").await;
    assert_eq!((rows(&first).len(), first.texts(".pagination p")), (50, vec!["全68件".to_owned()]));
    let next = first.attribute(".pagination a[rel=next]", "href").unwrap();
    assert!(next.starts_with("/items?kind=outsourcing&after="), "{next}");
    let second = page(&mut browser, &next).await;
    assert_eq!((rows(&second).len(), second.texts(".pagination a")), (18, vec!["前へ".to_owned()]));
    let back = second.attribute(".pagination a[rel=prev]", "href").unwrap();
    assert_eq!(rows(&page(&mut browser, &back).await), rows(&first));
}

#[tokio::test]
async fn an_item_shows_the_rows_of_its_form_in_order() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Secretariat).await;
    let calls = page(&mut browser, CALLS).await;
    assert_eq!(calls.heading(), "高齢者の健康状態確認に係る聞き取り及び結果分析業務の委託について");
    assert_eq!(
        calls.texts(".stack > .card > h2"),
        [
            "概要",
            "委託に伴い事業者に処理させる情報項目（だれの、どのような項目か）",
            "処理させる情報項目の記録媒体",
            "委託理由",
            "委託の内容",
            "委託の開始時期及び期限",
            "委託にあたり区が行う情報保護対策",
            "受託事業者に行わせる情報保護対策",
            "付す特記事項",
            "特記事項の適合",
        ]
    );
    assert_eq!(calls.texts(".description dt"), ["保有課（担当課）", "登録業務の名称", "委託先"]);
    assert_eq!(calls.texts(".data-run > h3"), ["委託先に提供する項目", "委託先に収集させる項目"]);
    assert_eq!(calls.texts(".data-group .data-item").len(), 24);
    assert!(calls.texts(".data-item").contains(&"聞き取りの結果要配慮".to_owned()));
    assert!(calls.texts(".period-reading").iter().any(|text| text.contains("次年度以降も")));

    let linkage = page(&mut browser, LINKAGE).await;
    let cards = linkage.texts(".stack > .card > h2");
    assert_eq!(cards[..3], ["概要", "結合される情報項目（だれの、どのような項目か）", "相手方"]);
    assert!(
        cards.contains(&"情報保護対策".to_owned())
            && !cards.contains(&"受託事業者に行わせる情報保護対策".to_owned())
    );
    let annex = linkage.attribute(".data-group a", "href").unwrap();
    assert_eq!(linkage.texts(&format!("[id='{}'] .data-item", &annex[1..])).len(), 34);

    let typing = page(&mut browser, TYPING).await;
    assert!(typing.texts(".stack > .card > h2").contains(&"委託（再委託）理由".to_owned()));
    assert_eq!(typing.texts(".tree-node").len(), 2);
    assert_eq!(typing.texts(".tree [aria-current]").len(), 1);
}

#[tokio::test]
async fn each_version_of_an_item_has_its_address() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Officer).await;
    let now = page(&mut browser, CALLS).await;
    assert_eq!(now.texts(".version").len(), 4);
    assert!(now.texts(".notice").is_empty());
    let proposal = now.attribute(".version:first-child a", "href").unwrap();
    let proposal = page(&mut browser, &proposal).await;
    assert_eq!(proposal.texts(".notice-title"), ["改正案を表示しています。まだ効力はありません。"]);
    assert!(
        proposal
            .texts(".marked-text")
            .contains(&"訪問による聞き取り（電話ができなかった者に限る。）".to_owned())
    );
    // What the council decided, and the papers, are those of the item.
    assert_eq!(proposal.texts("#council tbody tr").len(), 6);
}

#[tokio::test]
async fn what_is_not_there_says_so_and_leads_back() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Officer).await;
    let stray = "01990000-0000-7000-8000-ffffffffffff";
    for (path, back) in [
        (format!("/items/{stray}"), "/"),
        ("/items/1".to_owned(), "/"),
        (format!("{CALLS}?version={stray}"), "/"),
        (format!("{CALLS}?version=latest"), "/"),
        (format!("/programmes/{stray}"), "/"),
        ("/programmes/x".to_owned(), "/"),
        (format!("/clauses/{stray}"), "/"),
        (format!("{BASIC}?edition=2"), BASIC),
    ] {
        let answer = browser.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.attribute("main a.button", "href").as_deref(), Some(back), "{path}");
    }
}

#[tokio::test]
async fn a_viewer_sees_what_is_in_force_and_nothing_that_is_proposed() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Viewer).await;
    let list = page(&mut browser, "/items").await;
    assert_eq!(rows(&list).len(), 10);
    assert!(!list.texts("tbody .tag").contains(&"改正案".to_owned()));
    let calls = page(&mut browser, CALLS).await;
    assert!(!calls.texts(".version .tag").contains(&"改正案".to_owned()));
    assert!(calls.texts("#council").is_empty());
    assert!(!calls.body.contains("/submissions/") && !calls.body.contains("/sessions/"));
    let proposal = format!("{CALLS}?version=01990000-0000-7000-8000-000c00000004");
    assert_eq!(browser.get(&proposal).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get(ONLY_PROPOSED).await.status, StatusCode::NOT_FOUND);
    // Not by a search either: these words stand in a proposal alone.
    let hidden = page(
        &mut browser,
        "/items?q=%E8%A8%AA%E5%95%8F%E3%81%AB%E3%82%88%E3%82%8B%E8%81%9E%E3%81%8D%E5%8F%96%E3%82%8A",
    )
    .await;
    assert_eq!(rows(&hidden).len(), 0);
}

#[tokio::test]
async fn a_programme_shows_its_text_its_items_and_its_papers() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Secretariat).await;
    let list = page(&mut browser, "/programmes?sort=section").await;
    assert_eq!(rows(&list).len(), 6);
    let href = "/programmes/01990000-0000-7000-8000-000a00000001";
    let shown = page(&mut browser, href).await;
    assert_eq!(shown.texts(".blocks-part").len(), 2);
    assert_eq!(shown.texts(".blocks .marked:not([data-size]) .marked-line").len(), 7);
    assert_eq!(shown.texts(".blocks .marked[data-size] .marked-line").len(), 3);
    assert_eq!(rows(&shown).len(), 5 + 3);
    assert!(
        shown
            .body
            .contains("対象者に質問票を送付し、返信用封筒により回収する（区が実施）。\n約９，６００人。")
    );
}

#[tokio::test]
async fn a_clause_set_shows_its_clauses_as_printed() {
    let site = sample().await;
    let mut browser = site.signed_in(Role::Viewer).await;
    let list = page(&mut browser, "/clauses").await;
    assert_eq!(list.texts("tbody").len(), 3);
    assert_eq!(list.texts("tbody tr").len(), 4);
    let latest = page(&mut browser, BASIC).await;
    assert_eq!(latest.heading(), "基本型（第2版）");
    let numbers = latest.texts(".article-number");
    assert_eq!(numbers.len(), 19);
    assert_eq!((numbers[0].as_str(), numbers[8].as_str(), numbers[9].as_str()), ("１", "９", "10"));
    let old = latest.attribute(".version:last-child a", "href").unwrap();
    let old = page(&mut browser, &old).await;
    assert_eq!(old.texts(".notice-title"), ["旧版です。今は新しい版を使います。"]);
    let third = page(&mut browser, "/clauses/01990000-0000-7000-8000-000800000003").await;
    assert_eq!(third.texts(".article-number").len(), 21);
    assert!(!third.texts(".drafting-note .tag").is_empty());
    assert_eq!(third.texts("#uses tbody tr").len(), 2);
}
