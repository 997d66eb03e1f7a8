//! Items through the router: entered, edited part by part, led through their
//! lives, compared, scoped to their section.

use azukari_core::policy::Role;
use http::StatusCode;

use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
};

/// The id of the item whose id ends so.
fn id(end: &str) -> &'static str {
    sample::ids("items").into_iter().find(|id| id.ends_with(end)).unwrap()
}

/// Fields of a form typed over, and those a form has not yet.
async fn send(visitor: &mut Visitor<'_>, page: &Html, typed: &[(&str, &str)]) -> Answer {
    let forms = page.all("main form#edit-form");
    let action = forms[0].attr("action").unwrap().to_owned();
    let mut fields = page.fields("main form#edit-form");
    for (name, value) in typed {
        fields.retain(|(held, _)| held != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post(&action, &fields).await
}

/// Opens a page and sends its form, expecting to be led on.
async fn saved(visitor: &mut Visitor<'_>, path: &str, typed: &[(&str, &str)]) -> String {
    let page = visitor.get(path).await.page();
    let answer = send(visitor, &page, typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
    answer.location().to_owned()
}

/// The second choice of a select: the first one says that nothing is chosen.
fn first_choice(page: &Html, name: &str) -> String {
    page.attributes(&format!("select[name={name}] option"), "value")
        .into_iter()
        .find(|value| !value.is_empty())
        .unwrap()
}

async fn new_item(visitor: &mut Visitor<'_>, query: &str, title: &str) -> String {
    let path = format!("/items/new?{query}");
    let page = visitor.get(&path).await.page();
    let mut typed = vec![("title".to_owned(), title.to_owned())];
    let held = page.fields("main form#edit-form");
    for name in ["programme", "parent", "holding_section", "registered_business", "legal_basis", "party"] {
        let stands = held.iter().find(|(field, _)| field == name);
        if stands.is_some_and(|(_, value)| value.is_empty()) {
            typed.push((name.to_owned(), first_choice(&page, name)));
        }
    }
    let typed: Vec<(&str, &str)> =
        typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let tasks = saved(visitor, &path, &typed).await;
    tasks.strip_suffix("/edit").unwrap().to_owned()
}

#[tokio::test]
async fn an_item_is_entered_part_by_part_until_nothing_is_missing() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let item = new_item(&mut officer, "kind=outsourcing", "配食見守り業務の委託について").await;
    let tasks = officer.get(&format!("{item}/edit")).await.page();
    assert!(tasks.main().contains("足りないもの"), "{}", tasks.main());
    let pasted = "１　人手が足りない。\n２　専門の知識が要る。";
    let page = officer.get(&format!("{item}/edit/reason")).await.page();
    let split = send(&mut officer, &page, &[("reason-paste", pasted), ("op", "reason:paste")]).await;
    assert_eq!(split.status, StatusCode::OK);
    let split = split.page();
    assert_eq!(split.attributes("input[name='reason[1].label']", "value"), ["２"]);
    let next = send(&mut officer, &split, &[]).await;
    assert_eq!(next.location(), format!("{item}/edit/description"));
    saved(&mut officer, &format!("{item}/edit/description"), &[("description[0].text", "配食する。")]).await;
    let periods = [("periods[0].text", "令和８年６月１日から令和９年３月３１日まで")];
    saved(&mut officer, &format!("{item}/edit/periods"), &periods).await;
    saved(&mut officer, &format!("{item}/edit/media"), &[("media[0].name", "紙")]).await;
    let form = officer.get(&format!("{item}/edit/protections")).await.page();
    let pasted = "１　契約にあたり、「特記事項（別紙１）」を付す。\n２　立入調査を行う。";
    let split = send(&mut officer, &form, &[("ward-paste", pasted), ("op", "ward:paste")]).await.page();
    let read = split.fields("main form#edit-form");
    let rows = ["ward[0].text", "ward[0].kind", "ward[1].text", "ward[1].kind"]
        .map(|name| read.iter().find(|(field, _)| field == name).unwrap().1.as_str());
    assert_eq!(rows, ["契約にあたり", "clause_sets", "立入調査を行う。", "text"]);
    assert_eq!(send(&mut officer, &split, &[]).await.status, StatusCode::SEE_OTHER);
    let shown = officer.get(&item).await.page();
    for text in ["人手が足りない。", "配食する。", "令和8年6月1日～令和9年3月31日", "紙"]
    {
        assert!(shown.main().contains(text), "{text}: {}", shown.main());
    }
}

#[tokio::test]
async fn who_saves_with_a_text_still_in_the_box_sees_it_among_the_rows_first() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for (part, field, pasted, row) in [
        ("reason", "reason-paste", "１　貼った理由。", "貼った理由。"),
        ("data-items", "data_groups[0].paste", "貼った項目", "貼った項目"),
    ] {
        let path = format!("/items/{}/edit/{part}", id("000b"));
        let page = officer.get(&path).await.page();
        let shown = send(&mut officer, &page, &[(field, pasted)]).await;
        assert_eq!(shown.status, StatusCode::OK, "{part}");
        let shown = shown.page();
        assert!(shown.main().contains("まだ保存していません"), "{}", shown.main());
        let fields = shown.fields("main form#edit-form");
        assert!(fields.iter().any(|(_, value)| value == row), "{fields:?}");
        assert!(fields.iter().all(|(name, value)| name != field || value.is_empty()), "{fields:?}");
        assert_eq!(send(&mut officer, &shown, &[]).await.status, StatusCode::SEE_OTHER);
        assert!(officer.get(&path).await.text().contains(row));
    }
}

#[tokio::test]
async fn who_saves_with_items_still_to_be_moved_sees_them_moved_or_is_told_why_not() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = format!("/items/{}/edit/data-items", id("000b"));
    let page = officer.get(&path).await.page();
    let before = page.fields("main form#edit-form");
    let (moving, target) = ("data_groups[0].moving", "data_groups[0].target");
    for (typed, field) in [
        ([(moving, "1"), (target, "")], target),
        ([(moving, "99"), (target, "new")], moving),
        ([(moving, "ひとつ"), (target, "new")], moving),
        ([(moving, ""), (target, "new")], moving),
    ] {
        let refused = send(&mut officer, &page, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed:?}");
        let refused = refused.page();
        assert_eq!(refused.attributes(".error-summary a", "href"), [format!("#f-{field}")], "{typed:?}");
        assert_eq!(refused.attributes("[aria-invalid=true]", "name"), [field], "{typed:?}");
        let fields = refused.fields("main form#edit-form");
        for (name, value) in typed {
            assert!(fields.contains(&(name.to_owned(), value.to_owned())), "{typed:?}: {fields:?}");
        }
        assert_eq!(officer.get(&path).await.page().fields("main form#edit-form").len(), before.len());
    }
    // With a number that is none nothing moves, and both are told.
    let place = "data_groups[0].items[0].place";
    let both = send(&mut officer, &page, &[(moving, "99"), (target, "new"), (place, "先頭")]).await.page();
    assert_eq!(both.attributes(".error-summary a", "href"), [format!("#f-{place}"), format!("#f-{moving}")]);
    assert_eq!(both.attributes(&format!("[name='{place}']"), "value"), ["先頭"]);
    let shown = send(&mut officer, &page, &[(moving, "1"), (target, "new")]).await;
    assert_eq!(shown.status, StatusCode::OK);
    let shown = shown.page();
    assert!(shown.main().contains("移しました。まだ保存していません"), "{}", shown.main());
    assert_eq!(send(&mut officer, &shown, &[]).await.status, StatusCode::SEE_OTHER);
    let after = officer.get(&path).await.page().fields("main form#edit-form");
    let name = |fields: &[(String, String)], at: &str| {
        fields.iter().find(|(name, _)| name == at).map(|(_, value)| value.clone())
    };
    let last = (0..9).rev().find(|at| name(&after, &format!("data_groups[{at}].id")).is_some()).unwrap();
    let moved = name(&after, &format!("data_groups[{last}].items[0].name"));
    assert_eq!(moved, name(&before, "data_groups[0].items[0].name"));
}

