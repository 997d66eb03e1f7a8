//! The editor of a draft edition's clauses and the comparison of editions,
//! through the router and without scripts.

use azukari_core::{
    Ward, audit,
    bundle::{self, Mode},
    clauses,
    policy::Role,
};
use domain::{
    Id,
    bundle::Bundle,
    clauses::{ClauseItem, ClauseSet, Edition, EditionState},
};
use http::StatusCode;

use crate::support::{
    html::Html,
    sample,
    site::{Answer, Site, Visitor},
    ward::operator,
};

/// The edition that [`with_draft`] adds.
pub(crate) const DRAFT: &str = "01990000-0000-7000-8000-0000000d4af7";

/// The set it is added to.
pub(crate) fn set() -> &'static str {
    sample::ids("clause_sets")[0]
}

/// Adds a draft to the first set: a copy of what is published, as a bundle
/// brings it.
pub(crate) async fn with_draft(ward: &Ward) {
    fn bare(items: &mut [ClauseItem]) {
        for item in items {
            item.id = None;
            bare(&mut item.items);
        }
    }
    let mut held: ClauseSet = serde_json::from_value(sample::list("clause_sets")[0].clone()).unwrap();
    let mut draft: Edition = held.editions.last().unwrap().clone();
    draft.id = Id::new(DRAFT.parse().unwrap());
    draft.number += 1;
    draft.state = EditionState::Draft;
    (draft.valid_from, draft.valid_to) = (None, None);
    for clause in &mut draft.clauses {
        clause.id = None;
        clause.duties.iter_mut().for_each(|duty| duty.id = None);
        bare(&mut clause.items);
    }
    held.editions.push(draft);
    let bundle = Bundle { clause_sets: vec![held], ..Bundle::default() };
    bundle::import(ward, &operator(), bundle, Mode::Write).await.unwrap();
}

/// The draft's editor.
pub(crate) fn path() -> String {
    format!("/clauses/{}/editions/{DRAFT}/text", set())
}

async fn stored(site: &Site) -> Edition {
    let set: Id<ClauseSet> = set().parse().unwrap();
    let view = clauses::view(&site.home.ward, &operator(), set.uuid()).await.unwrap();
    view.set.editions.into_iter().find(|edition| edition.id.to_string() == DRAFT).unwrap()
}

async fn entries(site: &Site) -> i64 {
    audit::verify(site.home.ward.store()).await.unwrap().entries
}

