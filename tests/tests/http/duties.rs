//! Duties through their pages: proposals of a draft's clauses and of promised
//! protections confirmed, changed, put in order, removed, and refused where
//! they do not fit.

use azukari_core::{
    bundle::{self, Mode},
    policy::Role,
};
use domain::{
    bundle::Bundle,
    clauses::EditionState,
    duty::Duty,
    item::{Item, VersionState},
};
use http::StatusCode;

use super::nouns::{HOSTILE, press, values};
use crate::support::{html::Html, sample, site::Site, ward::operator};

/// A ward with a draft of a clause set whose duties nobody has confirmed yet.
/// Returns the path of its edition.
pub(crate) async fn with_a_draft(ward: &azukari_core::Ward) -> String {
    let mut set = sample::whole().clause_sets[1].clone();
    let mut draft = set.editions[0].clone();
    draft.id = "01990000-0000-7000-8000-00000000d4a7".parse().unwrap();
    (draft.number, draft.state) = (2, EditionState::Draft);
    (draft.valid_from, draft.valid_to) = (None, None);
    for clause in &mut draft.clauses {
        clause.id = None;
        clause.duties.clear();
        for item in &mut clause.items {
            item.id = None;
            item.items.iter_mut().for_each(|item| item.id = None);
        }
    }
    set.editions.push(draft);
    let path = format!("/clauses/{}/editions/{}", set.id, set.editions[1].id);
    let bundle = Bundle { clause_sets: vec![set], ..Bundle::default() };
    bundle::import(ward, &operator(), bundle, Mode::Write).await.unwrap();
    path
}

async fn stored(site: &Site) -> Bundle {
    bundle::export(&site.home.ward, &operator()).await.unwrap()
}

/// The duties of the draft, clause by clause.
async fn of_draft(site: &Site) -> Vec<Vec<Duty>> {
    let bundle = stored(site).await;
    let edition = bundle.clause_sets.into_iter().flat_map(|set| set.editions);
    let edition = edition.into_iter().find(|edition| edition.state == EditionState::Draft).unwrap();
    edition.clauses.into_iter().map(|clause| clause.duties).collect()
}

fn ticks(page: &Html) -> Vec<String> {
    page.attributes("input[name^=confirm-]", "name")
}

/// A link of a page whose words hold these.
fn link(page: &Html, words: &str) -> String {
    let links = page.all("main a[href]");
    let found = links.iter().find(|link| link.text().collect::<String>().contains(words));
    found.unwrap_or_else(|| panic!("no link {words}")).attr("href").unwrap().to_owned()
}

#[tokio::test]
async fn proposals_of_a_draft_are_confirmed_and_not_proposed_again() {
    let site = Site::sample().await;
    let path = format!("{}/duties", with_a_draft(&site.home.ward).await);
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path).await.page();
    let open = ticks(&page);
    assert!(open.len() > 15, "{open:?}");
    assert_eq!(page.text(".progress-line").split('。').next(), Some("22条のうち0条を確認しました"));
    assert!(page.all("mark").len() > 20);

    let none = press(&mut officer, &page, &path, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.page().text(".error-summary").contains("チェックを付けて"), "{}", none.text());

    let typed = [(open[0].as_str(), "true"), (open[3].as_str(), "true"), ("reason_for_change", "確かめた")];
    let first = press(&mut officer, &page, &path, &typed).await;
    let second = press(&mut officer, &page, &path, &typed).await;
    assert_eq!((first.status, first.location()), (StatusCode::SEE_OTHER, path.as_str()), "{}", first.text());
    assert_eq!(second.status, StatusCode::SEE_OTHER, "a double click confirms once");
    let page = officer.get(&path).await.page();
    let left = ticks(&page);
    assert_eq!(left.len(), open.len() - 2);
    assert!(!left.contains(&open[0]) && !left.contains(&open[3]));
    let confirmed: usize = of_draft(&site).await.iter().map(Vec::len).sum();
    assert_eq!(confirmed, 2);
    assert!(page.text(".progress-line").starts_with("22条のうち2条を確認しました"));
}

