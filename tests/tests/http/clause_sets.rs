//! A ward's own text through the forms: read, corrected, registered, revised,
//! published, discarded; nothing that was typed is lost.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use super::nouns::{HOSTILE, press};
use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
};

const NEW: &str = "/clauses/new";
const TEXT: &str = "特 記 事 項\n第１章　総則\n（秘密）\n第１条　乙は、甲の秘密を守る。\n（返還）\n第３条　乙は、第１条に従い、次のものを甲に返還する。\n(1)　名簿\n(2)　記録媒体";

async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

async fn read(officer: &mut Visitor<'_>, text: &str) -> Answer {
    let page = officer.get(NEW).await.page();
    press(officer, &page, NEW, &[("text", text)]).await
}

fn input(page: &Html, name: &str) -> String {
    page.attributes(&format!("input[name={name}]"), "value").concat()
}

/// The address of a new set with TEXT as its draft.
async fn registered(officer: &mut Visitor<'_>) -> String {
    let page = read(officer, TEXT).await.page();
    let answer = press(officer, &page, NEW, &[("name", "見本の型")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location().to_owned()
}

/// The address behind one of a page's actions.
async fn way(officer: &mut Visitor<'_>, page: &str, ending: &str) -> String {
    let links = officer.get(page).await.page().attributes("main .cluster a", "href");
    let found = links.iter().find(|href| href.split('?').next().unwrap().ends_with(ending));
    found.unwrap_or_else(|| panic!("{ending} in {links:?}")).clone()
}

async fn publish(officer: &mut Visitor<'_>, set: &str, day: &str) -> Answer {
    let path = way(officer, set, "/publish").await;
    let page = officer.get(&path).await.page();
    press(officer, &page, &path, &[("valid_from", day)]).await
}

#[tokio::test]
async fn a_text_is_read_corrected_read_again_and_registered_once() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = entries(&site).await;
    let first = read(&mut officer, TEXT).await;
    assert_eq!(first.status, StatusCode::OK);
    let page = first.page();
    assert_eq!((input(&page, "ward_label"), input(&page, "contractor_label")), ("甲".into(), "乙".into()));
    assert_eq!(input(&page, "title"), "特記事項");
    let doubts = page.main();
    assert!(doubts.contains("番号3の前の番号がありません") && doubts.contains("番号3を2に振り直します"));
    assert_eq!(page.texts(".article-division"), ["第１章 総則"]);
    assert_eq!(entries(&site).await, before);
    // A text that was changed is read first: nobody registers what was not shown.
    let corrected = TEXT.replace("第３条", "第２条");
    let again = press(&mut officer, &page, NEW, &[("text", &corrected), ("name", "見本の型")]).await;
    assert_eq!(again.status, StatusCode::OK);
    let page = again.page();
    assert_eq!(input(&page, "name"), "見本の型");
    assert!(!page.main().contains("振り直します"));
    assert!(page.main().contains("文が変わっているため、まだ保存していません"), "why it was not saved");
    let asked = press(&mut officer, &page, NEW, &[("read", "1")]).await.page();
    assert!(!asked.main().contains("まだ保存していません"));
    let done = press(&mut officer, &page, NEW, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let twice = press(&mut officer, &page, NEW, &[]).await;
    assert_eq!(twice.location(), done.location());
    assert_eq!(entries(&site).await, before + 1);
    let set = officer.get(done.location()).await.page();
    assert!(set.main().contains("第２条") && set.main().contains("記録媒体"));
    assert!(set.text("#duties").contains("「義務を確かめる」を開くと"));
    let mut viewer = site.signed_in(Role::Viewer).await;
    assert_eq!(viewer.get(done.location()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_text_without_a_clause_is_told_and_kept() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(NEW).await.page();
    let empty = press(&mut officer, &page, NEW, &[("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = format!("ただの文です。{HOSTILE}");
    let none = read(&mut officer, &text).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = none.page();
    assert!(page.main().contains("条項が見つかりません"));
    let (_, fields) = page.form().unwrap();
    assert!(fields.iter().any(|(name, value)| name == "text" && *value == text));
    assert!(!none.text().contains("<img src=x"));
}

/// A text of exactly so many characters, in clauses of 1,000.
fn of_length(characters: usize) -> String {
    let mut text = String::new();
    for number in 1..=characters / 1_000 {
        let head = format!("第{number}条　乙は、");
        text.push_str(&head);
        text.extend(std::iter::repeat_n('資', 1_000 - head.chars().count() - 7));
        text.push_str("を守ること。\n");
    }
    let last = characters - text.chars().count();
    text.extend(std::iter::repeat_n('資', last));
    text
}

#[tokio::test]
async fn the_longest_text_is_kept_read_and_registered_and_a_longer_one_is_told_and_kept() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let longest = of_length(300_000);
    let kept = officer.post("/drafts", &[("form-page", NEW), ("text", &longest)]).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.text());
    let page = officer.get(&format!("{NEW}?draft=1")).await.page();
    assert_eq!(page.form().unwrap().1.iter().find(|(name, _)| name == "text").unwrap().1, longest);
    let read = press(&mut officer, &page, NEW, &[]).await;
    assert_eq!(read.status, StatusCode::OK);
    let typed = [("name", "長い型"), ("title", "特記"), ("ward_label", "甲"), ("contractor_label", "乙")];
    let done = press(&mut officer, &read.page(), NEW, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.page().text(".error-summary"));
    let edit = way(&mut officer, done.location(), "/text").await;
    let editor = officer.get(&edit).await.page();
    let looked = press(&mut officer, &editor, &edit, &[("trailing", "附則")]).await;
    assert_eq!(looked.status, StatusCode::OK, "the whole text fits its editor's form");

    let longer = format!("{longest}文");
    let told = self::read(&mut officer, &longer).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = told.page();
    assert!(page.text(".error-summary").contains("300000文字以内"));
    assert_eq!(page.form().unwrap().1.iter().find(|(name, _)| name == "text").unwrap().1, longer);
}

#[tokio::test]
async fn what_is_missing_of_the_facts_is_told_and_the_reading_stays() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = read(&mut officer, TEXT).await.page();
    let typed = [("name", ""), ("variant", "own"), ("variant_own", ""), ("ward_label", "")];
    let refused = press(&mut officer, &page, NEW, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.page();
    let wrong = page.attributes("[aria-invalid=true]", "name");
    assert_eq!(wrong, ["name", "variant_own", "ward_label"]);
    // A name that the chosen variant has no use for is told, not dropped.
    let unused =
        press(&mut officer, &page, NEW, &[("variant", "contractor"), ("variant_own", "見本区の型")]).await;
    let unused = unused.page();
    assert_eq!(unused.attributes("[name=variant_own]", "aria-invalid"), ["true"]);
    assert_eq!(unused.attributes("[name=variant_own]", "value"), ["見本区の型"]);
    assert!(page.main().contains("読み取った条文"));
}

#[tokio::test]
async fn a_file_is_read_or_refused_by_its_content() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let answer = officer.upload_with(NEW, &[("upload", "1")], "file", "特記.txt", TEXT.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.page().main().contains("2条を読み取りました"));
    let pdf = officer.upload_with(NEW, &[("upload", "1")], "file", "特記.pdf", b"%PDF-1.7").await;
    assert_eq!(pdf.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(pdf.page().attributes("[aria-invalid=true]", "name"), ["file"]);
    // What was typed meanwhile waits, and what is typed next is kept and saved once.
    assert!(input(&pdf.page(), "form-key").len() > 10);
    assert_eq!(input(&pdf.page(), "form-page"), NEW);
    let kept = officer.post("/drafts", &[("form-page", NEW), ("text", TEXT)]).await;
    assert_eq!(kept.status, StatusCode::OK);
    let pdf = officer.upload_with(NEW, &[("upload", "1")], "file", "特記.pdf", b"%PDF-1.7").await;
    assert_eq!(pdf.page().all("[data-draft=waiting]").len(), 1);
}

#[tokio::test]
async fn an_edition_is_published_revised_and_its_draft_discarded() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let set = registered(&mut officer).await;
    let refused = publish(&mut officer, &set, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().attributes("[aria-invalid=true]", "name"), ["valid_from"]);
    let published = publish(&mut officer, &set, "令和8年4月1日").await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);
    let revise = way(&mut officer, &set, "/revise").await;
    let page = officer.get(&revise).await.page();
    let path = revise.split('?').next().unwrap().to_owned();
    let made = press(&mut officer, &page, &path, &[]).await;
    let twice = press(&mut officer, &page, &path, &[]).await;
    assert_eq!((made.status, made.location()), (StatusCode::SEE_OTHER, twice.location()));
    assert!(officer.get(&path).await.page().main().contains("作成中の版（第2版）があります"));
    let draft = made.location().to_owned();
    let discard = way(&mut officer, &draft, "/discard").await;
    let edit = way(&mut officer, &draft, "/text").await;
    let editor = officer.get(&edit).await.page();
    let page = officer.get(&discard).await.page();
    assert!(page.main().contains("元に戻せません"));
    let gone = press(&mut officer, &page, &discard, &[]).await;
    assert_eq!((gone.status, gone.location()), (StatusCode::SEE_OTHER, set.as_str()));
    // Whoever comes by an old address is led on, and copies what was typed.
    let missing = officer.get(&draft).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(missing.page().attributes("main a.button", "href"), [set.as_str()]);
    let late = press(&mut officer, &editor, &edit, &[("trailing", "書きかけの附則")]).await;
    assert_eq!(late.status, StatusCode::NOT_FOUND);
    assert!(late.page().main().contains("書きかけの附則"));
    assert_eq!(press(&mut officer, &page, &discard, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_published_ahead_leaves_the_edition_before_it_in_use_until_then() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let set = registered(&mut officer).await;
    assert_eq!(publish(&mut officer, &set, "令和8年4月1日").await.status, StatusCode::SEE_OTHER);
    let first = officer.get(&set).await.page().attributes(".version-link", "href").remove(0);
    let revise = way(&mut officer, &set, "/revise").await;
    let page = officer.get(&revise).await.page();
    let draft = press(&mut officer, &page, revise.split('?').next().unwrap(), &[]).await;
    let draft = draft.location().to_owned();
    assert_eq!(publish(&mut officer, &draft, "令和9年4月1日").await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&set).await.page();
    assert!(page.title().contains("第1版"), "{}", page.title());
    assert!(page.text(".notice").contains("令和9年3月31日までの版です"), "{}", page.text(".notice"));
    let ahead = officer.get(&draft).await.page();
    assert!(ahead.text(".notice").contains("令和9年4月1日から有効になる版です"), "{}", ahead.text(".notice"));
    let item = sample::ids("items")[0];
    let offered = officer.get(&format!("/items/{item}/edit/clauses")).await.page();
    let offered = offered.attributes("select option", "value");
    for edition in [&first, &draft] {
        let id = edition.split("edition=").nth(1).unwrap();
        assert!(offered.iter().any(|value| value == id), "{edition}");
    }
}

#[tokio::test]
async fn two_who_publish_see_that_the_other_was_faster() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let set = registered(&mut officer).await;
    let path = way(&mut officer, &set, "/publish").await;
    let page = officer.get(&path).await.page();
    assert_eq!(publish(&mut officer, &set, "令和8年4月1日").await.status, StatusCode::SEE_OTHER);
    let late = press(&mut officer, &page, &path, &[("valid_from", "令和8年5月1日")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_draft_takes_another_text_and_facts_change() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let set = registered(&mut officer).await;
    let path = way(&mut officer, &set, "/read").await;
    let page = officer.get(&path).await.page();
    let text = TEXT.replace("名簿", "申込者の名簿");
    let shown = press(&mut officer, &page, &path, &[("text", &text)]).await;
    assert_eq!(shown.status, StatusCode::OK);
    let page = shown.page();
    let done = press(&mut officer, &page, &path, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.page().main());
    assert!(officer.get(done.location()).await.page().main().contains("申込者の名簿"));
    let facts = format!("{set}/edit");
    let page = officer.get(&facts).await.page();
    let changed = press(&mut officer, &page, &facts, &[("name", "新しい名前")]).await;
    assert_eq!(changed.location(), set);
    let listed = officer.get("/clauses?q=%E6%96%B0%E3%81%97%E3%81%84&state=draft").await.page();
    assert!(listed.main().contains("新しい名前"));
    assert!(officer.get("/clauses?q=nothing").await.page().main().contains("条件に合う特記事項はありません"));
}

#[tokio::test]
async fn what_items_pin_or_was_published_stays() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = entries(&site).await;
    let list = &sample::list("clause_sets")[0];
    let at = format!(
        "/clauses/{}/editions/{}",
        sample::ids("clause_sets")[0],
        list["editions"][0]["id"].as_str().unwrap()
    );
    for deed in ["discard", "publish", "read"] {
        let page = officer.get(&format!("{at}/{deed}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.page().main().contains("公開されて"), "{deed}");
        let refused =
            officer.post(&format!("{at}/{deed}"), &[("text", TEXT), ("valid_from", "2030-01-01")]).await;
        assert!([StatusCode::UNPROCESSABLE_ENTITY, StatusCode::CONFLICT].contains(&refused.status), "{deed}");
    }
    assert_eq!(entries(&site).await, before);
}