/// Presses a button of the form, with these fields typed over.
pub(super) async fn press(
    visitor: &mut Visitor<'_>,
    page: &Html,
    button: &str,
    typed: &[(&str, &str)],
) -> Answer {
    let (action, mut fields) = page.form().unwrap();
    for (name, value) in typed {
        let at = fields.iter().position(|(held, _)| held == name);
        fields[at.unwrap_or_else(|| panic!("no field {name}"))].1 = (*value).to_owned();
    }
    if let Some((name, value)) = button.split_once('=') {
        fields.push((name.to_owned(), value.to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post(&action, &fields).await
}

pub(super) async fn op(visitor: &mut Visitor<'_>, page: &Html, op: &str) -> Html {
    let answer = press(visitor, page, &format!("op={op}"), &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.page()
}

/// The names of the cards, in order.
pub(super) fn keys(page: &Html) -> Vec<String> {
    let names = page.attributes("input[name$='.from']", "name");
    names.iter().map(|name| name[8..name.len() - 6].to_owned()).collect()
}

fn heads(page: &Html) -> Vec<String> {
    page.texts("section.group-edit h2")
}

#[tokio::test]
async fn clauses_are_moved_split_removed_and_saved_once_all_is_decided() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let show = officer.get(&format!("/clauses/{}?edition={DRAFT}", set())).await.page();
    assert!(show.links().contains(&path()), "{:?}", show.links());
    let before = stored(&site).await;
    let page = officer.get(&path()).await.page();
    assert!(!page.main().contains("指す先のない"), "{}", page.main());
    let cards = keys(&page);
    assert_eq!(cards.len(), before.clauses.len());
    let written = entries(&site).await;
    // The second goes up; the third is split by its last line; the fifth goes.
    let page = op(&mut officer, &page, &format!("up:{}", cards[1])).await;
    assert_eq!(keys(&page)[..2], [cards[1].clone(), cards[0].clone()]);
    let listed = before.clauses.iter().position(|clause| clause.items.len() > 1).unwrap();
    let page = op(&mut officer, &page, &format!("cut:{}", cards[listed])).await;
    let options = page.attributes(&format!("select[name='clauses[{}].cut'] option", cards[listed]), "value");
    let typed = (format!("clauses[{}].cut", cards[listed]), options.last().unwrap().clone());
    let split =
        press(&mut officer, &page, &format!("op=split:{}", cards[listed]), &[(&typed.0, &typed.1)]).await;
    let page = split.page();
    assert_eq!(keys(&page).len(), cards.len() + 1, "{}", page.main());
    let last = cards.len() - 1;
    let page = op(&mut officer, &page, &format!("remove:{}", cards[0])).await;
    assert_eq!(heads(&page).len(), cards.len());
    assert!(page.main().contains("を削ります"), "{}", page.main());
    // Shown first: what is mended, what is asked.
    let looked = press(&mut officer, &page, "", &[]).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
    let review = looked.page();
    let main = review.main();
    assert!(
        main.contains("直した参照") && main.contains("決めていただく参照") && main.contains("削る条"),
        "{main}"
    );
    let open = review.attributes("select[name^='decisions[']", "name");
    assert_eq!(review.texts("fieldset mark").len(), open.len(), "each in its sentence: {main}");
    assert!(!open.is_empty());
    let refused = press(&mut officer, &review, "", &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = refused.page();
    assert!(!refused.all(&format!("a[href='#f-{}']", open[0])).is_empty(), "{}", refused.main());
    let own: Vec<(String, &str)> = open.iter().map(|name| (name.clone(), "own")).collect();
    let own: Vec<(&str, &str)> = own.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let empty = press(&mut officer, &refused, "", &own).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a wording is asked for");
    assert_eq!(entries(&site).await, written, "nothing is saved while a decision is open");
    let refused = empty.page();
    let kept: Vec<(String, &str)> = open
        .iter()
        .flat_map(|name| [(name.clone(), "keep"), (name.replace("choice", "wording"), "この特記事項の各項")])
        .collect();
    let kept: Vec<(&str, &str)> = kept.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let unused = press(&mut officer, &refused, "", &kept).await;
    assert_eq!(unused.status, StatusCode::UNPROCESSABLE_ENTITY, "a wording that nobody chose is not dropped");
    assert_eq!(entries(&site).await, written);
    let answers: Vec<(String, &str)> = open
        .iter()
        .flat_map(|name| [(name.clone(), "own"), (name.replace("choice", "wording"), "この特記事項の各項")])
        .chain([("reason_for_change".to_owned(), "条の整理")])
        .collect();
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let saved = press(&mut officer, &refused, "", &answers).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(entries(&site).await, written + 1);
    let after = stored(&site).await;
    assert_eq!(after.clauses.len(), before.clauses.len());
    assert_eq!(after.clauses[0].id, before.clauses[1].id);
    assert_eq!(after.clauses[0].duties, before.clauses[1].duties);
    let first = after.clauses.iter().position(|clause| clause.id == before.clauses[listed].id).unwrap();
    assert_eq!(after.clauses[first].duties, before.clauses[listed].duties);
    assert!(after.clauses[first + 1].duties.is_empty());
    assert!(
        after.clauses[last].body.contains("この特記事項の各項")
            || after.clauses.iter().any(|clause| clause.body.contains("この特記事項の各項"))
    );
    // What is published is as it was, and the two are compared.
    let compare = officer.get(&format!("/clauses/{}/compare?to={DRAFT}", set())).await;
    assert_eq!(compare.status, StatusCode::OK);
    let shown = compare.page();
    let main = shown.main();
    assert!(main.contains("加わった条1、なくなった条1"), "{main}");
    assert!(!shown.all("main ins").is_empty() && !shown.all("main del").is_empty());
    assert!(main.contains("条は同じです。"), "what is the same is one line");
    // All and only what differs.
    let switch = shown.attributes("nav a.tab:not([aria-current])", "href");
    let all = officer.get(&switch[0]).await.page();
    assert!(all.all("section.card").len() > shown.all("section.card").len());
}

#[tokio::test]
async fn what_is_not_changed_needs_no_mending_and_leaves_no_trace() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = (stored(&site).await, entries(&site).await);
    let page = officer.get(&path()).await.page();
    let review = press(&mut officer, &page, "", &[]).await.page();
    assert!(review.main().contains("直す参照はありません。"), "{}", review.main());
    // Back to the clauses, and forward again.
    let back = press(&mut officer, &review, "back-to-text=1", &[]).await.page();
    assert_eq!(keys(&back), keys(&page));
    let review = press(&mut officer, &back, "", &[]).await.page();
    let saved = press(&mut officer, &review, "", &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!((stored(&site).await, entries(&site).await), before);
}

#[tokio::test]
async fn joined_clauses_bring_their_duties() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = stored(&site).await;
    let page = officer.get(&path()).await.page();
    let cards = keys(&page);
    let page = op(&mut officer, &page, &format!("join:{}", cards[2])).await;
    let review = press(&mut officer, &page, "", &[]).await.page();
    let open = review.attributes("select[name^='decisions[']", "name");
    let keep: Vec<(&str, &str)> = open.iter().map(|name| (name.as_str(), "keep")).collect();
    let saved = press(&mut officer, &review, "", &keep).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let after = stored(&site).await;
    let both = [before.clauses[2].duties.clone(), before.clauses[3].duties.clone()].concat();
    assert_eq!(after.clauses[2].duties, both);
    assert_eq!(after.clauses.len(), before.clauses.len() - 1);
}

#[tokio::test]
async fn each_fault_is_told_at_its_clause_and_nothing_typed_is_lost() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let cards = keys(&page);
    let (caption, text) = (format!("clauses[{}].caption", cards[3]), format!("clauses[{}].text", cards[4]));
    let long = "あ".repeat(501);
    let markup = "</textarea><script>alert(1)</script>\u{202e}";
    let typed = [(caption.as_str(), long.as_str()), (text.as_str(), markup)];
    // Moved before: the fault is still at the card it is about.
    let page = op(&mut officer, &page, &format!("up:{}", cards[3])).await;
    let refused = press(&mut officer, &page, "", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = refused.page();
    assert!(shown.title().starts_with("エラー："));
    for name in [&caption, &text] {
        assert_eq!(shown.attributes(&format!("[name='{name}']"), "aria-invalid"), ["true"], "{name}");
        assert!(!shown.all(&format!("a[href='#f-{name}']")).is_empty());
    }
    assert_eq!(shown.attributes(&format!("[name='{caption}']"), "value"), [long]);
    let summary = shown.text(".error-summary");
    assert!(summary.contains("3番目の条の見出し：") && summary.contains("5番目の条の条文："), "{summary}");
    assert!(shown.text(&format!("[name='{text}']")).contains("</textarea><script>"));
    let empty = press(&mut officer, &page, "", &[(text.as_str(), "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.page().attributes(&format!("[name='{text}']"), "aria-invalid"), ["true"]);
}

#[tokio::test]
async fn who_was_slower_sees_both_texts() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let mut officer = site.signed_in(Role::Officer).await;
    let mut other = site.signed_in(Role::Officer).await;
    let page = officer.get(&path()).await.page();
    let cards = keys(&page);
    let text = format!("clauses[{}].text", cards[0]);
    let look = async |visitor: &mut Visitor<'_>, page: &Html, typed: &str| {
        press(visitor, page, "", &[(text.as_str(), typed)]).await.page()
    };
    let mine = look(&mut officer, &page, "乙は、私の文を守る。").await;
    let theirs = other.get(&path()).await.page();
    let theirs = op(&mut other, &theirs, &format!("after:{}", cards[0])).await;
    let theirs = press(
        &mut other,
        &theirs,
        "",
        &[(text.as_str(), "乙は、先の文を守る。"), ("clauses[n1].text", "乙は、加わった文を守る。")],
    )
    .await
    .page();
    let keep = |page: &Html| -> Vec<(String, &'static str)> {
        page.attributes("select[name^='decisions[']", "name").into_iter().map(|name| (name, "keep")).collect()
    };
    let answers = keep(&theirs);
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let saved = press(&mut other, &theirs, "", &answers).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    let answers = keep(&mine);
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let late = press(&mut officer, &mine, "", &answers).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text());
    let shown = late.page();
    let main = shown.main();
    assert!(shown.text(&format!("[name='{text}']")).contains("私の文"), "{main}");
    assert!(main.contains("先の文") && main.contains("加わった文"), "{main}");
}

#[tokio::test]
async fn what_is_published_cannot_be_edited_and_drafts_are_not_for_everybody() {
    let site = Site::sample().await;
    with_draft(&site.home.ward).await;
    let published = sample::list("clause_sets")[0]["editions"][0]["id"].as_str().unwrap();
    let closed = format!("/clauses/{}/editions/{published}/text", set());
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get(&closed).await.page();
    assert!(page.main().contains("条文は、変えられません") && page.form().is_none(), "{}", page.main());
    let forged = officer.post(&closed, &[("preamble", "x"), ("seen", ""), ("looked-through", "1")]).await;
    assert_eq!(forged.status, StatusCode::CONFLICT);
    let other = sample::ids("clause_sets")[1];
    let foreign = officer.get(&format!("/clauses/{other}/editions/{DRAFT}/text")).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let mut viewer = site.signed_in(Role::Viewer).await;
    assert_eq!(viewer.get(&path()).await.status, StatusCode::FORBIDDEN);
    let gone = viewer.get(&format!("/clauses/{}?edition={DRAFT}", set())).await.page();
    assert!(
        gone.main().contains("まだ公開されていないか") && !gone.main().contains("変更履歴に残っています")
    );
    let whose = "個人情報保護担当が行います";
    assert!(viewer.get(&format!("/clauses/{}", set())).await.page().main().contains(whose));
    assert!(viewer.get("/clauses").await.page().main().contains(whose));
    assert!(!officer.get(&format!("/clauses/{}", set())).await.page().main().contains(whose));
    let compare = format!("/clauses/{}/compare", set());
    assert_eq!(viewer.get(&format!("{compare}?to={DRAFT}")).await.status, StatusCode::NOT_FOUND);
    let own = viewer.get(&compare).await;
    assert_eq!(own.status, StatusCode::OK);
    assert!(!own.text().contains(DRAFT));
    assert_eq!(viewer.get(&format!("{compare}?from=x")).await.status, StatusCode::NOT_FOUND);
}
