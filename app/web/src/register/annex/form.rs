use azukari_core::{
    Result,
    audit::Action,
    register::{
        annex::{self, AnnexInput, AnnexView},
        edit::REASON_FIELD,
    },
};
use domain::annex::Annex;
use leptos::prelude::*;

use super::{PATH, Shared, held, named};
use crate::{
    components::{EditFrame, Need, TextArea, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /annexes/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(new_page(cx.edit_form(cx.new_form().with("title", "記録項目")).await?))
}

/// POST /annexes
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let reason = cx.form().get(REASON_FIELD);
    let done = annex::create(cx.ward(), cx.actor()?, cx.key(), reason, &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{PATH}/{id}/entries"), stored, new_page).await
}

/// GET /annexes/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = held(&cx).await?;
    let state = cx.edit_form(stored(&cx, &view.annex)?).await?;
    Ok(edit_page(view, state))
}

/// POST /annexes/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "別紙")?;
    let change = cx.change(Action::Edit);
    let done = annex::change_facts(cx.ward(), cx.actor()?, id, change, &input(cx.form())).await;
    let view = held(&cx).await?;
    let now = stored(&cx, &view.annex);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { now }, |state| edit_page(view, state)).await
}

fn stored(cx: &Cx, annex: &Annex) -> Result<FormState> {
    let input = AnnexInput::of(annex);
    let state = cx.new_form().with("title", input.title).with("note", input.note);
    Ok(state.seen(annex::facts_seen(annex)?))
}

fn input(form: &Posted) -> AnnexInput {
    AnnexInput { title: form.get("title").to_owned(), note: form.get("note").to_owned() }
}

fn new_page(state: FormState) -> Page {
    Page::new("別紙の作成").crumb("別紙", PATH).lead("次の画面で項目を入れます。").body(move || {
        view! { <div class="narrow stack"><AnnexForm action=PATH.to_owned() back=PATH.to_owned() state fresh=true/></div> }
    })
}

fn edit_page(view: AnnexView, state: FormState) -> Page {
    let at = format!("{PATH}/{}", view.annex.id);
    let name = named(&view.annex);
    Page::new(format!("{name}の標題と覚え書き")).crumb("別紙", PATH).crumb(name, at.clone()).body(move || {
        let action = format!("{at}/edit");
        view! {
            <div class="narrow stack">
                <Shared items=view.items/>
                <AnnexForm action back=at state fresh=false/>
            </div>
        }
    })
}

#[component]
fn AnnexForm(action: String, back: String, state: FormState, fresh: bool) -> impl IntoView {
    let (title, note) = (state.field("title"), state.field("note"));
    let submit = if fresh { "作って項目を入れる" } else { "保存する" };
    view! {
        <EditFrame action state back submit ask_reason=!fresh>
            <TextInput label="標題" field=title need=Need::Required hint="別紙に印字します。"/>
            <TextArea label="覚え書き" field=note rows=3 hint="区の中だけの覚えです。印字も公開もしません。"/>
        </EditFrame>
    }
}
