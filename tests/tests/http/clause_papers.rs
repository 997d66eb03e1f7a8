//! The fit of an item's clause sets, and a set to be attached to a contract,
//! through the router.

use azukari_core::policy::Role;
use http::StatusCode;

use crate::support::{
    pdf, sample,
    site::{Site, Visitor},
};

fn item(end: &str) -> String {
    let id = sample::ids("items").into_iter().find(|id| id.ends_with(end)).unwrap();
    format!("/items/{id}")
}

/// The set and the edition of a variant of the sample.
fn edition(variant: &str) -> (&'static str, &'static str) {
    let set = sample::list("clause_sets").iter().find(|set| set["variant"] == variant).unwrap();
    let editions = set["editions"].as_array().unwrap();
    (set["id"].as_str().unwrap(), editions.last().unwrap()["id"].as_str().unwrap())
}

fn paper(variant: &str) -> String {
    let (set, edition) = edition(variant);
    format!("/clauses/{set}/editions/{edition}/paper")
}

/// Chooses an item's sets, each with its role.
async fn choose(visitor: &mut Visitor<'_>, item: &str, sets: &[(&str, &str)]) {
    let path = format!("{item}/edit/clauses");
    let page = visitor.get(&path).await.page();
    let mut fields = page.fields("main form#edit-form");
    fields.retain(|(name, _)| !name.starts_with("clause_sets["));
    for (at, (variant, role)) in sets.iter().enumerate() {
        fields.push((format!("clause_sets[{at}].edition"), edition(variant).1.to_owned()));
        fields.push((format!("clause_sets[{at}].role"), (*role).to_owned()));
    }
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let answer = visitor.post(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
}

#[tokio::test]
async fn a_wrong_set_is_told_with_its_clause_and_what_would_be_right() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let prime = item("b00000004");
    assert!(officer.get(&prime).await.page().text("#fit").contains("適合"));
    choose(&mut officer, &prime, &[("contractor", "governing"), ("subcontractor", "flow_down")]).await;
    // What is in force stays; the proposal is judged.
    let tasks = officer.get(&format!("{prime}/edit")).await.page();
    assert!(tasks.main().contains("再委託を承諾により認める特記事項"), "{}", tasks.main());
    let form = officer.get(&format!("{prime}/edit/clauses")).await.page();
    let said = form.text(".notice");
    assert!(said.starts_with("再委託があるので、「再委託承諾型（第1版）」"), "{said}");
    let proposal = form.links().into_iter().find(|link| link.starts_with("/clauses/")).unwrap();
    let (set, edition) = edition("contractor");
    assert_eq!(proposal, format!("/clauses/{set}?edition={edition}"));
    assert!(form.attributes("a", "href").iter().any(|href| href.ends_with("#clause-10")));
    choose(
        &mut officer,
        &prime,
        &[("contractor_with_subcontract", "governing"), ("subcontractor", "flow_down")],
    )
    .await;
    let tasks = officer.get(&format!("{prime}/edit")).await.page();
    assert!(!tasks.main().contains("再委託を承諾により認める特記事項"));
}

#[tokio::test]
async fn the_paper_is_filled_from_the_item_and_by_hand() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let (sub, path) = (item("b00000005"), paper("subcontractor"));
    let id = sub.rsplit('/').next().unwrap();
    assert!(officer.get(&sub).await.page().links().contains(&format!("{path}?item={id}")));
    let page = officer.get(&format!("{path}?item={id}")).await.page();
    let fields = page.fields("main form");
    let value = |name: &str| fields.iter().find(|(held, _)| held == name).unwrap().1.clone();
    assert!(value("ward").contains("見本区") && !value("contractor").is_empty());
    assert_eq!(value("subcontractor"), "", "an unnamed class signs no contract");
    assert_eq!(value("p1"), value("ward"), "which implementing body it is");
    assert!(!page.main().contains("記入していないところ"), "{}", page.main());
    let bare = officer.get(&path).await.page();
    assert!(bare.main().contains("記入していないところが1件"), "{}", bare.main());
    assert!(bare.links().iter().any(|link| link.contains("paper.pdf?")), "a draft print is no fault");
    let file = format!(
        "{path}.pdf?labels=named&annex=別紙４&ward=見本区長&contractor=㈱見本&subcontractor=㈱写し&p1=見本区教育委員会"
    );
    let answer = officer.get(&file).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.starts_with(b"%PDF-"));
    assert_eq!(officer.get(&file).await.body, answer.body, "the same bytes");
    let Some(_) = pdf::programs("the clause set's paper") else { return };
    let folder = tempfile::tempdir().unwrap();
    let on_disk = folder.path().join("paper.pdf");
    std::fs::write(&on_disk, &answer.body).unwrap();
    let paper = pdf::Paper::at(&on_disk);
    paper.check();
    let text: String = paper.text().split_whitespace().collect();
    assert!(text.contains("（別紙４）") && text.contains("甲見本区教育委員会"), "{text}");
    assert!(text.contains("㈱写しは、業務のうち個人情報"), "{text}");
    assert!(!text.contains("記入すること") && !text.contains('※'), "{text}");
    assert_eq!(paper.info("Tagged"), "yes");
}

#[tokio::test]
async fn what_cannot_be_printed_is_said_at_its_field() {
    let site = Site::sample().await;
    let mut viewer = site.signed_in(Role::Viewer).await;
    let path = paper("contractor");
    assert_eq!(viewer.get(&format!("{path}.pdf")).await.status, StatusCode::OK, "who reads may print");
    let long = "長".repeat(201);
    let page = viewer.get(&format!("{path}?labels=named&ward={long}")).await.page();
    assert!(page.text("#f-ward-error").contains("200文字以内"), "{}", page.main());
    assert!(page.attributes("object", "data").is_empty());
    let refused = viewer.get(&format!("{path}.pdf?labels=named&ward={long}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = viewer.get(&format!("{path}?labels=named&ward=𠮷野")).await.page();
    assert!(page.main().contains("印字できません"), "{}", page.main());
    assert!(!page.main().contains("clauses["), "{}", page.main());
    assert_eq!(page.attributes("[name='ward']", "aria-invalid"), ["true"]);
    let (set, _) = edition("contractor");
    let (_, stranger) = edition("subcontractor");
    let missing = viewer.get(&format!("/clauses/{set}/editions/{stranger}/paper")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}
