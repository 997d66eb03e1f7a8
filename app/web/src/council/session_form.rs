use azukari_core::{
    Error, Result,
    council::session::{self, SessionInput},
};
use domain::{Id, council::Session};
use http::StatusCode;
use leptos::prelude::*;

use super::{SESSIONS, words};
use crate::{
    components::{
        Button, ButtonKind, ButtonLink, DateInput, FormActions, FormFrame, Need, Notice, TextArea, TextInput,
        Tone,
    },
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// The version the person saw.
const SEEN: &str = "seen";

/// GET /sessions/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(new_page(cx.new_form()))
}

/// POST /sessions
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    match session::create(cx.ward(), cx.actor()?, &input(cx.form()), cx.key()).await {
        Ok(id) => Ok(Reply::see_other(format!("{SESSIONS}/{id}"))),
        Err(error) => cx.retry(error, new_page),
    }
}

/// GET /sessions/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let page = session::page(cx.ward(), cx.actor()?, cx.id("id", "審議会の回")?.into()).await?;
    let stored = SessionInput::of(&page.session);
    let state = cx
        .new_form()
        .with("fiscal_year", stored.fiscal_year)
        .with("number", stored.number)
        .with("held_on", stored.held_on)
        .with(SEEN, page.version.to_string());
    Ok(edit_page(&page.session, state, None))
}

/// POST /sessions/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id: Id<Session> = cx.id("id", "審議会の回")?.into();
    let seen = cx.form().get(SEEN).parse().unwrap_or_default();
    match session::update(cx.ward(), cx.actor()?, id, seen, &input(cx.form())).await {
        Ok(()) => Ok(Reply::see_other(format!("{SESSIONS}/{id}"))),
        Err(Error::Conflict(_)) => conflict(&cx, id).await,
        Err(error) => {
            let page = session::page(cx.ward(), cx.actor()?, id).await?;
            cx.retry(error, |state| edit_page(&page.session, state, None))
        }
    }
}

/// Somebody else was faster: both texts, and whoever saves now has seen them.
async fn conflict(cx: &Cx, id: Id<Session>) -> Result<Reply> {
    let page = session::page(cx.ward(), cx.actor()?, id).await?;
    let typed = input(cx.form());
    let state = cx
        .new_form()
        .with("fiscal_year", typed.fiscal_year)
        .with("number", typed.number)
        .with("held_on", typed.held_on)
        .with("reason", typed.reason)
        .with(SEEN, page.version.to_string());
    let stored = format!("{}　開催日 {}", page.session.label(), words::day(page.session.held_on));
    Ok(edit_page(&page.session, state, Some(stored)).status(StatusCode::CONFLICT).into())
}

fn input(form: &Posted) -> SessionInput {
    SessionInput {
        fiscal_year: form.get("fiscal_year").to_owned(),
        number: form.get("number").to_owned(),
        held_on: form.get("held_on").to_owned(),
        reason: form.get("reason").to_owned(),
    }
}

fn new_page(state: FormState) -> Page {
    Page::new("審議会の回の登録")
        .crumb("審議会の回", SESSIONS)
        .body(move || view! { <div class="narrow"><SessionForm action=SESSIONS.to_owned() back=SESSIONS.to_owned() state/></div> })
}

fn edit_page(session: &Session, state: FormState, stored: Option<String>) -> Page {
    let at = format!("{SESSIONS}/{}", session.id);
    let label = session.label();
    Page::new(format!("{label}の変更")).crumb("審議会の回", SESSIONS).crumb(label, at.clone()).body(move || {
        let notice = stored.map(|stored| {
            view! {
                <Notice title="ほかの人が先に変更しました。まだ保存していません。" tone=Tone::Warning>
                    <p>{format!("いま保存されている内容：{stored}")}</p>
                    <p>"下の欄は、あなたが入力した内容です。このまま「保存する」を押すと、こちらに置き換わります。"</p>
                </Notice>
            }
        });
        let action = format!("{at}/edit");
        view! { <div class="narrow stack">{notice}<SessionForm action back=at state/></div> }
    })
}

#[component]
fn SessionForm(action: String, back: String, state: FormState) -> impl IntoView {
    let (year, number, day) = (state.field("fiscal_year"), state.field("number"), state.field("held_on"));
    let seen = state.value(SEEN).to_owned();
    let why = (!seen.is_empty()).then(|| {
        view! {
            <TextArea
                label="変更の理由"
                field=state.field("reason")
                hint="変更履歴に残ります。500文字まで。"
                rows=3
            />
        }
    });
    let seen = (!seen.is_empty()).then(|| view! { <input type="hidden" name=SEEN value=seen/> });
    view! {
        <FormFrame action state>
            {seen}
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
            {why}
            <FormActions>
                <Button kind=ButtonKind::Primary>"保存する"</Button>
                <ButtonLink href=back>"保存せずに戻る"</ButtonLink>
            </FormActions>
        </FormFrame>
    }
}
