//! The pattern of every edit form, on the one that has most to it: an item's
//! data groups and data items.

use azukari_core::{
    audit,
    policy::Role,
    register::{
        dictionary::{self, EntryInput},
        edit::Change,
        item::edit,
    },
};
use domain::item::{ItemPart, Line, PartValue};
use http::StatusCode;

use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
    ward::operator,
};

const NAME: &str = "data_groups[0].items[0].name";
const MARKUP: &str = "</textarea><script>alert(1)</script>&amp;";

/// An item whose proposal can be edited.
pub(crate) fn path() -> String {
    let item = sample::list("items").iter().find(|item| {
        item["versions"].as_array().unwrap().iter().any(|version| version["state"] == "proposal")
    });
    format!("/items/{}/edit/data-items", item.unwrap()["id"].as_str().unwrap())
}

async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

/// The names of a group's items as the form shows them.
fn names(page: &Html, group: usize) -> Vec<String> {
    page.attributes(&format!("input[name^='data_groups[{group}].items'][name$='.name']"), "value")
}

fn ids(page: &Html, group: usize) -> Vec<String> {
    page.attributes(&format!("input[name^='data_groups[{group}].items'][name$='.id']"), "value")
}

/// Presses a button of the form.
async fn press(
    visitor: &mut Visitor<'_>,
    page: &Html,
    button: (&str, &str),
    typed: &[(&str, &str)],
) -> Answer {
    let (action, mut fields) = page.form().unwrap();
    for (name, value) in typed {
        fields.retain(|(held, _)| held != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields.push((button.0.to_owned(), button.1.to_owned()));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post(&action, &fields).await
}

#[tokio::test]
async fn what_was_typed_is_saved_with_its_reason_and_the_rows_keep_their_ids() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = officer.get(&path()).await.page();
    let saved = officer
        .send(
            &before,
            &path(),
            &[(NAME, MARKUP), ("data_groups[0].people", "４，８００人"), ("reason_for_change", "様式の誤り")],
        )
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let after = officer.get(&path()).await.page();
    assert_eq!(names(&after, 0)[0], MARKUP);
    assert_eq!(names(&after, 0)[1..], names(&before, 0)[1..]);
    assert_eq!(ids(&after, 0), ids(&before, 0));
    assert_eq!(after.attributes("[name='data_groups[0].people']", "value"), ["4800"]);
    assert!(after.all("main script:not([nonce])").is_empty());
}

#[tokio::test]
async fn a_double_click_saves_once_and_complains_of_nothing() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let before = entries(&site).await;
    // A new row gets a new id each time it is saved.
    let typed = [("data_groups[0].items[99].name", "続柄"), (NAME, "氏名（漢字）")];
    for _ in 0..2 {
        let sent = press(&mut officer, &page, ("then", ""), &typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    }
    assert_eq!(entries(&site).await, before + 1);
}

#[tokio::test]
async fn a_refused_form_keeps_everything_and_leads_to_each_fault() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let before = entries(&site).await;
    let typed = [(NAME, ""), ("data_groups[0].subject", MARKUP), ("reason_for_change", "後で直す")];
    let refused = officer.send(&page, &path(), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = refused.page();
    assert!(shown.title().starts_with("エラー："));
    assert!(shown.text(".error-summary").contains("1組目の1番目の項目"), "{}", shown.text(".error-summary"));
    assert!(!shown.all(&format!("a[href='#f-{NAME}']")).is_empty());
    assert_eq!(shown.attributes(&format!("[name='{NAME}']"), "aria-invalid"), ["true"]);
    assert_eq!(shown.attributes("[name='data_groups[0].subject']", "value"), [MARKUP]);
    assert_eq!(names(&shown, 0)[1..], names(&page, 0)[1..]);
    assert!(shown.text("textarea[name=reason_for_change]").contains("後で直す"));
    let words = [("data_groups[0].people", "たくさん")];
    let refused = officer.send(&page, &path(), &words).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.page().attributes("[name='data_groups[0].people']", "value"), ["たくさん"]);
    assert_eq!(entries(&site).await, before);
}

