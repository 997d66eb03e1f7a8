//! Bundles through the browser: checked first, then taken in; and given out.

use azukari_core::{audit, bundle, policy::Role};
use http::StatusCode;

use crate::support::{
    sample,
    site::{Answer, Site, Visitor},
    ward::operator,
};

async fn register(site: &Site) -> String {
    bundle::to_json(&bundle::export(&site.home.ward, &operator()).await.unwrap()).unwrap()
}

async fn upload(visitor: &mut Visitor<'_>, content: &[u8]) -> Answer {
    visitor.upload("/imports", "file", "台帳.json", content).await
}

fn renamed() -> String {
    let mut programme = sample::list("programmes")[1].clone();
    programme["name"] = "粗大ごみの受付と収集".into();
    serde_json::json!({ "format": "azukari", "version": 1, "programmes": [programme] }).to_string()
}

#[tokio::test]
async fn a_file_is_checked_first_and_taken_in_when_that_is_confirmed() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = register(&site).await;
    let checked = upload(&mut officer, renamed().as_bytes()).await;
    assert_eq!(checked.status, StatusCode::OK, "{}", checked.text());
    assert!(register(&site).await == before, "checking has changed the register");
    let done = officer.send(&checked.page(), "/imports", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(officer.get(done.location()).await.page().main().contains("1件"));
    let id = sample::ids("programmes")[1];
    let page = officer.get(&format!("/programmes/{id}")).await.page();
    assert!(page.text("h1").contains("粗大ごみの受付と収集"), "{}", page.text("h1"));
}

#[tokio::test]
async fn the_trail_names_who_took_a_file_in() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let checked = upload(&mut officer, renamed().as_bytes()).await;
    officer.send(&checked.page(), "/imports", &[]).await;
    let entries = audit::page(site.home.ward.store(), None, 1).await.unwrap();
    assert_eq!(entries[0].login, "officer");
}

#[tokio::test]
async fn a_file_that_is_wrong_is_refused_with_every_place_and_nothing_changes() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = (register(&site).await, audit::verify(site.home.ward.store()).await.unwrap());
    let mut dangling = sample::json().clone();
    dangling["items"][1]["versions"][0]["party"] = "01990000-0000-7000-8000-ffffffffffff".into();
    dangling["parties"][0]["name"] = "".into();
    for (content, said) in [
        (dangling.to_string().into_bytes(), &["$.items[1].versions[0].party", "$.parties[0].name"][..]),
        (b"{".to_vec(), &["JSON"]),
        (vec![0xff, 0xfe, 0x00], &["UTF-8"]),
        (Vec::new(), &["JSON"]),
    ] {
        let refused = upload(&mut officer, &content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.page();
        for said in said {
            assert!(page.main().contains(said), "{said}: {}", page.main());
        }
        assert!(!page.all("main form input[type=file]").is_empty(), "there is no way to choose another file");
    }
    let after = (register(&site).await, audit::verify(site.home.ward.store()).await.unwrap());
    assert!(before == after, "the register has changed");
}

#[tokio::test]
async fn a_form_without_a_file_says_so_at_its_field() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for (name, content) in [("", &b""[..])] {
        let refused = officer.upload("/imports", "file", name, content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.page().attributes("main input[type=file]", "aria-invalid"), ["true"]);
    }
}

#[tokio::test]
async fn the_register_is_given_out_as_the_same_bytes_on_the_page_and_in_the_api() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/exports/bundle.json").await;
    assert!(page.header("content-disposition").unwrap().starts_with("attachment"));
    assert!(page.text() == register(&site).await);
    assert!(officer.get("/api/v1/bundle").await.body == page.body);
}

#[tokio::test]
async fn programs_get_the_submissions_and_faults_as_json() {
    let site = Site::sample().await;
    let mut auditor = site.signed_in(Role::Auditor).await;
    let listed: serde_json::Value =
        serde_json::from_slice(&auditor.get("/api/v1/submissions").await.body).unwrap();
    let names: Vec<&str> = listed.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(names.len(), sample::list("submissions").len());
    assert!(sample::submission_names().iter().all(|name| names.contains(&name.as_str())), "{names:?}");
    let missing = auditor.get("/api/v1/submissions/1999-1-1/paper.pdf").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let said: serde_json::Value = serde_json::from_slice(&missing.body).unwrap();
    assert_eq!(said["code"], "not-found");
    let nobody = site.visitor().get("/api/v1/submissions").await;
    assert_eq!(nobody.status, StatusCode::UNAUTHORIZED);
    let said: serde_json::Value = serde_json::from_slice(&nobody.body).unwrap();
    assert_eq!(said["code"], "unauthenticated");
}