#[tokio::test]
async fn a_proposal_that_is_no_duty_is_put_aside_and_brought_back() {
    let site = Site::sample().await;
    let path = format!("{}/duties", with_a_draft(&site.home.ward).await);
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path).await.page();
    let open = ticks(&page);
    let none = values(&page, "li[data-state=proposed] button[value^='dismiss:']");
    assert_eq!(none.len(), open.len(), "each proposal may be put aside");
    let typed = [("op", none[0].as_str()), (open[3].as_str(), "true"), ("reason_for_change", "定義である")];
    let put = press(&mut officer, &page, &path, &typed).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text());
    let twice = press(&mut officer, &page, &path, &typed).await;
    assert_eq!(twice.status, StatusCode::OK, "a double click puts it aside once");
    let now = put.page();
    assert!(now.text("[data-announce]").contains("義務ではないとしました"));
    assert_eq!(ticks(&now).len(), open.len() - 1);
    assert_eq!(
        now.all(&format!("input[name={}][checked]", open[3])).len(),
        1,
        "what was ticked stays ticked"
    );
    let back = values(&now, "li[data-state=dismissed] button[value^='again:']");
    assert_eq!(back.len(), 1);
    let reloaded = officer.get(&path).await.page();
    assert!(reloaded.text(".progress-line").contains("義務ではないとした提案が1件あります"));
    assert_eq!(ticks(&reloaded).len(), open.len() - 1, "it survives a reload");

    let undone = press(&mut officer, &now, &path, &[("op", &back[0])]).await;
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    assert_eq!(ticks(&undone.page()), open);
    let unknown = press(&mut officer, &page, &path, &[("op", "dismiss:confirm-0")]).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let history = officer.get("/history").await.page();
    assert!(history.text("main").contains("定義である"), "the reason stands in the trail");
}

#[tokio::test]
async fn once_each_proposal_was_looked_at_the_page_leads_on() {
    let site = Site::sample().await;
    let path = format!("{}/duties", with_a_draft(&site.home.ward).await);
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path).await.page();
    let open = ticks(&page);
    let typed: Vec<(&str, &str)> = open[1..].iter().map(|name| (name.as_str(), "true")).collect();
    assert_eq!(press(&mut officer, &page, &path, &typed).await.status, StatusCode::SEE_OTHER);
    let page = officer.get(&path).await.page();
    let last = values(&page, "button[value^='dismiss:']");
    assert_eq!(last.len(), 1);
    let done = press(&mut officer, &page, &path, &[("op", &last[0])]).await.page();
    assert!(done.text(".progress-line").starts_with("22条のうち22条を確認しました"));
    assert_eq!(link(&done, "公開へ進む"), path.replace("/duties", "/publish"));
}

