use azukari_core::{
    Result,
    audit::Action,
    council::session::{self, SessionInput, SessionPage},
};
use domain::{Id, council::Session};
use leptos::prelude::*;

use super::SESSIONS;
use crate::{
    components::{DateInput, EditFrame, Need, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /sessions/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(new_page(cx.edit_form(cx.new_form()).await?))
}

/// POST /sessions/new
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let done = session::create(cx.ward(), cx.actor()?, cx.key(), &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{SESSIONS}/{id}"), stored, new_page).await
}

/// GET /sessions/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let page = session::page(cx.ward(), cx.actor()?, cx.id("id", "審議会の回")?.into()).await?;
    let state = cx.edit_form(stored(&cx, &page)).await?;
    Ok(edit_page(&page.session, state))
}

/// POST /sessions/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id: Id<Session> = cx.id("id", "審議会の回")?.into();
    let change = cx.change(Action::Edit);
    let done = session::change(cx.ward(), cx.actor()?, id, change, &input(cx.form())).await;
    let page = session::page(cx.ward(), cx.actor()?, id).await?;
    let now = stored(&cx, &page);
    let back = |()| format!("{SESSIONS}/{id}");
    cx.finish(done, back, async { Ok(now) }, |state| edit_page(&page.session, state)).await
}

fn input(form: &Posted) -> SessionInput {
    SessionInput::read(|name| form.get(name).to_owned())
}

fn stored(cx: &Cx, page: &SessionPage) -> FormState {
    let fields = SessionInput::of(&page.session).fields().into_iter();
    let state = fields.fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    state.seen(page.seen.clone())
}

fn new_page(state: FormState) -> Page {
    Page::new("審議会の回の登録").crumb("審議会の回", SESSIONS).body(move || {
        let action = format!("{SESSIONS}/new");
        view! {
            <div class="narrow stack">
                <SessionForm action back=SESSIONS.to_owned() state submit="登録する" ask_reason=false/>
            </div>
        }
    })
}

fn edit_page(session: &Session, state: FormState) -> Page {
    let at = format!("{SESSIONS}/{}", session.id);
    let label = session.label();
    Page::new(format!("{label}の変更")).crumb("審議会の回", SESSIONS).crumb(label, at.clone()).body(
        move || {
            let action = format!("{at}/edit");
            view! {
                <div class="narrow stack">
                    <SessionForm action back=at state submit="保存する" ask_reason=true/>
                </div>
            }
        },
    )
}

#[component]
fn SessionForm(
    action: String,
    back: String,
    state: FormState,
    submit: &'static str,
    ask_reason: bool,
) -> impl IntoView {
    let (year, number, day) = (state.field("fiscal_year"), state.field("number"), state.field("held_on"));
    view! {
        <EditFrame action state back submit ask_reason>
            <TextInput
                label="年度"
                field=year
                need=Need::Required
                width="short"
                hint="例：令和8年度、R8、2026"
            />
            <TextInput
                label="回"
                field=number
                need=Need::Required
                width="short"
                inputmode="numeric"
                hint="その年度の何回目か。例：第3回なら3"
            />
            <DateInput
                label="開催日"
                field=day
                hint="決まっていなければ空のままにします。例：令和8年11月22日、R8.11.22、2026-11-22"
            />
        </EditFrame>
    }
}
