//! From signing in to the paper, the way a person goes, with scripts and
//! without.

use azukari_core::{council, policy::Role};
use serde_json::Value;

use super::{
    Server,
    session::{JavaScript, Window, in_browser},
};
use crate::support::{sample, ward::operator};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_finds_a_programme_its_items_its_clauses_and_the_paper() {
    in_browser("the journey to the paper", JavaScript::On, async |server, window| {
        walk(window).await;
        paper(server, window).await;
        let complaints = window.complaints().await;
        assert!(complaints.is_empty(), "{complaints:#?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_way_is_open_with_javascript_off() {
    in_browser("the journey with JavaScript off", JavaScript::Off, async |server, window| {
        window.open_page("/sign-in").await;
        assert_scripts_are_off(window).await;
        walk(window).await;
        paper(server, window).await;
        new_session_by_form(window).await;
    })
    .await;
}

/// The preference is the browser's; a test that ran with scripts would show
/// nothing.
async fn assert_scripts_are_off(window: &Window) {
    let page = "data:text/html,<title>off</title><script>document.title='on'</script>";
    window.driver.goto(page).await.unwrap();
    assert_eq!(window.driver.title().await.unwrap(), "off");
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// The one item of each kind that the first programme has.
fn item_of_kind(kind: &str) -> &'static Value {
    let programme = &sample::list("programmes")[0]["id"];
    let mut items = sample::list("items").iter();
    items.find(|item| item["kind"] == kind && item["programme"] == *programme).unwrap()
}

async fn walk(window: &Window) {
    window.sign_in(Role::Officer).await;
    let programme = &sample::list("programmes")[0];
    for kind in ["outsourcing", "linkage", "reoutsourcing"] {
        let item = item_of_kind(kind);
        window.find("nav a[href='/programmes']").await.click().await.unwrap();
        window.follow(&format!("/programmes/{}", id(programme))).await;
        assert!(window.heading().await.contains(programme["name"].as_str().unwrap()));
        window.follow(&format!("/items/{}", id(item))).await;
        let heading = window.heading().await;
        let titles =
            item["versions"].as_array().unwrap().iter().map(|version| version["title"].as_str().unwrap());
        assert!(titles.into_iter().any(|title| heading.contains(title)), "{kind}: {heading}");
    }
    let set = sample::list("clause_sets").iter().max_by_key(|set| clauses(set).len()).unwrap();
    window.find("nav a[href='/clauses']").await.click().await.unwrap();
    window.follow(&format!("/clauses/{}", id(set))).await;
    let main = window.find("main").await.text().await.unwrap();
    for clause in clauses(set) {
        assert!(main.contains(clause["body"].as_str().unwrap()), "clause {} is not shown", clause["number"]);
    }
}

fn clauses(set: &Value) -> &Vec<Value> {
    set["editions"].as_array().unwrap().last().unwrap()["clauses"].as_array().unwrap()
}

/// From the list of sessions to the paper: shown in the page, and downloaded
/// with the bytes that the program makes.
async fn paper(server: &Server, window: &Window) {
    let submission = sample::whole_packet();
    window.find("nav a[href='/sessions']").await.click().await.unwrap();
    window.follow(&format!("/sessions/{}", submission["session"].as_str().unwrap())).await;
    let name = sample::submission_name(submission);
    window.follow(&format!("/submissions/{name}")).await;
    let frame = window.find("main object[type='application/pdf'], main iframe").await;
    let shown = match frame.attr("data").await.unwrap() {
        Some(address) => address,
        None => frame.attr("src").await.unwrap().unwrap(),
    };
    assert!(shown.starts_with('/'), "{shown}");
    // What stands in for the paper where a browser shows none is not needed.
    assert!(window.texts(".pdf-fallback").await.iter().all(String::is_empty), "the paper is not shown");
    window.find("main a[download]").await.click().await.unwrap();
    let file = std::fs::read(window.downloaded("pdf").await).unwrap();
    let made = council::paper::render(&server.home.ward, &operator(), name.parse().unwrap()).await.unwrap();
    assert!(file == made.bytes, "the download is not the paper");
}

/// A form sent without any script: refused with what was typed kept, then
/// mended and taken.
async fn new_session_by_form(window: &Window) {
    window.open_page("/sessions/new").await;
    window.fill("fiscal_year", "令和８年度").await;
    window.fill("number", "４").await;
    window.fill("held_on", "きのう").await;
    window.find("main form button[data-kind=primary]").await.click().await.unwrap();
    let refused = window.find("[name='held_on'][aria-invalid='true']").await;
    assert_eq!(refused.prop("value").await.unwrap().as_deref(), Some("きのう"));
    let year = window.find("[name='fiscal_year']").await;
    assert_eq!(year.prop("value").await.unwrap().as_deref(), Some("令和８年度"));
    window.fill("held_on", "令和9年2月19日").await;
    window.find("main form button[data-kind=primary]").await.click().await.unwrap();
    window.wait_for("the new session", async || window.heading().await.contains("令和8年度第4回")).await;
}
