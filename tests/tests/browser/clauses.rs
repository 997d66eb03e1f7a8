//! A ward's own text in a browser: pasted, corrected by a warning, read again,
//! registered, published, revised, discarded; with JavaScript on and off.

use azukari_core::policy::Role;

use super::{
    Server,
    eyes::{Eyes, seen, without_scripts},
    session::Window,
};

const TEXT: &str = "特 記 事 項\n（秘密の保持）\n第１条　乙は、甲の秘密を守る。\n（返還）\n第３条　乙は、第１条に従い、資料を甲に返還する。";

pub(super) async fn press(window: &Window, button: &str) {
    window.find(&format!("main form button{button}")).await.click().await.unwrap();
}

pub(super) const PRIMARY: &str = "[data-kind=primary]";

/// Opens the page behind an action of the page that is open.
pub(super) async fn act(window: &Window, ending: &str) {
    let links = format!("main .cluster a:is([href$='{ending}'], [href*='{ending}?'])");
    window.find(&links).await.click().await.unwrap();
    let there = async || window.path().await.split('?').next().is_some_and(|path| path.ends_with(ending));
    window.wait_for(ending, there).await;
}

async fn walk(_: &Server, window: &Window, eyes: &mut Eyes) {
    window.sign_in(Role::Officer).await;
    window.find("nav a[href='/clauses']").await.click().await.unwrap();
    window.follow("/clauses/new").await;
    eyes.look(window, "/clauses/new").await;
    press(window, PRIMARY).await;
    window.find("[name=text][aria-invalid=true]").await;
    eyes.look(window, "/clauses/new refused").await;
    window.fill("text", TEXT).await;
    press(window, PRIMARY).await;
    window.find("#doubts tbody tr").await;
    eyes.look(window, "/clauses/new read").await;
    window.fill("text", &TEXT.replace("第３条", "第２条")).await;
    press(window, "[name=read]").await;
    window.find("#doubts .empty").await;
    window.fill("name", "").await;
    press(window, PRIMARY).await;
    window.find("[name=name][aria-invalid=true]").await;
    eyes.look(window, "/clauses/new without a name").await;
    window.fill("name", "見守りの特記事項").await;
    press(window, PRIMARY).await;
    window.wait_for("the set", async || window.heading().await == "見守りの特記事項（第1版）").await;
    assert_eq!(window.texts(".article-number").await, ["第１条", "第２条"]);
    eyes.look(window, "the draft").await;
    publish(window, eyes).await;
    revise(window, eyes).await;
}

async fn publish(window: &Window, eyes: &mut Eyes) {
    act(window, "/publish").await;
    press(window, PRIMARY).await;
    window.find("[name=valid_from][aria-invalid=true]").await;
    eyes.look(window, "publish refused").await;
    window.fill("valid_from", "令和8年4月1日").await;
    press(window, PRIMARY).await;
    window.find("main .cluster a[href*='/revise']").await;
    assert!(window.texts("main .tags").await[0].contains("公開"));
}

async fn revise(window: &Window, eyes: &mut Eyes) {
    act(window, "/revise").await;
    eyes.look(window, "revise").await;
    press(window, PRIMARY).await;
    window.wait_for("the draft", async || window.heading().await == "見守りの特記事項（第2版）").await;
    act(window, "/edit").await;
    eyes.look(window, "facts").await;
    window.driver.back().await.unwrap();
    act(window, "/read").await;
    eyes.look(window, "read into the draft").await;
    window.driver.back().await.unwrap();
    act(window, "/discard").await;
    eyes.look(window, "discard").await;
    press(window, PRIMARY).await;
    window.wait_for("what is left", async || window.heading().await == "見守りの特記事項（第1版）").await;
    window.open_page("/clauses?state=draft").await;
    window.find(".empty").await;
    eyes.look(window, "an empty list").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_becomes_a_set_that_is_published_and_revised() {
    seen("a clause set out of a text", walk).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_text_becomes_a_set_with_javascript_off() {
    without_scripts("a clause set out of a text", walk).await;
}