#[tokio::test]
async fn a_duty_is_added_changed_moved_and_removed() {
    let site = Site::sample().await;
    let path = format!("{}/duties", with_a_draft(&site.home.ward).await);
    let mut officer = site.signed_in(Role::Officer).await;
    let list = officer.get(&path).await.page();
    let new = link(&list, "を変えてから確認する");
    let page = officer.get(&new).await.page();
    assert!(!values(&page, "input[name=text]")[0].is_empty(), "filled with the proposal");
    let at = new.split('?').next().unwrap().to_owned();
    let grown = press(&mut officer, &page, &at, &[("op", "evidence:add")]).await;
    assert_eq!(grown.status, StatusCode::OK);
    let rows = grown.page().all("input[name^='evidence[']").len();
    let last = format!("evidence[{}].name", grown.page().all("[name$='].name']").len() - 1);
    assert!(rows > 0);
    let typed = [("text", "自分の言葉で書いた義務"), (last.as_str(), HOSTILE)];
    let added = press(&mut officer, &grown.page(), &at, &typed).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    assert_eq!(added.location().split('#').next(), Some(path.as_str()));
    let duties = of_draft(&site).await.concat();
    assert_eq!((duties.len(), duties[0].text.as_str()), (1, "自分の言葉で書いた義務"));
    assert_eq!(duties[0].evidence.last().unwrap().name, HOSTILE);

    // A second one behind it, then before it.
    let list = officer.get(&path).await.page();
    let page = officer.get(&at).await.page();
    let typed = [("text", "あとの義務"), ("debtor", "contractor"), ("creditors.ward", "true")];
    let second = press(&mut officer, &page, &at, &typed).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "{}", second.text());
    let stale = press(&mut officer, &list, &path, &[(ticks(&list)[1].as_str(), "true")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let list = officer.get(&path).await.page();
    let up = values(&list, "button[name=op][value^='move:0:']")[0].clone();
    let open = ticks(&list)[1].clone();
    let moved = press(&mut officer, &list, &path, &[("op", &up), (&open, "true")]).await;
    assert_eq!(moved.status, StatusCode::OK, "{}", moved.text());
    let kept = format!("input[name={open}][checked]");
    assert_eq!(moved.page().all(&kept).len(), 1, "what was ticked stays ticked");
    let texts: Vec<String> = of_draft(&site).await.concat().into_iter().map(|duty| duty.text).collect();
    assert_eq!(texts, ["あとの義務", "自分の言葉で書いた義務"]);

    let change = link(&moved.page(), "「あとの義務」を変える");
    let page = officer.get(&change).await.page();
    let removed = press(&mut officer, &page, &change, &[("remove", "1")]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text());
    let again = press(&mut officer, &page, &change, &[("remove", "1")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(of_draft(&site).await.concat().len(), 1);
}

#[tokio::test]
async fn what_does_not_fit_is_refused_at_its_field_with_all_that_was_typed() {
    let site = Site::sample().await;
    let path = format!("{}/duties", with_a_draft(&site.home.ward).await);
    let mut officer = site.signed_in(Role::Officer).await;
    let new = link(&officer.get(&path).await.page(), "に義務を加える");
    let page = officer.get(&new).await.page();
    let base = [("text", "記録を出す"), ("debtor", "contractor"), ("creditors.ward", "true")];
    for (more, field) in [
        (vec![("due.standard_days", "１４")], "due.standard_days"),
        (vec![("due.base", "erasure"), ("due.standard_days", "十日")], "due.standard_days"),
        (vec![("debtor", "")], "debtor"),
        (vec![("debtor", ""), ("kind", "right"), ("creditors.ward", "")], "creditors"),
        (vec![("creditors.contractor", "true")], "creditors"),
        (vec![("text", "")], "text"),
        (vec![("kind", "nonsense")], "kind"),
        (vec![("evidence[0].name", "簿"), ("evidence[0].source", "promise")], "evidence[0].source"),
        (vec![("evidence[0].name", ""), ("evidence[1].name", "\u{202E}簿")], "evidence[1].name"),
    ] {
        let mut typed: Vec<(&str, &str)> =
            base.iter().filter(|(name, _)| more.iter().all(|(held, _)| held != name)).copied().collect();
        typed.extend(&more);
        let refused = press(&mut officer, &page, &new, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
        let shown = refused.page();
        let links = shown.attributes(".error-summary a", "href");
        assert_eq!(links, [format!("#f-{field}")], "{more:?} {}", shown.text(".error-summary"));
        let id = format!("[id='f-{field}']");
        assert_eq!(shown.all(&id).len(), 1, "{more:?}");
        if !more.iter().any(|(name, _)| *name == "text") {
            assert_eq!(values(&shown, "input[name=text]"), ["記録を出す"]);
        }
    }
    assert_eq!(of_draft(&site).await.concat(), []);
}

#[tokio::test]
async fn a_published_edition_is_only_read() {
    let site = Site::sample().await;
    let set = &sample::whole().clause_sets[0];
    let edition = set.editions.iter().find(|edition| edition.state == EditionState::Published).unwrap();
    let path = format!("/clauses/{}/editions/{}/duties", set.id, edition.id);
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path).await.page();
    assert!(page.text(".notice").contains("公開した版です"), "{}", page.text("main"));
    assert_eq!(page.all("main form[action^='/clauses']").len(), 0);
    let refused = officer.post(&path, &[("seen", "x")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let clause = edition.clauses[0].id.unwrap();
    let one = format!("/clauses/{}/editions/{}/clauses/{clause}/duties/new", set.id, edition.id);
    let refused = officer.post(&one, &[("text", "x"), ("kind", "positive")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
}

/// An item of the sample in force by a decision, and that version.
fn decided() -> &'static Item {
    let items = &sample::whole().items;
    let found = items.iter().find(|item| {
        item.proposal().is_none()
            && item
                .in_force()
                .is_some_and(|version| version.decided_by.is_some() && version.protections.len() > 3)
    });
    found.unwrap()
}

#[tokio::test]
async fn a_decided_item_s_protections_are_read_as_duties_and_stay_as_they_were() {
    let site = Site::sample().await;
    let item = decided();
    let path = format!("/items/{}/duties", item.id);
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path).await.page();
    let open = ticks(&page);
    assert!(open.len() > 3, "{}", page.text("main"));
    let action = page.form().unwrap().0;
    let typed: Vec<(&str, &str)> = open.iter().map(|name| (name.as_str(), "true")).collect();
    let done = press(&mut officer, &page, &action, &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = officer.get(done.location()).await.page();
    assert_eq!(ticks(&page), Vec::<String>::new());
    let bundle = stored(&site).await;
    let now = bundle.items.iter().find(|held| held.id == item.id).unwrap();
    let (held, was) = (now.in_force().unwrap(), item.in_force().unwrap());
    assert_eq!(held.without_duties(), *was, "nothing but duties was added");
    assert_eq!(held.protections.iter().map(|line| line.duties.len()).sum::<usize>(), open.len());
    let shown = officer.get(&format!("/items/{}", item.id)).await.page();
    assert_eq!(shown.all(".duty-short li").len(), open.len());

    let change = link(&page, "を変える");
    let one = officer.get(&change).await.page();
    let renamed = press(&mut officer, &one, &change, &[("text", "言い換えた義務")]).await;
    assert_eq!(renamed.status, StatusCode::SEE_OTHER, "{}", renamed.text());
    let page = officer.get(done.location()).await.page();
    assert!(page.text("main").contains("言い換えた義務"));
    let viewer = site.signed_in(Role::Viewer).await.get(&format!("/items/{}", item.id)).await.page();
    assert!(viewer.text("main").contains("言い換えた義務"));
}

#[tokio::test]
async fn a_section_reaches_the_duties_of_its_own_items_alone() {
    let site = Site::sample().await;
    let own = sample::holder_of_first_item();
    let mut section = site.signed_in(Role::Section).await;
    let (mut seen, mut kept_out) = (0, 0);
    for item in sample::list("items") {
        let theirs = sample::holding(item).contains(&own);
        let id = item["id"].as_str().unwrap();
        let status = section.get(&format!("/items/{id}/duties")).await.status;
        let expected = if theirs { StatusCode::OK } else { StatusCode::NOT_FOUND };
        assert_eq!(status, expected, "{id}");
        let post = section.post(&format!("/items/{id}/duties"), &[("seen", "x")]).await;
        assert_eq!(post.status == StatusCode::NOT_FOUND, !theirs, "{id} {}", post.status);
        let held = sample::whole().items.iter().find(|held| held.id.to_string() == id).unwrap();
        let version = held.versions.last().unwrap();
        let line = version.protections.last().unwrap().id.unwrap();
        let one = format!("/items/{id}/versions/{}/protections/{line}/duties/new", version.id);
        assert_eq!(section.get(&one).await.status, expected, "{one}");
        if theirs { seen += 1 } else { kept_out += 1 }
    }
    assert!(seen > 0 && kept_out > 5);
    let path = with_a_draft(&site.home.ward).await;
    assert_eq!(section.get(&format!("{path}/duties")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_is_past_and_what_is_not_there_is_not_changed() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let items = &sample::whole().items;
    let with_past = |item: &&Item| item.versions[0].state == VersionState::Past;
    let item = items.iter().find(with_past).unwrap();
    let past = format!("/items/{}/duties?version={}", item.id, item.versions[0].id);
    assert!(officer.get(&past).await.page().text(".notice").contains("過去の版"));
    assert_eq!(officer.post(&past, &[("seen", "x")]).await.status, StatusCode::CONFLICT);
    let nobody = "01990000-0000-7000-8000-000000000009";
    let line = item.versions[0].protections[1].id.unwrap();
    for path in [
        format!("/items/{}/duties?version={nobody}", item.id),
        format!("/items/{}/duties?version=x", item.id),
        format!("/items/{}/versions/{}/protections/{nobody}/duties/new", item.id, item.versions[0].id),
        format!("/items/{}/versions/{}/protections/{line}/duties/{nobody}", item.id, item.versions[0].id),
    ] {
        assert_eq!(officer.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
