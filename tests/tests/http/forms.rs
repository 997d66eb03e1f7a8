//! Forms: typed as people type, refused with everything kept, recorded once.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use crate::support::{sample, site::Site};

const NEW: &str = "/sessions/new";

/// How many entries the trail has.
async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

#[tokio::test]
async fn a_session_is_recorded_as_people_write_years_numbers_and_days() {
    for (year, number, day) in [
        ("令和８年度", "４", "Ｒ９．２．１９"),
        ("2026", "4", "2027-02-19"),
        ("令和8", "4", "令和9年2月19日"),
        ("R8", "4", ""),
    ] {
        let site = Site::sample().await;
        let mut officer = site.signed_in(Role::Officer).await;
        let typed = [("fiscal_year", year), ("number", number), ("held_on", day)];
        let answer = officer.fill(NEW, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed:?}: {}", answer.text());
        let shown = officer.get(answer.location()).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.page().text("h1").contains("令和8年度第4回"), "{}", shown.page().text("h1"));
    }
}

#[tokio::test]
async fn a_double_click_makes_one_record() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(NEW).await.page();
    let before = entries(&site).await;
    let typed = [("fiscal_year", "令和8年度"), ("number", "4"), ("held_on", "")];
    let first = officer.send(&page, NEW, &typed).await;
    let second = officer.send(&page, NEW, &typed).await;
    assert_eq!((first.status, second.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(first.location(), second.location());
    assert_eq!(entries(&site).await, before + 1);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed_and_leads_to_each_fault() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = entries(&site).await;
    let typed = [
        ("fiscal_year", "昭和八百年度"),
        ("number", "\"><script>alert(1)</script>"),
        ("held_on", "令和8年2月30日"),
    ];
    let refused = officer.fill(NEW, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.page();
    assert!(page.title().starts_with("エラー："), "{}", page.title());
    assert!(page.all("main script").is_empty());
    for (name, value) in typed {
        let control = format!("main input[name={name}]");
        assert_eq!(page.attributes(&control, "value"), [value]);
        assert_eq!(page.attributes(&control, "aria-invalid"), ["true"], "{name}");
        let id = page.attributes(&control, "id").remove(0);
        assert!(!page.all(&format!("a[href='#{id}']")).is_empty(), "the summary does not lead to {name}");
    }
    assert_eq!(entries(&site).await, before);
}

#[tokio::test]
async fn a_session_that_is_there_already_is_refused_at_its_number() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let held = &sample::list("sessions")[0];
    let (year, number) = (held["fiscal_year"].to_string(), held["number"].to_string());
    let typed = [("fiscal_year", year.as_str()), ("number", number.as_str()), ("held_on", "")];
    let refused = officer.fill(NEW, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().attributes("main input[name=number]", "aria-invalid"), ["true"]);
}

#[tokio::test]
async fn who_edits_what_another_has_changed_meanwhile_is_told() {
    let site = Site::sample().await;
    let (mut one, mut other) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Secretariat).await);
    let path = format!("/sessions/{}/edit", sample::ids("sessions").pop().unwrap());
    let (mine, theirs) = (one.get(&path).await.page(), other.get(&path).await.page());
    assert_eq!(one.send(&mine, &path, &[("held_on", "令和8年12月4日")]).await.status, StatusCode::SEE_OTHER);
    let late = other.send(&theirs, &path, &[("held_on", "令和8年12月18日")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(one.get(&path).await.text().contains("12月4日"));
}

#[tokio::test]
async fn the_first_button_of_a_form_only_saves() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for route in web::routes().iter().filter(|route| route.method == http::Method::GET) {
        let path = super::addresses::one(route.path);
        let answer = officer.get(&path).await;
        if !answer.is_page() {
            continue;
        }
        for form in answer.page().all("main form[method=post]") {
            assert!(form.attr("novalidate").is_some(), "{path}: the browser would judge the form first");
            let buttons = scraper::Selector::parse("button").unwrap();
            let first: String = form.select(&buttons).next().unwrap().text().collect();
            assert!(!first.contains("削除") && !first.contains("公開"), "{path}: Enter would {first}");
        }
    }
}
