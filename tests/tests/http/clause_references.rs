//! A published set of the sample revised and its clauses moved: what refers to
//! them follows, behind the clauses too, and comparing knows each of them.

use azukari_core::{clauses, policy::Role};
use domain::{
    Id,
    clauses::{ClauseSet, Edition},
};
use http::StatusCode;

use super::clause_text::{keys, op, press, set};
use crate::support::{
    html::Html,
    site::{Site, Visitor},
    ward::operator,
};

const TRAILING: &str = "附則\n第３項及び前項の規定は、令和９年４月１日から適用する。";

async fn editions(site: &Site) -> Vec<Edition> {
    let set: Id<ClauseSet> = set().parse().unwrap();
    clauses::view(&site.home.ward, &operator(), set.uuid()).await.unwrap().set.editions
}

async fn save(officer: &mut Visitor<'_>, page: &Html, typed: &[(&str, &str)]) -> Html {
    let looked = press(officer, page, "", typed).await;
    assert_eq!(looked.status, StatusCode::OK, "{}", looked.text());
    let review = looked.page();
    let saved = press(officer, &review, "", &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    review
}

#[tokio::test]
async fn a_clause_that_is_moved_takes_every_reference_along() {
    let site = Site::sample().await;
    let mut officer = site.signed_in(Role::Officer).await;
    let ask = officer.get(&format!("/clauses/{}/revise", set())).await.page();
    let revised = press(&mut officer, &ask, "", &[]).await;
    assert_eq!(revised.status, StatusCode::SEE_OTHER, "{}", revised.text());
    let held = editions(&site).await;
    let [.., published, draft] = held.as_slice() else { panic!("{}", held.len()) };
    assert!(
        draft.clauses.iter().zip(&published.clauses).all(|(copy, clause)| copy.origin == clause.lineage())
    );
    let path = format!("/clauses/{}/editions/{}/text", set(), draft.id);
    let page = officer.get(&path).await.page();
    let review = save(&mut officer, &page, &[("trailing", TRAILING), ("captions", "behind")]).await;
    assert!(review.main().contains("後文の「第３項」は、３（適正収集）を指します。"), "{}", review.main());
    // The third behind the fifth, renamed and written anew.
    let page = officer.get(&path).await.page();
    let cards = keys(&page);
    let page = op(&mut officer, &page, &format!("down:{}", cards[2])).await;
    let page = op(&mut officer, &page, &format!("down:{}", cards[2])).await;
    let field = |part: &str| format!("clauses[{}].{part}", cards[2]);
    let (caption, text) = (field("caption"), field("text"));
    let typed =
        [(caption.as_str(), "集め方"), (text.as_str(), "受託者が集めるのは、仕事に要る事柄だけとする。")];
    let review = save(&mut officer, &page, &typed).await;
    let rows = review.texts("table tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    for words in ["後文", "第３項", "第５項"] {
        assert!(rows[0].contains(words), "{rows:?}");
    }
    let held = editions(&site).await;
    let now = held.last().unwrap();
    assert_eq!(now.trailing[1], "第５項及び前項の規定は、令和９年４月１日から適用する。");
    assert_eq!(now.clauses[4].origin, held[held.len() - 2].clauses[2].lineage());
    assert_eq!(now.clauses[18].body, held[held.len() - 2].clauses[18].body);
    // It is the same clause still, moved and changed; nothing came or went.
    let compare = officer.get(&format!("/clauses/{}/compare?to={}&only=true", set(), now.id)).await.page();
    let main = compare.main();
    assert!(main.contains("変わった条1、加わった条0、なくなった条0、移った条1"), "{main}");
    // Captions stand on the line of the number now.
    let shown = officer.get(&format!("/clauses/{}?edition={}", set(), now.id)).await.page();
    let beside = shown.texts(".article-text > .article-caption");
    assert_eq!(beside.first().map(String::as_str), Some("（基本的事項）"));
    assert!(shown.all(".articles > .article-caption").is_empty());
}
