//! Text from outside is shown as text, and nonsense in an address breaks
//! nothing.

use axum::body::Body;
use azukari_core::{bundle, policy::Role};
use http::{Method, StatusCode};
use serde_json::Value;

use super::addresses;
use crate::support::{
    sample,
    site::{ADDRESS, Site},
    ward::operator,
};

/// What would run if any text were put into a page as it is.
const HOSTILE: &str = "</textarea></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

/// The same, for texts that must be short.
const SHORT: &str = "<script>alert(1)</script>";

/// Adds it to every text of a bundle that people type.
fn poison(value: &mut Value) {
    const LONG: [&str; 9] = [
        "cover_label",
        "form_heading",
        "name",
        "programme_name",
        "purpose",
        "subject",
        "subjects",
        "text",
        "title",
    ];
    const OTHERS: [&str; 17] = [
        "address",
        "article",
        "basis_label",
        "change",
        "council_name",
        "document_prefix",
        "form_article",
        "form_title",
        "instrument",
        "label",
        "mail",
        "note",
        "number",
        "party_short_name",
        "person",
        "phone",
        "reading",
    ];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("conditions", Value::Array(texts)) => {
                        let harm =
                            |text: &mut Value| *text = format!("{}{HOSTILE}", text.as_str().unwrap()).into();
                        texts.iter_mut().for_each(harm);
                    }
                    (key, Value::String(text)) if LONG.contains(&key) => text.push_str(HOSTILE),
                    (key, Value::String(text)) if OTHERS.contains(&key) => text.push_str(SHORT),
                    (_, value) => poison(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(poison),
        _ => {}
    }
}

#[tokio::test]
async fn no_text_of_the_register_becomes_part_of_a_page() {
    let site = Site::sample().await;
    let mut poisoned = sample::json().clone();
    // Published clauses never change: theirs are another edition's business.
    poisoned.as_object_mut().unwrap().remove("clause_sets");
    poison(&mut poisoned);
    let poisoned = bundle::parse(&poisoned.to_string()).unwrap();
    bundle::import(&site.home.ward, &operator(), poisoned, bundle::Mode::Write).await.unwrap();
    let mut officer = site.signed_in(Role::Officer).await;
    let mut shown = 0;
    for path in addresses::pages().iter().filter(|path| !addresses::is_paper(path)) {
        let answer = officer.get(path).await;
        if !answer.is_page() {
            continue;
        }
        let page = answer.page();
        assert!(page.all("img, [onerror]").is_empty(), "{path} shows the image");
        let scripts = page.all("script");
        assert!(
            scripts.iter().all(|script| !script.text().any(|text| text.contains("alert"))),
            "{path} runs the script"
        );
        shown += usize::from(page.main().contains("<script>alert(1)</script>"));
    }
    assert!(shown > 30, "only {shown} pages show the text");
}

#[tokio::test]
async fn half_of_a_pair_is_refused_at_its_field_and_the_rest_is_kept() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    // Browsers send U+FFFD for it; other programs may send it as it is.
    for broken in ["%EF%BF%BD", "%ED%A0%80", "%FF"] {
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", ADDRESS)];
        let body = format!("name=%E5%8D%8A{broken}&reading=%E3%81%AF%E3%82%93");
        let answer =
            officer.ask(Method::POST, "/registered-businesses/new", &headers, Body::from(body)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{broken}");
        let page = answer.page();
        assert!(
            page.text(".error-summary").contains("2文字目の文字が壊れています"),
            "{}",
            page.text(".error-summary")
        );
        assert_eq!(page.attributes("[name=name]", "aria-invalid"), ["true"]);
        assert_eq!(page.attributes("[name=reading]", "value"), ["はん"]);
    }
}

#[tokio::test]
async fn nonsense_in_a_query_breaks_no_page() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for route in web::routes().iter().filter(|route| route.method == Method::GET) {
        let path = addresses::one(route.path);
        for query in [
            "q=%FF%FE%00&kind=zz&state=zz&section=zz&programme=zz&party=zz&session=zz&sort=zz&after=zz&before=zz&page=-1",
            "q=%27%3B--&page=99999999999999999999&limit=0&after=01990000-0000-7000-8000-ffffffffffff",
            "q=%25_%5C&&=&a&kind=outsourcing&kind=linkage&direction=down",
            "q=%F0%A0%AE%B7%EF%BC%85%E2%80%AE",
        ] {
            let answer = officer.get(&format!("{path}?{query}")).await;
            assert!(!answer.status.is_server_error(), "{path}?{query}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn a_search_finds_what_the_register_says_in_any_width() {
    let site = Site::sample().await;
    let mut viewer = site.signed_in(Role::Viewer).await;
    let item = sample::item_of_kind("linkage");
    let page = viewer.get("/items?q=%E5%A4%96%E9%83%A8%E7%B5%90%E5%90%88").await.page();
    let path = format!("/items/{}", item["id"].as_str().unwrap());
    assert!(page.links().contains(&path), "{}", page.main());
    // ﾌﾚｲﾙ in half width finds フレイル.
    let page = viewer.get("/items?q=%EF%BE%8C%EF%BE%9A%EF%BD%B2%EF%BE%99").await.page();
    assert!(page.links().contains(&path), "{}", page.main());
    let page = viewer.get("/items?q=%E7%84%A1%E3%81%84%E8%AA%9E").await.page();
    assert!(!page.links().contains(&path), "{}", page.main());
}
