use azukari_core::{
    Result,
    register::{SearchGroup, SearchHit, search},
};
use domain::bundle::Noun;
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Button, ButtonKind, Empty, Excerpt, Hits, Need, SectionHead, TextInput},
    form::Field,
    register::grouped,
    routing::{Cx, Page, place},
};

/// GET /search
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let asked = cx.query().get("q").to_owned();
    let found = search(cx.ward(), cx.actor()?, &asked).await?;
    let page = Page::new("検索").lead("台帳のすべての言葉から探します。");
    Ok(page.body(move || {
        let field = Field::plain("q", asked.clone());
        let results = if found.words.is_empty() {
            view! { <p>"探す言葉を入力してください。空白で区切ると、すべての言葉を含むものを探します。"</p> }.into_any()
        } else if found.groups.is_empty() {
            view! {
                <Empty title="見つかりませんでした">
                    <p>"別の言葉でお試しください。全角と半角、ひらがなとカタカナの違いは気にせず探せます。"</p>
                </Empty>
            }
            .into_any()
        } else {
            let of_noun = |found_of: SearchGroup| group(&cx, found_of, &asked, &found.words);
            found.groups.into_iter().map(of_noun).collect_view().into_any()
        };
        view! {
            <div class="stack">
                <form class="filters stack" method="get" action=PATH role="search" aria-label="検索の言葉">
                    <TextInput label="探す言葉" field kind="search" need=Need::Unsaid/>
                    <div class="cluster"><Button kind=ButtonKind::Primary>"検索する"</Button></div>
                </form>
                {results}
            </div>
        }
    }))
}

fn group(cx: &Cx, group: SearchGroup, asked: &str, words: &[String]) -> impl IntoView + use<> {
    let count = format!("{}件{}", grouped(group.total), if group.more { "以上" } else { "" });
    let shown = u64::try_from(group.hits.len()).unwrap_or(u64::MAX);
    let all = (group.noun == Noun::Item && group.total > shown).then(|| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", asked);
        let href = format!("/items?{}", query.finish());
        view! { <p><a class="hit" href=href>{format!("案件のすべて（{count}）を一覧で見る")}</a></p> }
    });
    let hits = group.hits.into_iter().map(|found| hit(cx, found, words)).collect_view();
    view! {
        <section class="stack">
            <SectionHead title=format!("{}（{count}）", group.noun.word())/>
            <ul class="search-hits">{hits}</ul>
            {all}
        </section>
    }
}

/// A hit, with the way to where it is shown if this person may go there.
fn hit(cx: &Cx, hit: SearchHit, words: &[String]) -> impl IntoView + use<> {
    let words = words.to_vec();
    let title = view! { <Hits text=hit.title words=words.clone()/> };
    let (kind, id) = hit.shown_on;
    let title = match place(kind, id).filter(|path| cx.opens(path)) {
        Some(path) => view! { <a href=path>{title}</a> }.into_any(),
        None => title.into_any(),
    };
    let detail = (!hit.detail.is_empty()).then(|| {
        view! { <span class="support"><Hits text=hit.detail words=words.clone()/></span> }
    });
    let line = hit.line.map(|text| view! { <span class="hit-line"><Excerpt text words/></span> });
    view! { <li class="search-hit"><span class="search-hit-title">{title}</span>{detail}{line}</li> }
}
