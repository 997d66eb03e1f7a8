//! The audit trail on screen.

use azukari_core::policy::Role;
use http::StatusCode;

use crate::support::site::{Site, Visitor};

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
        .fill(&format!("{path}/edit"), &[("held_on", "令和9年5月17日"), ("reason", "<b>会場</b>の都合")])
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
    let edited = officer.fill(&format!("{path}/edit"), &[("held_on", ""), ("reason", "=1+1")]).await;
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

    let whole = officer.get("/history/export.csv").await;
    let text = String::from_utf8(whole.body.clone()).unwrap();
    assert!(text.lines().count() > 300, "{}", text.lines().count());
}

#[tokio::test]
async fn a_section_follows_its_own_items_only() {
    let site = Site::sample().await;
    let mut section = site.signed_in(Role::Section).await;
    assert_eq!(section.get("/history").await.status, StatusCode::FORBIDDEN);
    let items = crate::support::sample::list("items");
    let mut seen = std::collections::BTreeMap::new();
    for item in items {
        let path = format!("/history/item/{}", item["id"].as_str().unwrap());
        *seen.entry(section.get(&path).await.status).or_insert(0) += 1;
    }
    assert!(seen.keys().all(|status| [StatusCode::OK, StatusCode::NOT_FOUND].contains(status)), "{seen:?}");
    assert!(seen.contains_key(&StatusCode::NOT_FOUND), "{seen:?}");
    let account = "/history/account/01990000-0000-7000-8000-000000000000";
    assert_eq!(section.get(account).await.status, StatusCode::NOT_FOUND);
    let mut viewer = site.signed_in(Role::Viewer).await;
    let first = format!("/history/item/{}", crate::support::sample::ids("items")[0]);
    assert_eq!(viewer.get(&first).await.status, StatusCode::FORBIDDEN);
}
