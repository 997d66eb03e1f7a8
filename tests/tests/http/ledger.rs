use azukari_core::policy::Role;
use http::StatusCode;

use crate::support::site::Site;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_leads_to_the_ledger_under_its_filters() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let list = officer.get("/items?kind=linkage&sort=title").await.page();
    let link = list.links().into_iter().find(|link| link.starts_with("/ledger")).unwrap();
    assert_eq!(link, "/ledger?kind=linkage");
    let page = officer.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.page();
    assert!(page.text("main").contains("種別：外部結合"));
    assert_eq!(page.attributes("form[action='/ledger'] input[name=kind]", "value"), ["linkage"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_format_is_sent_as_a_file_of_its_name() {
    let site = Site::sample().await;
    let mut viewer = site.signed_in(Role::Viewer).await;
    for (format, media, begins) in [
        ("pdf", "application/pdf", b"%PDF".as_slice()),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("csv", "text/csv; charset=utf-8", b"\xEF\xBB\xBF"),
        ("csv-sjis", "text/csv; charset=Shift_JIS", b"\x94\xD4\x8D\x86"),
    ] {
        let answer = viewer.get(&format!("/ledger?format={format}&on=2026-04-01")).await;
        assert_eq!(answer.status, StatusCode::OK, "{format}");
        assert_eq!(answer.headers["content-type"], media);
        let name = answer.headers["content-disposition"].to_str().unwrap();
        assert!(name.starts_with("attachment") && name.contains("%E5%8F%B0%E5%B8%B3"), "{name}");
        assert!(answer.body.starts_with(begins), "{format}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_narrow_the_file_and_its_head_names_them() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let all = officer.get("/ledger?format=csv&on=2026-04-01").await.text();
    let some = officer.get("/ledger?format=csv&on=2026-04-01&kind=linkage").await.text();
    assert!(all.contains(",業務委託,") && all.contains(",外部結合,"), "{all}");
    assert!(!some.contains(",業務委託,") && some.contains(",外部結合,"), "{some}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_that_is_none_and_a_format_that_is_none_are_named_at_their_fields() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let answer = officer.get("/ledger?format=docx&on=2026-02-30&kind=linkage").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.page();
    assert_eq!(page.attributes("#f-on", "value"), ["2026-02-30"]);
    assert_eq!(page.attributes("#f-on", "aria-invalid"), ["true"]);
    assert_eq!(page.attributes("#f-format", "aria-invalid"), ["true"]);
    assert_eq!(page.attributes("form[action='/ledger'] input[name=kind]", "value"), ["linkage"]);
}