#[tokio::test]
async fn who_saves_what_another_has_changed_sees_both_and_decides() {
    let site = Site::sample().await;
    let (mut one, mut other) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Officer).await);
    let (mine, theirs) = (one.get(&path()).await.page(), other.get(&path()).await.page());
    assert_eq!(one.send(&mine, &path(), &[(NAME, "先の氏名")]).await.status, StatusCode::SEE_OTHER);
    let late = other.send(&theirs, &path(), &[(NAME, "後の氏名")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let both = late.page();
    let table = both.text("main table");
    assert!(table.contains("先の氏名") && table.contains("後の氏名"), "{table}");
    assert_eq!(both.all("main tbody tr").len(), 1, "only the group that differs is shown");
    assert_eq!(names(&both, 0)[0], "後の氏名");
    // A button of the list does not lose sight of the other's text.
    let moved = press(&mut other, &both, ("op", "item-down:0.0"), &[]).await.page();
    assert!(moved.text("main table").contains("先の氏名"));
    // What is stored can be taken; or what was typed is saved after all.
    let group = sample_group(&both);
    let taken = press(&mut other, &both, ("op", &format!("take:{group}")), &[]).await.page();
    assert_eq!(names(&taken, 0)[0], "先の氏名");
    assert_eq!(other.send(&both, &path(), &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(names(&one.get(&path()).await.page(), 0)[0], "後の氏名");
}

fn sample_group(page: &Html) -> String {
    page.attributes("[name='data_groups[0].id']", "value").remove(0)
}

#[tokio::test]
async fn a_change_to_another_part_is_no_conflict() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let ward = &site.home.ward;
    let id = path().split('/').nth(2).unwrap().parse().unwrap();
    let opened = edit::open(ward, &operator(), id).await.unwrap();
    let version = opened.version().unwrap();
    let seen = edit::part_seen(&opened.item, version, ItemPart::Reason).unwrap();
    let change = Change { action: audit::Action::Edit, reason: "", seen: &seen };
    let reason = PartValue::Reason(vec![Line { id: None, label: None, text: "別の理由".into() }]);
    edit::save_part(ward, &operator(), id, version.id, change, reason).await.unwrap();
    assert_eq!(officer.send(&page, &path(), &[(NAME, "氏名")]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn buttons_change_the_list_and_save_nothing() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let (held, rows) = (names(&page, 0), ids(&page, 0));
    let before = entries(&site).await;
    let down = press(&mut officer, &page, ("op", "item-down:0.0"), &[]).await;
    assert_eq!(down.status, StatusCode::OK);
    let down = down.page();
    assert_eq!(names(&down, 0)[..2], [held[1].clone(), held[0].clone()]);
    assert_eq!(ids(&down, 0)[..2], [rows[1].clone(), rows[0].clone()]);
    assert!(down.text("[data-announce]").contains(&held[0]));
    assert_eq!(down.attributes("main [autofocus]", "value"), ["item-down:0.1"]);
    let gone = press(&mut officer, &down, ("op", "remove-item:0.0"), &[]).await.page();
    assert_eq!(names(&gone, 0).len(), held.len() - 1);
    let pasted = [("data_groups[0].paste", "\"住所\n（番地まで）\"\t○\n電話番号\t")];
    let looked = press(&mut officer, &gone, ("op", "check-paste:0"), &pasted).await.page();
    assert_eq!(looked.text("[data-announce]"), "3項目を読み取りました。");
    let added = press(&mut officer, &looked, ("op", "paste:0"), &[]).await.page();
    assert!(names(&added, 0).contains(&"電話番号".to_owned()), "{:?}", names(&added, 0));
    let place = [("data_groups[0].items[3].place", "１")];
    let first = names(&added, 0)[3].clone();
    let ordered = press(&mut officer, &added, ("op", "order"), &place).await.page();
    assert_eq!(names(&ordered, 0)[0], first);
    let split = press(&mut officer, &ordered, ("op", "split-group:0.2"), &[]).await.page();
    assert_eq!(names(&split, 0).len(), 2);
    assert_eq!(entries(&site).await, before);
    let saved = officer.send(&split, &path(), &[("data_groups[1].subject", "別の対象者")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(names(&officer.get(&path()).await.page(), 1), names(&split, 1));
}

#[tokio::test]
async fn words_of_the_dictionary_are_looked_for_and_put_in() {
    let site = Site::sample().await;
    for (name, reading, flag) in
        [("感染症の病歴", "かんせんしょうのびょうれき", "true"), ("感染の経路", "", "")]
    {
        let entry = EntryInput {
            name: name.into(),
            reading: reading.into(),
            sensitive: flag.into(),
            ..EntryInput::default()
        };
        dictionary::create(&site.home.ward, &operator(), None, &entry).await.unwrap();
    }
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let found =
        press(&mut officer, &page, ("op", "look-up:0"), &[("data_groups[0].lookup", "カンセンショウ")])
            .await
            .page();
    let boxes = found.attributes("fieldset.entries input", "name");
    assert_eq!(boxes.len(), 1, "{boxes:?}");
    let added = press(&mut officer, &found, ("op", "insert:0"), &[(&boxes[0], "true")]).await.page();
    assert_eq!(names(&added, 0).last().unwrap(), "感染症の病歴");
    let at = names(&added, 0).len() - 1;
    assert!(!added.all(&format!("[name='data_groups[0].items[{at}].sensitive'][checked]")).is_empty());
}

#[tokio::test]
async fn a_draft_waits_is_taken_up_and_ends_with_saving() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    assert!(page.all("[data-draft]").is_empty());
    let before = entries(&site).await;
    let kept = press(&mut officer, &page, ("save-draft", "1"), &[(NAME, "")]).await;
    assert_eq!(
        (kept.status, kept.location()),
        (StatusCode::SEE_OTHER, format!("{}?draft=1", path()).as_str())
    );
    assert_eq!(entries(&site).await, before);
    site.home.clock.advance(chrono::TimeDelta::minutes(3));
    let again = officer.get(&path()).await.page();
    assert!(again.main().contains("下書きがあります（3分前に保存）"), "{}", again.main());
    assert_ne!(names(&again, 0)[0], "", "what is stored is shown until the draft is taken up");
    assert!(site.signed_in(Role::Section).await.get(&path()).await.page().all("[data-draft]").is_empty());
    let taken = officer.get(&format!("{}?draft=1", path())).await.page();
    assert_eq!(names(&taken, 0)[0], "");
    let saved = officer.send(&taken, &path(), &[(NAME, "氏名")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert!(officer.get(&path()).await.page().all("[data-draft]").is_empty());
}

#[tokio::test]
async fn drafts_are_kept_for_pages_one_may_open_and_thrown_away_on_request() {
    let site = Site::sample().await;
    let (mut officer, mut viewer) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Viewer).await);
    let page = path();
    let draft = [("form-page", page.as_str()), (NAME, "下書きの氏名")];
    assert_eq!(viewer.post("/drafts", &draft).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.visitor().post("/drafts", &draft).await.status, StatusCode::UNAUTHORIZED);
    for elsewhere in ["https://elsewhere.example/items", "//elsewhere.example", "/no-such-page", ""] {
        let sent = officer.post("/drafts", &[("form-page", elsewhere)]).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{elsewhere}");
    }
    let kept = officer.post("/drafts", &draft).await;
    assert_eq!((kept.status, kept.text().as_str()), (StatusCode::OK, "{\"at\":\"12:30\"}"));
    assert!(officer.get(&page).await.text().contains("data-draft=\"waiting\""));
    let thrown = officer.post("/drafts/discard", &draft[..1]).await;
    assert_eq!((thrown.status, thrown.location()), (StatusCode::SEE_OTHER, page.as_str()));
    assert!(officer.get(&page).await.page().all("[data-draft]").is_empty());
}

#[tokio::test]
async fn a_session_that_ended_is_signed_in_again_and_the_form_goes_on() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    site.home.clock.advance(chrono::TimeDelta::hours(13));
    let ended = officer.send(&page, &path(), &[(NAME, "切れる前の氏名")]).await;
    assert_eq!(ended.status, StatusCode::UNAUTHORIZED);
    let login = [("login", Role::Officer.code()), ("password", crate::support::ward::PASSWORD)];
    let resumed = officer.send(&ended.page(), "/sign-in", &login).await;
    assert_eq!(resumed.status, StatusCode::OK, "{}", resumed.text());
    let saved = officer.send(&resumed.page(), &path(), &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(names(&officer.get(&path()).await.page(), 0)[0], "切れる前の氏名");
}

#[tokio::test]
async fn what_the_council_decided_is_not_edited() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let decided = sample::list("items").iter().find(|item| {
        let versions = item["versions"].as_array().unwrap();
        versions.iter().all(|version| version["state"] != "proposal" && !version["decided_by"].is_null())
    });
    let closed = format!("/items/{}/edit/data-items", decided.unwrap()["id"].as_str().unwrap());
    let page = officer.get(&closed).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.page().all("#edit-form").is_empty());
    assert_eq!(officer.post(&closed, &[(NAME, "x")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_item_goes_over_to_another_group_and_keeps_its_id() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let wrong = [("data_groups[0].moving", "99"), ("data_groups[0].target", "new")];
    let refused = press(&mut officer, &page, ("op", "move-items:0"), &wrong).await.page();
    assert!(refused.main().contains("「99」は、この組の項目の番号ではありません"), "{}", refused.main());
    let wanted = [("data_groups[0].moving", "1"), ("data_groups[0].target", "new")];
    let moved = press(&mut officer, &refused, ("op", "move-items:0"), &wanted).await.page();
    let new = moved.all("main section.group-edit").len() - 1;
    let (name, id) = (names(&page, 0)[0].clone(), ids(&page, 0)[0].clone());
    assert_eq!(
        (names(&moved, new), names(&moved, 0)[0].clone()),
        (vec![name.clone()], names(&page, 0)[1].clone())
    );
    // And back, to a group that is there.
    let back = [(format!("data_groups[{new}].moving"), "１"), (format!("data_groups[{new}].target"), "0")];
    let back: Vec<(&str, &str)> = back.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let back = press(&mut officer, &moved, ("op", &format!("move-items:{new}")), &back).await.page();
    assert_eq!(names(&back, 0).last(), Some(&name));
    let saved = press(&mut officer, &moved, ("reason_for_change", ""), &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(ids(&officer.get(&path()).await.page(), new), [id]);
}
