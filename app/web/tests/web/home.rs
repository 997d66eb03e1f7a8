//! The start page of each role.

use azukari_core::{Actor, bundle, policy::Role};
use http::StatusCode;
use scraper::{Html, Selector};

use crate::browser::{Answer, HTTP, Site};

/// Name, number and address of each count of the page.
fn counts(answer: &Answer) -> Vec<(String, usize, String)> {
    let text = |found: scraper::ElementRef<'_>, css: &str| {
        found.select(&Selector::parse(css).unwrap()).next().unwrap().text().collect::<String>()
    };
    Html::parse_document(&answer.body)
        .select(&Selector::parse("a.count").unwrap())
        .map(|link| {
            let number = text(link, ".card-figure").trim_end_matches('件').replace(',', "");
            let href = link.value().attr("href").unwrap().to_owned();
            (text(link, ".count-name"), number.parse().unwrap(), href)
        })
        .collect()
}

#[tokio::test]
async fn every_number_leads_to_as_many_as_it_counts() {
    let site = Site::open(HTTP).await;
    let sample = bundle::parse(bundle::SAMPLE).unwrap();
    bundle::import(&site.ward, &Actor::system("test"), sample, bundle::Mode::Write).await.unwrap();
    for role in Role::ALL {
        let mut browser = site.signed_in(role).await;
        let start = browser.get("/").await;
        assert_eq!(start.status, StatusCode::OK);
        let counts = counts(&start);
        assert!(counts.len() >= 7, "{role:?}: {counts:?}");
        for (name, number, href) in counts {
            let list = browser.get(&href).await;
            assert_eq!(list.status, StatusCode::OK, "{href}");
            let rows = match href.as_str() {
                "/clauses" => list.texts("tbody").len(),
                _ => list.texts("tbody tr").len(),
            };
            assert_eq!(rows, number, "{role:?}: {name}");
        }
    }
}

#[tokio::test]
async fn each_role_begins_with_its_own_work() {
    let site = Site::open(HTTP).await;
    let sample = bundle::parse(bundle::SAMPLE).unwrap();
    bundle::import(&site.ward, &Actor::system("test"), sample, bundle::Mode::Write).await.unwrap();
    for (role, first) in [
        (Role::Officer, "改正案"),
        (Role::Secretariat, "次の審議会"),
        (Role::Auditor, "台帳"),
        (Role::Section, "次の審議会"),
        (Role::Admin, "台帳"),
        (Role::Viewer, "台帳"),
    ] {
        let start = site.signed_in(role).await.get("/").await;
        assert_eq!(start.texts("main h2")[0], first, "{role:?}");
        // It is May 2026: the session of June comes next.
        let next = start.texts("main p").iter().any(|text| text.starts_with("令和8年度第1回"));
        assert_eq!(next, !matches!(role, Role::Admin | Role::Viewer), "{role:?}");
        assert_eq!(
            start.body.contains("最近の変更"),
            matches!(role, Role::Officer | Role::Auditor | Role::Admin)
        );
    }
    // Nobody has told this account its section.
    let section = site.signed_in(Role::Section).await.get("/").await;
    assert_eq!(section.texts(".notice-title"), ["担当課が設定されていません"]);
}

#[tokio::test]
async fn an_empty_register_says_what_to_do_first() {
    let site = Site::open(HTTP).await;
    let officer = site.signed_in(Role::Officer).await.get("/").await;
    assert!(
        officer.texts("main code").contains(&"azukari bundle sample | azukari bundle import -".to_owned())
    );
    assert_eq!(officer.attribute("main a.button", "href").as_deref(), Some("/organisation"));
    assert_eq!(officer.texts("main ol.steps a"), ["組織", "根拠", "取込・出力", "案件"]);
    assert!(counts(&officer).is_empty());
    let admin = site.signed_in(Role::Admin).await.get("/").await;
    assert_eq!(admin.attribute("main a.button", "href").as_deref(), Some("/admin/accounts/new"));
    let viewer = site.signed_in(Role::Viewer).await.get("/").await;
    assert_eq!(viewer.texts("main h2"), ["台帳はまだ空です"]);
    for path in ["/items", "/programmes", "/clauses"] {
        let list = site.signed_in(Role::Viewer).await.get(path).await;
        assert_eq!(list.texts(".empty-title").len(), 1, "{path}");
    }
}
