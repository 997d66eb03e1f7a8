//! The audit trail on screen.

use std::collections::BTreeSet;

use azukari_core::policy::Role;
use http::StatusCode;

use super::addresses;
use crate::support::{
    sample,
    site::{Site, Visitor},
};

/// Enters a council session and moves its day, so that the trail has something
/// to tell. Returns the session's path.
async fn a_session_that_was_moved(officer: &mut Visitor<'_>) -> String {
    let made = officer
        .fill(
            "/sessions/new",
            &[("fiscal_year", "令和9年度"), ("number", "7"), ("held_on", "令和9年5月10日")],
        )
        .await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let path = made.location().to_owned();
    let moved = officer
        .fill(
            &format!("{path}/edit"),
            &[("held_on", "令和9年5月17日"), ("reason_for_change", "<b>会場</b>の都合")],
        )
        .await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text());
    path
}

#[tokio::test]
async fn a_change_is_found_and_told_from_what_to_what_by_whom_and_why() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = a_session_that_was_moved(&mut officer).await;

    let list = officer.get("/history?q=会場&kind=council_session").await.page();
    let rows = list.texts("tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    for word in ["変更", "officer（個人情報保護担当）", "<b>会場</b>の都合"] {
        assert!(rows[0].contains(word), "{word}: {rows:?}");
    }
    let id = path.rsplit('/').next().unwrap();
    let history = officer.get(&format!("/history/council_session/{id}")).await.page();
    let cards = history.texts("section.card");
    assert_eq!(cards.len(), 2, "{cards:?}");
    assert_eq!(history.text("h1"), "審議会の回「令和9年度第7回」の変更履歴");
    assert!(cards[1].contains("令和9年度"), "{cards:?}");
    assert!(cards[0].contains("開催日"), "{cards:?}");
    assert!(cards[0].contains("令和9年5月10日") && cards[0].contains("令和9年5月17日"), "{cards:?}");
    assert!(cards[1].contains("新しく登録"), "{cards:?}");

    let none = officer.get("/history?q=どこにもない語").await.page();
    assert!(none.text("main").contains("条件に合う変更はありません"));
    let wrong = officer.get("/history?from=きのう").await.page();
    assert_eq!(wrong.all("[aria-invalid=true]").len(), 1);
}

#[tokio::test]
async fn the_trail_is_taken_out_as_a_table_without_formulas() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = a_session_that_was_moved(&mut officer).await;
    let edited =
        officer.fill(&format!("{path}/edit"), &[("held_on", ""), ("reason_for_change", "=1+1")]).await;
    assert_eq!(edited.status, StatusCode::SEE_OTHER);

    let answer = officer.get("/history/export.csv?kind=council_session&login=officer").await;
    assert_eq!(answer.status, StatusCode::OK);
    let text = String::from_utf8(answer.body.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("\u{feff}番号,日時,利用者"), "{}", lines[0]);
    assert!(lines[1].contains(",'=1+1,審議会の回,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",開催日,令和9年5月17日,"), "{}", lines[1]);
    assert!(lines[2].contains("令和9年5月10日,令和9年5月17日"), "{}", lines[2]);
    // The import that brought the sample in was the operator's.
    assert_eq!(lines.len(), 1 + 1 + 1 + 3, "{text}");

    let faulty = officer.get("/history/export.csv?from=8月33日&to=2030-01-01").await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = faulty.page();
    assert_eq!(page.all("[aria-invalid=true]").len(), 1);
    // The day that could be read holds, the other does not.
    assert_eq!(page.texts(".filter-tag").len(), 1, "{:?}", page.texts(".filter-tag"));

    let whole = officer.get("/history/export.csv").await;
    let text = String::from_utf8(whole.body.clone()).unwrap();
    assert!(text.lines().count() > 300, "{}", text.lines().count());
}

#[tokio::test]
async fn a_section_follows_what_it_reads_and_nothing_else() {
    let site = Site::sample().await;
    let own = sample::holder_of_first_item();
    let mut section = site.signed_in(Role::Section).await;
    assert_eq!(section.get("/history").await.status, StatusCode::FORBIDDEN);
    let items = sample::list("items").iter().map(|item| ("item", item, sample::holding(item).contains(&own)));
    let papers = sample::list("submissions").iter().map(|paper| {
        let about = sample::object("programmes", &paper["programme"]);
        ("submission", paper, paper["section"] == own || about["section"] == own)
    });
    let outcomes = sample::list("outcomes").iter().map(|outcome| {
        let about = outcome.get("item").map(|item| sample::holding(sample::object("items", item)));
        ("outcome", outcome, about.is_some_and(|holding| holding.contains(&own)))
    });
    let (mut followed, mut kept_out) = (BTreeSet::new(), BTreeSet::new());
    for (kind, object, theirs) in items.chain(papers).chain(outcomes) {
        let path = format!("/history/{kind}/{}", object["id"].as_str().unwrap());
        let status = section.get(&path).await.status;
        let expected = if theirs { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(status, expected, "{path}");
        if theirs { &mut followed } else { &mut kept_out }.insert(kind);
    }
    let all = BTreeSet::from(["item", "outcome", "submission"]);
    assert_eq!((followed, kept_out), (all.clone(), all));
    for kind in ["account", "sign_in", "saved_view", "audit_redaction"] {
        let path = format!("/history/{kind}/01990000-0000-7000-8000-000000000000");
        assert_eq!(section.get(&path).await.status, StatusCode::NOT_FOUND, "{kind}");
    }
}

/// The pages of objects, one of each noun.
fn objects() -> Vec<String> {
    let mut pages: Vec<String> = [
        "/items/{id}",
        "/programmes/{id}",
        "/parties/{id}",
        "/annexes/{id}",
        "/registered-businesses/{id}",
        "/legal-bases/{id}",
        "/dictionary/{id}",
        "/clauses/{id}",
        "/sessions/{id}",
        "/submissions/{id}",
        "/organisation/bodies/{id}",
        "/organisation/departments/{id}",
        "/organisation/sections/{id}",
        "/settings",
    ]
    .map(addresses::one)
    .into();
    pages.sort();
    pages
}

#[tokio::test]
async fn every_object_leads_those_who_may_to_what_happened_to_it_and_from_there_back() {
    let site = Site::sample().await;
    let link = ".page-head-history a";
    for role in Role::ALL {
        let mut visitor = site.signed_in(role).await;
        let mut led = 0;
        for path in objects() {
            let answer = visitor.get(&path).await;
            if answer.status != StatusCode::OK {
                continue;
            }
            let shown = answer.page().attributes(link, "href");
            if role == Role::Viewer {
                assert!(shown.is_empty(), "{path} leads a viewer to {shown:?}");
                continue;
            }
            assert_eq!(shown.len(), 1, "{path} leads {role:?} to no history");
            let history = visitor.get(&shown[0]).await;
            assert_eq!(history.status, StatusCode::OK, "{role:?} {path}: {}", shown[0]);
            let history = history.page();
            assert!(!history.all("section.card").is_empty(), "{path} has no history");
            // Papers are named by their numbers, and found by their ids.
            let back = history.links();
            assert!(back.contains(&path) || path.starts_with("/submissions/"), "{path}: {back:?}");
            led += 1;
        }
        assert!(role == Role::Viewer || led > 10, "{role:?} is led to {led}");
    }
    let mut admin = site.signed_in(Role::Admin).await;
    let account = addresses::one("/admin/accounts/{id}");
    let history = admin.get(&account).await.page().attributes(link, "href").remove(0);
    assert!(admin.get(&history).await.page().links().contains(&account));
}
