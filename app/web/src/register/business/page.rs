use azukari_core::{
    Result,
    audit::Action,
    policy::Permission,
    register::business::{self, BusinessView},
};
use leptos::prelude::*;
use uuid::Uuid;

use super::PATH;
use crate::{
    components::{ButtonLink, Card, Description, DescriptionRow, Empty, SectionHead},
    form::FormState,
    register::shelf::{self, ArchivedTag, Shelved, UseTable},
    routing::{Cx, Page, Reply},
};

/// GET /registered-businesses/{id}
pub(super) async fn page(cx: Cx) -> Result<Page> {
    let view = business::view(cx.ward(), cx.actor()?, cx.id("id", "登録業務")?).await?;
    let may_edit = cx.may(Permission::EditRegister);
    let page = Page::new(view.business.name.clone()).kicker("登録業務").crumb("登録業務", PATH);
    let page = page.history(&cx, "registered_business", view.business.id);
    Ok(page.body(move || body(view, may_edit)))
}

fn body(view: BusinessView, may_edit: bool) -> impl IntoView {
    let BusinessView { business, section, items, .. } = view;
    let at = format!("{PATH}/{}", business.id);
    let archived = business.archived_on;
    let put_away = if archived.is_some() { "元に戻す" } else { "保管する" };
    let actions = may_edit.then(|| {
        view! {
            <div class="cluster">
                <ButtonLink href=format!("{at}/edit")>"変更する"</ButtonLink>
                <ButtonLink href=format!("{at}/archive")>{put_away}</ButtonLink>
            </div>
        }
    });
    let reading = if business.reading.is_empty() {
        view! { <span class="support">"未登録"</span> }.into_any()
    } else {
        business.reading.into_any()
    };
    let section = section.map(|section| {
        view! { <a href=format!("/organisation/sections/{}", section.id)>{section.full()}</a> }
    });
    view! {
        <div class="stack-wide">
            {archived.map(|_| view! { <p><ArchivedTag archived_on=archived/></p> })}
            <Card title="概要">
                <Description>
                    <DescriptionRow term="よみ">{reading}</DescriptionRow>
                    <DescriptionRow term="担当課">{section}</DescriptionRow>
                </Description>
                {actions}
            </Card>
            <section>
                <SectionHead title=format!("この登録業務の案件（{}件）", items.len()) id="items"/>
                {if items.is_empty() {
                    view! { <Empty title="この登録業務を選んだ案件はありません"/> }.into_any()
                } else {
                    view! { <UseTable items label="この登録業務の案件"/> }.into_any()
                }}
            </section>
        </div>
    }
}

/// GET /registered-businesses/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx, cx.id("id", "登録業務")?).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /registered-businesses/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "登録業務")?;
    let put_away = business::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = business::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx, id))).await
}

async fn shelved(cx: &Cx, id: Uuid) -> Result<(Shelved, FormState)> {
    let view = business::view(cx.ward(), cx.actor()?, id).await?;
    let state = cx.new_form().seen(view.whole_seen);
    let shelved = Shelved {
        noun: "登録業務",
        name: view.business.name,
        list: PATH,
        at: format!("{PATH}/{id}"),
        archived_on: view.business.archived_on,
        items: view.items,
    };
    Ok((shelved, state))
}
