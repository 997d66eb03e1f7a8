//! One deed for several items of the list, through the router and without
//! scripts: picked, shown row by row, done.

use azukari_core::{audit, policy::Role};
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

/// The address to which the bar of the list leads with these boxes ticked.
fn bar(deed: &str, of: &str, picks: &[&str]) -> String {
    let picks: String = picks.iter().map(|end| format!("&pick={}", id(end))).collect();
    format!("/items/bulk?of={of}&deed={deed}{picks}")
}

/// Sends the form of a page with its ordinary fields, these typed over, and a
/// button.
async fn press(
    visitor: &mut Visitor<'_>,
    page: &Html,
    typed: &[(&str, &str)],
    button: Option<&str>,
) -> Answer {
    let mut fields = page.fields("main form[action='/items/bulk']");
    for (name, value) in typed {
        fields.retain(|(held, _)| held != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields.extend(button.map(|button| ("op".to_owned(), button.to_owned())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    visitor.post("/items/bulk", &fields).await
}

async fn last_entry(site: &Site) -> (i64, String, i64) {
    let entry = audit::page(site.home.ward.store(), None, 1).await.unwrap().remove(0);
    (entry.sequence, entry.action, entry.changes)
}

#[tokio::test]
async fn rows_that_are_picked_are_shown_and_then_done_once() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let list = officer.get("/items?kind=outsourcing").await.page();
    let boxes = list.attributes("input[name=pick][form=bulk]", "value");
    assert!(boxes.contains(&id("0009").to_owned()), "{boxes:?}");
    assert_eq!(list.attributes("form#bulk input[name=kind]", "value"), ["outsourcing"]);
    let path = format!("{}&kind=outsourcing", bar("propose", "", &["0009", "0006", "000b"]));
    let shown = officer.get(&path).await.page();
    let main = shown.main();
    assert!(main.contains("行う案件（2件）") && main.contains("行わない案件（1件）"), "{main}");
    assert!(main.contains("改正案は既にあります"), "{main}");
    let done = press(&mut officer, &shown, &[("reason_for_change", "次年度の準備")], None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let told = officer.get(done.location()).await.page();
    let main = told.main();
    assert!(main.contains("2件の改正案を作りました"), "{main}");
    assert!(main.contains("行わなかった案件（1件）") && main.contains("次年度の準備"), "{main}");
    assert!(told.links().contains("/items?kind=outsourcing"), "{:?}", told.links());
    assert!(told.links().contains(&format!("/items/{}", id("0009"))));
    let entry = last_entry(&site).await;
    assert_eq!((entry.1.as_str(), entry.2), ("propose", 2));
    // Back and pressed again, or twice: nothing more, and led to the same place.
    let twice = press(&mut officer, &shown, &[], None).await;
    assert_eq!((twice.status, twice.location()), (StatusCode::SEE_OTHER, done.location()));
    assert_eq!(last_entry(&site).await, entry);
    let mut other = site.signed_in(Role::Officer).await;
    assert_eq!(other.get(done.location()).await.status, StatusCode::OK);
    let mut section = site.signed_in(Role::Section).await;
    assert_eq!(section.get(done.location()).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_has_to_be_said_first_is_asked_and_its_faults_lose_nothing() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let asked = officer.get(&bar("archive", "", &["0009", "000b", "0001"])).await.page();
    assert!(asked.main().contains("対象の案件（3件）"), "{}", asked.main());
    let wrong = press(&mut officer, &asked, &[("valid_to", "きのう")], Some("check")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = wrong.page();
    assert_eq!(wrong.attributes(".error-summary a", "href"), ["#f-valid_to"]);
    assert_eq!(wrong.attributes("input[name=valid_to]", "value"), ["きのう"]);
    let shown = press(&mut officer, &wrong, &[("valid_to", "R8.10.31")], Some("check")).await.page();
    let main = shown.main();
    assert!(main.contains("（現行は令和8年10月31日まで）") && main.contains("行わない案件（2件）"), "{main}");
    assert!(main.contains("作成中の資料"), "{main}");
    let again = press(&mut officer, &shown, &[], Some("change")).await.page();
    assert_eq!(again.attributes("input[name=valid_to]", "value"), ["R8.10.31"]);
    let long = press(&mut officer, &shown, &[("reason_for_change", &"あ".repeat(501))], None).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = long.page();
    assert_eq!(long.attributes(".error-summary a", "href"), ["#f-reason_for_change"]);
    let done = press(&mut officer, &long, &[("reason_for_change", "契約の終わり")], None).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let away = officer.get(&format!("/items/{}", id("0009"))).await.page();
    assert!(away.main().contains("保管中") && away.main().contains("台帳に戻す"), "{}", away.main());
    let back = officer.get("/items?shelf=archived").await.page();
    assert!(back.attributes("form#bulk option", "value").contains(&"bring-back".to_owned()));
}

#[tokio::test]
async fn a_row_changed_meanwhile_is_told_and_nothing_is_done() {
    let site = Site::sample().await;
    let (mut one, mut other) = (site.signed_in(Role::Officer).await, site.signed_in(Role::Officer).await);
    let shown = one.get(&bar("propose", "", &["0009", "0006"])).await.page();
    let path = format!("/items/{}/propose", id("0006"));
    let page = other.get(&path).await.page();
    let fields = page.fields("main form#edit-form");
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(other.post(&path, &fields).await.status, StatusCode::SEE_OTHER);
    let before = last_entry(&site).await;
    let late = press(&mut one, &shown, &[("reason_for_change", "急ぎ")], None).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let late = late.page();
    let main = late.main();
    assert!(main.contains("確認している間に変わりました") && main.contains("行う案件（1件）"), "{main}");
    assert_eq!(late.text("textarea[name=reason_for_change]").trim(), "急ぎ");
    assert_eq!(last_entry(&site).await, before);
    assert_eq!(press(&mut one, &late, &[], None).await.status, StatusCode::SEE_OTHER);
    assert_eq!(last_entry(&site).await.2, 1);
}

#[tokio::test]
async fn proposals_come_into_force_from_a_day_that_is_asked_for() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let shown = officer.get(&bar("propose", "", &["0009", "0006"])).await.page();
    press(&mut officer, &shown, &[], None).await;
    let asked = officer.get(&bar("enforce", "", &["0009", "0006"])).await.page();
    let late = press(&mut officer, &asked, &[("valid_from", "R50.4.1")], Some("check")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(late.page().attributes("input[name=valid_from]", "value"), ["R50.4.1"]);
    let none = press(&mut officer, &asked, &[], Some("check")).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let today = site.home.clock.today().to_string();
    let shown = press(&mut officer, &asked, &[("valid_from", &today)], Some("check")).await.page();
    assert!(shown.main().contains("行う案件（2件）"), "{}", shown.main());
    let done = press(&mut officer, &shown, &[], None).await;
    let told = officer.get(done.location()).await.page();
    assert!(told.main().contains("2件の改正案を現行にしました"), "{}", told.main());
    let entry = last_entry(&site).await;
    assert_eq!((entry.1.as_str(), entry.2), ("enforce", 2));
    let shown = officer.get(&bar("withdraw", "", &["0009"])).await.page();
    assert!(shown.main().contains("行える案件がありません"), "{}", shown.main());
}

#[tokio::test]
async fn all_of_a_page_or_of_a_filter_are_meant_without_naming_them() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for of in ["page", "all"] {
        let shown = officer.get(&format!("/items/bulk?of={of}&deed=propose&kind=linkage")).await.page();
        assert_eq!(shown.attributes("input[name=pick]", "value").len(), 3, "{}", shown.main());
    }
    let ledger = officer.get(&bar("export", "", &["0009", "0006"])).await;
    assert_eq!(
        ledger.location(),
        format!("/ledger?only={}&only={}", id("0009"), id("0006")),
        "{}",
        ledger.text()
    );
    let page = officer.get(ledger.location()).await.page();
    assert!(page.main().contains("選んだ案件（2件）"), "{}", page.main());
    let csv = officer.get(&format!("{}&format=csv", ledger.location())).await.text();
    let listed = |title: &str| csv.contains(title);
    assert!(listed("保育料の納付案内") && listed("粗大ごみ") && !listed("図書館情報システム"), "{csv}");
    let of_filter = officer.get("/items/bulk?of=all&deed=export&kind=linkage&after=x").await;
    assert_eq!(of_filter.location(), "/ledger?kind=linkage");
    for nothing in ["/items/bulk", "/items/bulk?deed=propose", "/items/bulk?deed=export", "/items/bulk/done"]
    {
        let page = officer.get(nothing).await;
        assert_eq!(page.status, StatusCode::OK, "{nothing}");
        assert!(page.page().main().contains("案件の一覧へ戻る"), "{nothing}");
    }
    let unknown = officer.post("/items/bulk", &[("deed", "delete"), ("pick", id("0009"))]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_reads_takes_out_and_a_section_changes_only_its_own() {
    let site = Site::sample().await;
    let mut auditor = site.signed_in(Role::Auditor).await;
    let list = auditor.get("/items").await.page();
    assert_eq!(list.attributes("form#bulk select[name=deed] option", "value"), ["export"]);
    assert_eq!(auditor.get(&bar("propose", "", &["0009"])).await.status, StatusCode::FORBIDDEN);
    assert_eq!(auditor.get(&bar("export", "", &["0009"])).await.status, StatusCode::SEE_OTHER);
    let mut section = site.signed_in(Role::Section).await;
    let shown = section.get(&bar("archive", "", &["0001", "0009"])).await.page();
    let shown = press(&mut section, &shown, &[("valid_to", "R8.10.31")], Some("check")).await;
    let text = shown.text();
    assert!(text.contains("見つかりません"), "{text}");
    assert!(!text.contains("保育料の納付案内"), "another section's item is named");
    // Forged: what was refused is put among what was shown as possible.
    let seen = format!("seen-{}", id("0009"));
    let forged = [("deed", "propose"), ("pick", id("0009")), (seen.as_str(), "0")];
    assert_eq!(section.post("/items/bulk", &forged).await.status, StatusCode::CONFLICT);
}