#[tokio::test]
async fn faults_stand_at_their_rows_and_nothing_typed_is_lost() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let path = format!("/items/{}/edit/reason", id("000b"));
    let page = officer.get(&path).await.page();
    let typed = [("reason[0].text", "\u{202E}向きを変える")];
    let refused = send(&mut officer, &page, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.text());
    let refused = refused.page();
    assert!(refused.title().starts_with("エラー："));
    assert!(!refused.all("textarea[name='reason[0].text'][aria-invalid=true]").is_empty());
    let wrong = officer.get(&format!("/items/{}/edit/basics", id("000b"))).await.page();
    let refused = send(&mut officer, &wrong, &[("title", ""), ("party", "")]).await.page();
    assert_eq!(refused.attributes(".error-summary a", "href"), ["#f-title", "#f-party"]);
}

#[tokio::test]
async fn a_new_item_is_told_all_its_faults_at_once_and_what_to_do_without_a_choice() {
    let site = Site::sample().await;
    for (role, ways) in [(Role::Officer, 4), (Role::Section, 1)] {
        let mut visitor = site.signed_in(role).await;
        let page = visitor.get("/items/new?kind=outsourcing").await.page();
        let links = page.attributes("main form p.support a[href$='/new']", "href");
        assert_eq!(links.len(), ways, "{links:?}");
        assert_eq!(page.main().contains("個人情報保護担当に登録を依頼"), role == Role::Section);
        // Where there is one section, it goes without saying.
        let held = page.fields("main form#edit-form").into_iter().find(|(name, _)| name == "holding_section");
        assert_eq!(held.unwrap().1.is_empty(), role == Role::Officer);
        let typed = [("title", ""), ("standing", "in_force"), ("valid_from", "R8.13.1")];
        let refused = send(&mut visitor, &page, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.page().attributes(".error-summary a", "href");
        assert!(
            told.contains(&"#f-title".to_owned()) && told.contains(&"#f-valid_from".to_owned()),
            "{told:?}"
        );
    }
}

#[tokio::test]
async fn a_part_that_another_changed_shows_both_texts() {
    let site = Site::sample().await;
    let (mut one, mut other) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Officer).await);
    let path = format!("/items/{}/edit/reason", id("000b"));
    let theirs = other.get(&path).await.page();
    saved(&mut one, &path, &[("reason[0].text", "先に書いた。")]).await;
    let late = send(&mut other, &theirs, &[("reason[0].text", "後から書いた。")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text().contains("先に書いた。") && late.text().contains("後から書いた。"));
    let page = late.page();
    assert_eq!(send(&mut other, &page, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_proposal_is_made_compared_and_withdrawn() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let item = format!("/items/{}", id("0009"));
    let closed = officer.get(&format!("{item}/edit/reason")).await.page();
    assert!(
        closed.all("main form").is_empty() && closed.main().contains("改正案を作る"),
        "{}",
        closed.main()
    );
    assert_eq!(saved(&mut officer, &format!("{item}/propose"), &[]).await, format!("{item}/edit"));
    saved(&mut officer, &format!("{item}/edit/reason"), &[("reason[0].text", "すっかり改めた。")]).await;
    let compared = officer.get(&format!("{item}/compare")).await.page();
    assert!(compared.all("main u").iter().any(|new| new.text().collect::<String>().contains("改めた")));
    assert!(!compared.all("main del").is_empty());
    assert!(compared.all("main u a").is_empty(), "a link inside a mark");
    let ask = officer.get(&format!("{item}/withdraw")).await.page();
    assert!(ask.main().contains("取り除かれます"));
    assert_eq!(saved(&mut officer, &format!("{item}/withdraw"), &[]).await, item);
    assert!(!officer.get(&item).await.text().contains("すっかり改めた。"));
}

#[tokio::test]
async fn any_past_day_shows_what_held_then() {
    let site = Site::sample().await;
    let mut viewer = site.signed_in(Role::Viewer).await;
    let item = format!("/items/{}", id("0001"));
    let on = |day: &str| {
        format!("{item}?on={}", day.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>())
    };
    let held = viewer.get(&on("令和５年４月１日")).await.page();
    assert!(held.text("h1").contains("質問票の発送"), "{}", held.text("h1"));
    assert!(viewer.get(&on("令和4年4月1日")).await.page().main().contains("効力のあった版はありません"));
    let wrong = viewer.get(&on("きのう")).await;
    assert_eq!(wrong.status, StatusCode::OK);
    assert_eq!(wrong.page().attributes("input[name=on]", "aria-invalid"), ["true"]);
}

#[tokio::test]
async fn a_re_outsourcing_hangs_under_its_parent_and_keeps_it_from_the_archive() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let parent = new_item(&mut officer, "kind=outsourcing", "もとの委託について").await;
    let parent_id = parent.rsplit('/').next().unwrap();
    let child =
        new_item(&mut officer, &format!("kind=reoutsourcing&parent={parent_id}"), "その再委託について").await;
    assert!(officer.get(&parent).await.page().links().contains(&child));
    let refused = {
        let page = officer.get(&format!("{parent}/archive")).await.page();
        send(&mut officer, &page, &[]).await
    };
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("再委託が1件"));
    let path = format!("{child}/edit/basics");
    let page = officer.get(&path).await.page();
    let child_id = child.rsplit('/').next().unwrap();
    let circle = send(&mut officer, &page, &[("parent", child_id)]).await;
    assert_eq!(circle.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!circle.page().all("select[name=parent][aria-invalid=true]").is_empty());
    saved(&mut officer, &format!("{child}/archive"), &[]).await;
    saved(&mut officer, &format!("{parent}/archive"), &[]).await;
    assert!(officer.get(&parent).await.page().main().contains("保管中"));
    saved(&mut officer, &format!("{parent}/bring-back"), &[]).await;
    let copy = saved(&mut officer, &format!("{parent}/copy"), &[]).await;
    assert_ne!(copy, format!("{parent}/edit"));
}

