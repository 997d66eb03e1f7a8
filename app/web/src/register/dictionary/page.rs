use azukari_core::{
    Result,
    audit::Action,
    policy::Permission,
    register::dictionary::{self, EntryView},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::{PATH, list::Flags};
use crate::{
    components::{ButtonLink, Card, Description, DescriptionRow, Empty, SectionHead},
    form::FormState,
    register::{
        grouped,
        shelf::{self, ArchivedTag, Shelved, UseTable},
    },
    routing::{Cx, Page, Reply},
};

const NOUN: &str = "情報項目の辞書";

/// GET /dictionary/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = dictionary::view(cx.ward(), cx.actor()?, cx.id("id", "情報項目")?).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new(view.entry.name.clone()).kicker(NOUN).crumb("管理", "/admin").crumb(NOUN, PATH);
    let page = page.history(&cx, "dictionary_entry", view.entry.id);
    Ok(page.body(move || body(view, may_edit)))
}

fn body(view: EntryView, may_edit: bool) -> impl IntoView {
    let EntryView { entry, count, items, .. } = view;
    let at = format!("{PATH}/{}", entry.id);
    let archived = entry.archived_on;
    let put_away = if archived.is_some() { "元に戻す" } else { "保管する" };
    let actions = may_edit.then(|| {
        view! {
            <div class="cluster">
                <ButtonLink href=format!("{at}/edit")>"変更する"</ButtonLink>
                <ButtonLink href=format!("{at}/archive")>{put_away}</ButtonLink>
            </div>
        }
    });
    let reading = if entry.reading.is_empty() {
        view! { <span class="support">"未登録"</span> }.into_any()
    } else {
        entry.reading.into_any()
    };
    let flags = if entry.sensitive || entry.my_number {
        view! { <Flags sensitive=entry.sensitive my_number=entry.my_number/> }.into_any()
    } else {
        "なし".into_any()
    };
    let more = (count > u64::try_from(items.len()).unwrap_or(u64::MAX)).then(|| {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", &entry.name).finish();
        view! { <p><a href=format!("/items?{query}")>"案件の一覧で探す"</a></p> }
    });
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            <Card title="概要">
                <Description>
                    <DescriptionRow term="よみ">{reading}</DescriptionRow>
                    <DescriptionRow term="区分">{flags}</DescriptionRow>
                </Description>
                {actions}
            </Card>
            <section>
                <SectionHead title=format!("この情報項目のある案件（{}件）", grouped(count)) id="items"/>
                {if items.is_empty() {
                    view! { <Empty title="この名前の情報項目のある案件はありません"/> }.into_any()
                } else {
                    view! { <UseTable items label="この情報項目のある案件"/> }.into_any()
                }}
                {more}
            </section>
        </div>
    }
}

/// GET /dictionary/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx, cx.id("id", "情報項目")?).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /dictionary/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "情報項目")?;
    let put_away = dictionary::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = dictionary::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx, id))).await
}

/// Items have copies of the word: they do not stand in the way.
async fn shelved(cx: &Cx, id: Uuid) -> Result<(Shelved, FormState)> {
    let view = dictionary::view(cx.ward(), cx.actor()?, id).await?;
    let state = cx.new_form().seen(view.whole_seen);
    let shelved = Shelved {
        noun: "情報項目",
        name: view.entry.name,
        list: PATH,
        at: format!("{PATH}/{id}"),
        archived_on: view.entry.archived_on,
        items: Vec::new(),
    };
    Ok((shelved, state))
}
