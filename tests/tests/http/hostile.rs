//! Text from outside is shown as text, and nonsense in an address breaks
//! nothing.

use azukari_core::{bundle, policy::Role};
use http::Method;
use serde_json::Value;

use super::addresses;
use crate::support::{sample, site::Site, ward::operator};

/// What would run if any text were put into a page as it is.
const HOSTILE: &str = "</textarea></title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

/// Adds it to every text of a bundle.
fn poison(value: &mut Value) {
    const TEXTS: [&str; 9] = [
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
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(text) if TEXTS.contains(&key.as_str()) => text.push_str(HOSTILE),
                    _ => poison(value),
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