#[tokio::test]
async fn a_section_reads_and_edits_only_what_it_holds() {
    let site = Site::sample().await;
    let mut section = site.signed_in(Role::Section).await;
    for page in
        ["", "compare", "edit", "edit/basics", "edit/reason", "propose", "withdraw", "copy", "archive"]
    {
        let path = |end| format!("/items/{}/{page}", id(end)).trim_end_matches('/').to_owned();
        let own = section.get(&path("0001")).await.status;
        let other = section.get(&path("0009")).await.status;
        assert_eq!((own, other), (StatusCode::OK, StatusCode::NOT_FOUND), "{page}");
    }
}

#[tokio::test]
async fn what_is_done_with_an_item_has_its_own_word_in_the_trail_and_its_page_leads_on() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let item = format!("/items/{}", id("0009"));
    let mut done = Vec::new();
    for (deed, typed) in [
        ("propose", ("reason_for_change", "")),
        ("withdraw", ("reason_for_change", "")),
        ("propose", ("reason_for_change", "")),
        ("enforce", ("valid_from", "R8.11.1")),
        ("archive", ("valid_to", "R8.11.21")),
        ("bring-back", ("reason_for_change", "")),
    ] {
        saved(&mut officer, &format!("{item}/{deed}"), &[typed]).await;
        done.push(
            azukari_core::audit::page(site.home.ward.store(), None, 1).await.unwrap()[0].action.clone(),
        );
    }
    assert_eq!(done, ["propose", "withdraw", "propose", "enforce", "archive", "restore"]);
    let held = sample::list("items").iter().find(|held| held["id"] == id("0009")).unwrap();
    let version = &held["versions"][0];
    let links = officer.get(&item).await.page().links();
    for (path, field) in [("/parties", "party"), ("/registered-businesses", "registered_business")] {
        assert!(links.contains(&format!("{path}/{}", version[field].as_str().unwrap())), "{links:?}");
    }
    let with_annex = sample::list("items").iter().find_map(|item| {
        let version = item["versions"].as_array().unwrap().iter().rfind(|it| it["state"] == "in_force")?;
        let annex = version["data_groups"].as_array().unwrap().iter().find_map(|it| it["annex"].as_str())?;
        Some((item["id"].as_str().unwrap(), annex))
    });
    let (item, annex) = with_annex.unwrap();
    let links = officer.get(&format!("/items/{item}")).await.page().links();
    assert!(links.contains(&format!("/annexes/{annex}")), "{links:?}");
}
