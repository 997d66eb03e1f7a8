use azukari_core::{
    Result,
    audit::Action,
    policy::Permission,
    register::annex::{self, AnnexView},
};
use leptos::prelude::*;

use super::{PATH, held, named};
use crate::{
    components::{ButtonLink, Card, Empty, SectionHead},
    form::FormState,
    register::shelf::{self, ArchivedTag, Shelved, UseTable},
    routing::{Cx, Page, Reply},
};

/// GET /annexes/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = held(&cx).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new(named(&view.annex)).kicker("別紙").crumb("別紙", PATH);
    let page = page.history(&cx, "annex", view.annex.id);
    Ok(page.body(move || body(view, may_edit)))
}

fn body(view: AnnexView, may_edit: bool) -> impl IntoView {
    let AnnexView { annex, items } = view;
    let at = format!("{PATH}/{}", annex.id);
    let archived = annex.archived_on;
    let edit = |path: &str, words: &'static str| {
        let href = format!("{at}/{path}");
        may_edit.then(|| view! { <ButtonLink href>{words}</ButtonLink> })
    };
    let (entries, facts) = (edit("entries", "項目を変更する"), edit("edit", "標題と覚え書きを変更する"));
    let shelve = edit("archive", if archived.is_some() { "元に戻す" } else { "保管する" });
    let note = (!annex.note.is_empty()).then(|| view! { <p class="prewrap">{annex.note}</p> });
    let head = format!("{}（{}項目）", annex.title, annex.entries.len());
    let list = annex.entries.into_iter().map(|entry| view! { <li>{entry.name}</li> }).collect_view();
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            {note.map(|note| view! { <Card title="覚え書き" muted=true>{note}</Card> })}
            <Card title=head id="entries">
                <ol class="numbered-list">{list}</ol>
                <p class="cluster">{entries} {facts}</p>
            </Card>
            <section>
                <SectionHead title=format!("この別紙を使う案件（{}件）", items.len()) id="items"/>
                {if items.is_empty() {
                    view! {
                        <Empty title="この別紙を使う案件はまだありません">
                            <p>"案件の情報項目から、この別紙を指せます。"</p>
                        </Empty>
                    }
                        .into_any()
                } else {
                    view! {
                        <p class="support">"別紙を変えると、次のすべての案件に及びます。"</p>
                        <UseTable items label="この別紙を使う案件"/>
                    }
                        .into_any()
                }}
            </section>
            <p>{shelve}</p>
        </div>
    }
}

/// GET /annexes/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /annexes/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "別紙")?;
    let put_away = annex::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = annex::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx))).await
}

async fn shelved(cx: &Cx) -> Result<(Shelved, FormState)> {
    let view = held(cx).await?;
    let state = cx.new_form().seen(annex::whole_seen(&view.annex)?);
    let shelved = Shelved {
        noun: "別紙",
        name: named(&view.annex),
        list: PATH,
        at: format!("{PATH}/{}", view.annex.id),
        archived_on: view.annex.archived_on,
        items: view.items,
    };
    Ok((shelved, state))
}
