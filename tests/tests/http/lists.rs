//! Lists through the browser: a file is sent, its columns are confirmed, what
//! it does is shown, then it is taken in.

use azukari_core::{audit, bundle, policy::Role};
use http::StatusCode;

use crate::support::{
    html::Html,
    site::{Answer, Site, Visitor},
    ward::operator,
};

async fn register(site: &Site) -> String {
    bundle::to_json(&bundle::export(&site.home.ward, &operator()).await.unwrap()).unwrap()
}

async fn send(visitor: &mut Visitor<'_>, kind: &str, name: &str, content: &[u8]) -> Answer {
    visitor.upload_with("/imports/lists", &[("kind", kind)], "list", name, content).await
}

/// Sends a file that can be read and opens its page.
async fn sent(visitor: &mut Visitor<'_>, kind: &str, name: &str, content: &[u8]) -> (String, Html) {
    let answer = send(visitor, kind, name, content).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let path = answer.location().to_owned();
    let page = visitor.get(&path).await.page();
    (path, page)
}

/// Opens an import once nothing is under way.
async fn settled(visitor: &mut Visitor<'_>, path: &str) -> Html {
    for _ in 0..200 {
        let answer = visitor.get(path).await;
        if answer.header("refresh").is_none() {
            return answer.page();
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} goes on for ever");
}

const LIST: &str = "会社,法人番号,なぞ\n見本配送株式会社,7000012050002,x\n<b>太字</b>,,\n";

#[tokio::test]
async fn a_list_goes_through_its_steps_and_comes_in() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = register(&site).await;
    let (path, columns) = sent(&mut officer, "parties", "委託先.csv", LIST.as_bytes()).await;
    assert!(
        columns.main().contains("A列「会社」、C列「なぞ」は、何の列か分かりません"),
        "{}",
        columns.main()
    );
    assert!(columns.main().contains("必要な「名称」の列が見つかりません"));
    // What was not known is chosen by hand.
    let checking = officer.send(&columns, &path, &[("column-0-0", "name")]).await;
    assert_eq!(checking.location(), path);
    let shown = settled(&mut officer, &path).await;
    let main = shown.main();
    assert!(
        main.contains("2件を取り込む") && main.contains("見本配送株式会社") && main.contains("<b>太字</b>"),
        "{main}"
    );
    assert!(register(&site).await == before, "checking has changed the register");
    let done = officer.send(&shown, &path, &[]).await;
    assert_eq!(done.location(), path);
    assert!(settled(&mut officer, &path).await.main().contains("2件を取り込みました"));
    // Back and sent once more, nothing happens twice.
    let trail = audit::page(site.home.ward.store(), None, 2).await.unwrap()[0].sequence;
    officer.send(&shown, &path, &[]).await;
    assert!(settled(&mut officer, &path).await.main().contains("2件を取り込みました"));
    assert_eq!(audit::page(site.home.ward.store(), None, 2).await.unwrap()[0].sequence, trail);
}

#[tokio::test]
async fn faults_are_told_at_their_cells_and_their_rows_come_back() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let before = register(&site).await;
    let list = LIST.replace("会社", "名称").replace("7000012050002", "7000012050003");
    let (path, columns) = sent(&mut officer, "parties", "委託先.csv", list.as_bytes()).await;
    officer.send(&columns, &path, &[]).await;
    let faulty = settled(&mut officer, &path).await;
    assert!(faulty.main().contains("2行目 B列（法人番号）"), "{}", faulty.main());
    let back = officer.get(&format!("{path}/failed")).await;
    assert!(back.text().contains("取り込めない理由") && !back.text().contains("太字"), "{}", back.text());
    let again = officer.get(&format!("{path}/columns")).await.page();
    assert!(again.main().contains("取り込む先"));
    assert!(register(&site).await == before);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_what_it_is_at_its_field() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    for (kind, content, said) in [
        ("items", &b"%PDF-1.4 renamed"[..], "PDF"),
        ("items", &b""[..], "空"),
        ("", LIST.as_bytes(), "取り込むものが選ばれていません"),
    ] {
        let refused = send(&mut officer, kind, "一覧.xlsx", content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.page();
        assert!(page.main().contains(said), "{said}: {}", page.main());
        assert_eq!(page.all("main [aria-invalid=true]").len(), 1);
    }
    assert_eq!(officer.post("/imports/lists", &[]).await.page().all("main [aria-invalid=true]").len(), 2);
}

#[tokio::test]
async fn who_comes_too_late_or_to_anothers_import_is_led_back() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let (path, _) = sent(&mut officer, "parties", "a.csv", LIST.as_bytes()).await;
    site.home.clock.advance(chrono::TimeDelta::hours(25));
    let mut officer = site.signed_in(Role::Officer).await;
    for path in [path.as_str(), "/imports/lists/x", "/imports/lists/01990000-0000-7000-8000-000000000000"] {
        let answer = officer.get(path).await;
        assert_eq!(answer.location(), "/imports?gone=1", "{path}");
        assert!(officer.get(answer.location()).await.page().main().contains("1日で消えます"));
    }
}

#[tokio::test]
async fn every_template_opens_and_comes_back_without_a_row() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let page = officer.get("/imports").await.page();
    let templates: Vec<String> =
        page.links().into_iter().filter(|link| link.starts_with("/imports/templates/")).collect();
    assert_eq!(templates.len(), 11);
    for template in templates {
        let file = officer.get(&template).await;
        assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
        let kind = match template.rsplit('/').next().unwrap().split('.').next().unwrap() {
            "certifications" => "parties",
            "data-groups" | "protections" => "items",
            kind => kind,
        };
        let (path, columns) = sent(&mut officer, kind, "ひな形", &file.body).await;
        assert!(
            columns.main().contains("すべての列の行き先が分かりました"),
            "{template}: {}",
            columns.main()
        );
        officer.send(&columns, &path, &[]).await;
        let checked = settled(&mut officer, &path).await;
        assert!(checked.main().contains("取り込む必要はありません"), "{template}: {}", checked.main());
    }
    assert_eq!(officer.get("/imports/templates/none.xlsx").await.status, StatusCode::NOT_FOUND);
}
