//! Parties, annexes and programmes through their forms: rows added and moved
//! by buttons, refused with everything kept, changed by part, put away.

use azukari_core::{audit, policy::Role};
use http::StatusCode;

use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
};

pub(super) const HOSTILE: &str = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

/// The fields of a page's form, with some typed over or added.
fn fields(page: &Html, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let (_, mut fields) = page.form().unwrap();
    for (name, value) in typed {
        match fields.iter_mut().find(|(held, _)| held == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

/// Types into a form and presses one of its buttons.
pub(super) async fn press(
    visitor: &mut Visitor<'_>,
    page: &Html,
    path: &str,
    typed: &[(&str, &str)],
) -> Answer {
    let fields = fields(page, typed);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    visitor.post(path, &fields).await
}

fn party() -> String {
    format!("/parties/{}", sample::ids("parties")[0])
}

fn annex() -> String {
    format!("/annexes/{}", sample::ids("annexes")[0])
}

pub(super) fn values(page: &Html, selector: &str) -> Vec<String> {
    page.attributes(selector, "value")
}

#[tokio::test]
async fn a_party_is_entered_once_and_gets_two_certifications() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/parties/new").await.page();
    let before = entries(&site).await;
    let typed = [
        ("name", "見本警備株式会社"),
        ("corporate_number", "７-0000-1205-0002"),
        ("contact.mail", "soumu@example.jp"),
    ];
    let first = press(&mut officer, &page, "/parties", &typed).await;
    let second = press(&mut officer, &page, "/parties", &typed).await;
    assert_eq!(
        (first.status, second.status),
        (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER),
        "{}",
        second.text()
    );
    assert_eq!(first.location(), second.location());
    assert_eq!(entries(&site).await, before + 1);

    let path = format!("{}/certifications", first.location());
    let page = officer.get(&path).await.page();
    let page = press(&mut officer, &page, &path, &[("op", "certifications:add")]).await.page();
    let typed = [
        ("certifications[0].name", "ISO27001"),
        ("certifications[0].expires_on", "令和9年3月31日"),
        ("op", "certifications:add:0"),
    ];
    let page = press(&mut officer, &page, &path, &typed).await.page();
    let typed = [
        ("certifications[1].name", "プライバシーマーク"),
        ("certifications[1].expires_on", "Ｒ８．１２．３１"),
        ("op", "certifications:up:1"),
    ];
    let page = press(&mut officer, &page, &path, &typed).await.page();
    assert_eq!(values(&page, "[name$='.name']"), ["プライバシーマーク", "ISO27001"]);
    assert_eq!(entries(&site).await, before + 1, "a button saved something");
    let saved = press(&mut officer, &page, &path, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let shown = officer.get(first.location()).await.page().main();
    assert!(shown.contains("あと39日") && shown.contains("soumu@example.jp"), "{shown}");
    let mut viewer = site.signed_in(Role::Viewer).await;
    let public = viewer.get(first.location()).await.text();
    assert!(!public.contains("soumu@example.jp") && !public.contains("連絡先"));
}

#[tokio::test]
async fn a_refused_party_keeps_what_was_typed_and_says_what_is_wrong() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/parties/new").await.page();
    for (number, part) in [
        ("8000012050002", "検査数字"),
        ("000012050002", "7000012050002"),
        ("70000１２", "7桁です"),
        ("8999900000001", "見本コールサービス株式会社"),
        (HOSTILE, "数字でない文字"),
    ] {
        let typed = [("name", HOSTILE), ("corporate_number", number), ("address", "\u{202e}逆")];
        let refused = press(&mut officer, &page, "/parties", &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        let page = refused.page();
        assert_eq!(values(&page, "[name=name]"), [HOSTILE]);
        assert_eq!(values(&page, "[name=corporate_number]"), [number]);
        assert_eq!(page.attributes("[name=address]", "aria-invalid"), ["true"]);
        assert!(page.text(".error-summary").contains(part), "{}", page.text(".error-summary"));
        assert!(page.all("main script, main img").is_empty());
    }
    let long = "長".repeat(501);
    let refused = press(&mut officer, &page, "/parties", &[("name", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.page().text(".error-summary").contains("500文字以内"));
}

#[tokio::test]
async fn a_name_that_is_there_is_told_and_kept_only_knowingly() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/parties/new").await.page();
    let typed = [("name", "見本コールサービス 株式会社")];
    let warned = press(&mut officer, &page, "/parties", &typed).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = warned.page();
    assert_eq!(values(&page, "button[name=same_name]"), ["1"]);
    let kept = press(&mut officer, &page, "/parties", &[("same_name", "1")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
}

#[tokio::test]
async fn only_the_same_part_of_a_party_is_a_conflict_and_shows_both_texts() {
    let site = Site::sample().await;
    let (mut one, mut other) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Officer).await);
    let (facts, held) = (format!("{}/edit", party()), format!("{}/certifications", party()));
    let (mine, theirs) = (one.get(&facts).await.page(), other.get(&facts).await.page());
    let apart = other.get(&held).await.page();
    assert_eq!(
        press(&mut one, &mine, &facts, &[("address", "新しい所在地")]).await.status,
        StatusCode::SEE_OTHER
    );
    let parts = press(&mut other, &apart, &held, &[("certifications[0].number", "99")]).await;
    assert_eq!(parts.status, StatusCode::SEE_OTHER, "another part is no conflict");
    let late = press(&mut other, &theirs, &facts, &[("address", "別の所在地")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = late.page();
    assert_eq!(values(&page, "[name=address]"), ["別の所在地"]);
    assert!(page.main().contains("新しい所在地"), "{}", page.main());
    assert_eq!(press(&mut other, &page, &facts, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_items_use_cannot_be_put_away_and_the_rest_comes_back() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let programme = format!("/programmes/{}", sample::ids("programmes")[0]);
    for used in [party(), annex(), programme] {
        let path = format!("{used}/archive");
        let page = officer.get(&path).await.page();
        assert!(!page.all("tbody a[href^='/items/']").is_empty(), "{path}");
        assert!(page.all("main form[action$='/archive']").is_empty(), "{path} offers what cannot be done");
        let forced = officer.post(&path, &[("to", "archive")]).await;
        assert_eq!(forced.status, StatusCode::CONFLICT, "{path}");
    }
    let free = format!("/parties/{}", sample::ids("parties").pop().unwrap());
    assert!(!officer.get("/parties").await.page().links().contains(&free));
    assert!(officer.get("/parties?shelf=archived").await.page().links().contains(&free));
    for (word, listed) in [("元に戻す", true), ("保管する", false)] {
        let path = format!("{free}/archive");
        let page = officer.get(&path).await.page();
        assert!(page.text("main form button").contains(word), "{}", page.text("main form button"));
        assert_eq!(press(&mut officer, &page, &path, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(officer.get("/parties").await.page().links().contains(&free), listed);
    }
}

#[tokio::test]
async fn a_pasted_list_is_seen_before_it_is_saved_into_an_annex() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = format!("{}/entries", annex());
    let page = officer.get(&path).await.page();
    assert!(page.main().contains("そのすべてに及びます"), "{}", page.main());
    let held = values(&page, "[name$='.name']").len();
    let before = entries(&site).await;
    let typed =
        [("entries-paste", "口座番号、口座名義（姓、名）\n<b>太字</b>\t=1+1"), ("op", "entries:paste")];
    let page = press(&mut officer, &page, &path, &typed).await.page();
    let names = values(&page, "[name$='.name']");
    assert_eq!(names[held..], ["口座番号", "口座名義（姓、名）", "<b>太字</b>", "=1+1"]);
    assert!(page.text(".row-said").contains("4件"));
    assert_eq!(entries(&site).await, before);
    let page = press(&mut officer, &page, &path, &[("op", "entries:remove:0")]).await.page();
    assert_eq!(press(&mut officer, &page, &path, &[]).await.status, StatusCode::SEE_OTHER);
    let shown = officer.get(&annex()).await.page();
    assert_eq!(shown.all("#entries li").len(), held + 3);
    assert!(shown.main().contains("=1+1") && shown.all("#entries b").is_empty());
}

#[tokio::test]
async fn a_programme_takes_its_description_from_a_pasted_text() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/programmes/new").await.page();
    let section = sample::ids("sections")[2];
    let typed = [("name", "見守り"), ("subjects", "\u{202e}区民")];
    let refused = press(&mut officer, &page, "/programmes", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.page().attributes(".error-summary a", "href");
    assert_eq!(told, ["#f-section", "#f-subjects"]);
    let typed = [("name", "見守り"), ("section", section), ("purpose", HOSTILE)];
    let made = press(&mut officer, &page, "/programmes", &typed).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let path = made.location().to_owned();
    assert!(path.ends_with("/description"), "{path}");

    let page = officer.get(&path).await.page();
    let text = "１　概要\r\n　見本区では電話をかける（※２）。\r\n【流れ】\r\n・ 電話をかける。\r\n※１　電話…音声\r\n</textarea><script>alert(1)</script>";
    let page = press(&mut officer, &page, &path, &[("description-paste", text), ("op", "description:paste")])
        .await
        .page();
    assert_eq!(values(&page, "[name$='.label']"), ["１", "", "", "・", "※１", ""]);
    assert!(page.all("main script").is_empty());
    let hints: Vec<String> = page.all(".row-hint").iter().map(|hint| hint.text().collect()).collect();
    assert!(hints.len() == 2 && hints[0].contains("※2") && hints[1].contains("※1"), "{hints:?}");
    let page = press(&mut officer, &page, &path, &[("op", "description:remove:5")]).await.page();
    let typed =
        [("description[3].kind", "paragraph"), ("description[4].label", "※２"), ("op", "description:down:3")];
    let page = press(&mut officer, &page, &path, &typed).await.page();
    assert!(page.all(".row-hint").is_empty());
    let saved = press(&mut officer, &page, &path, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let shown = officer.get(saved.location()).await.page();
    assert!(shown.main().contains("見本区では電話をかける（※２）。"), "{}", shown.main());
    assert_eq!(shown.text("#description .blocks-part"), "１概要");
}

#[tokio::test]
async fn a_block_at_fault_is_told_at_its_text_and_nothing_is_lost() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = format!("/programmes/{}/description", sample::ids("programmes")[1]);
    let page = officer.get(&path).await.page();
    let long = "長".repeat(10_001);
    let typed = [("description[1].text", ""), ("description[2].text", long.as_str())];
    let refused = press(&mut officer, &page, &path, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.page();
    for name in ["description[1].text", "description[2].text"] {
        assert_eq!(page.attributes(&format!("[name='{name}']"), "aria-invalid"), ["true"], "{name}");
        assert!(page.attributes("a", "href").contains(&format!("#f-{name}")), "{name}");
    }
    assert!(page.text("[name='description[2].text']").len() > 30_000);
}

#[tokio::test]
async fn a_section_drafts_its_own_programmes_and_enters_items_from_them() {
    let site = Site::sample().await;
    let own = sample::holder_of_first_item();
    let of = |theirs: bool| {
        let found = sample::list("programmes").iter().find(|it| (it["section"] == own) == theirs);
        format!("/programmes/{}", found.unwrap()["id"].as_str().unwrap())
    };
    let (theirs, foreign) = (of(true), of(false));
    let mut section = site.signed_in(Role::Section).await;
    let links = section.get(&foreign).await.page().links();
    assert!(!links.contains(&format!("{foreign}/edit")), "{links:?}");
    for path in [format!("{foreign}/edit"), format!("{foreign}/description"), format!("{theirs}/archive")] {
        assert_eq!(section.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(section.post(&path, &[("name", "x")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let page = section.get(&format!("{theirs}/edit")).await.page();
    let offered = values(&page, "select[name=section] option");
    assert!(offered.iter().all(|id| id.is_empty() || *id == own), "{offered:?}");
    let saved = press(&mut section, &page, &format!("{theirs}/edit"), &[("purpose", "課で書いた目的")]).await;
    assert_eq!(saved.location(), theirs, "{}", saved.text());
    let shown = section.get(&theirs).await.page();
    assert!(shown.main().contains("課で書いた目的"));
    // From here to an item of this programme.
    let id = theirs.rsplit('/').next().unwrap();
    let enter = format!("/items/new?programme={id}");
    assert!(shown.links().contains(&enter), "{:?}", shown.links());
    let kinds = section.get(&enter).await.page();
    let kind = kinds.links().into_iter().find(|link| link.contains("kind=outsourcing")).unwrap();
    let form = section.get(&kind).await.page();
    assert_eq!(values(&form, "select[name=programme] option[selected]"), [id]);
}
