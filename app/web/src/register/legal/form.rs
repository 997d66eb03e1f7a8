use azukari_core::{
    Result,
    audit::Action,
    register::legal::{self, LegalInput, LegalView, label_field},
};
use domain::{
    item::{FormRow, ItemKind},
    legal::Route,
};
use leptos::prelude::*;

use super::{PATH, page::name};
use crate::{
    components::{DateInput, EditFrame, Need, Notice, Select, SelectOption, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /legal-bases/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(new_page(cx.edit_form(cx.new_form()).await?))
}

/// POST /legal-bases/new
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let done = legal::create(cx.ward(), cx.actor()?, cx.key(), &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{PATH}/{id}"), stored, new_page).await
}

/// GET /legal-bases/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = legal::view(cx.ward(), cx.actor()?, cx.id("id", "根拠")?).await?;
    let state = cx.edit_form(stored(&cx, &view)).await?;
    Ok(edit_page(&view, state))
}

/// POST /legal-bases/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "根拠")?;
    let (change, input) = (cx.change(Action::Edit), input(cx.form()));
    let done = legal::change(cx.ward(), cx.actor()?, id, change, &input).await;
    let view = legal::view(cx.ward(), cx.actor()?, id).await?;
    let now = stored(&cx, &view);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { Ok(now) }, |state| edit_page(&view, state)).await
}

/// What the form sends.
pub(super) fn input(form: &Posted) -> LegalInput {
    LegalInput::read(|name| form.get(name).to_owned())
}

/// A form filled with an article.
pub(super) fn filled(state: FormState, input: &LegalInput) -> FormState {
    input.fields().into_iter().fold(state, |state, (name, value)| state.with(&name, value))
}

fn stored(cx: &Cx, view: &LegalView) -> FormState {
    filled(cx.new_form(), &LegalInput::of(&view.basis)).seen(view.facts_seen.clone())
}

fn new_page(state: FormState) -> Page {
    Page::new("根拠の登録").crumb("管理", "/admin").crumb("根拠", PATH).body(move || {
        let action = format!("{PATH}/new");
        view! {
            <div class="narrow stack">
                <BasisForm action back=PATH.to_owned() state submit="登録する" ask_reason=false/>
            </div>
        }
    })
}

fn edit_page(view: &LegalView, state: FormState) -> Page {
    let (at, name) = (format!("{PATH}/{}", view.basis.id), name(&view.basis));
    let count = view.items.len();
    Page::new(format!("{name}の変更")).crumb("管理", "/admin").crumb("根拠", PATH).crumb(name, at.clone()).body(
        move || {
            let used = (count > 0).then(|| {
                let successor = format!("{at}/successor");
                view! {
                    <Notice title=format!("この根拠による案件が{count}件あります")>
                        <p>
                            "印字する語を変えると、これから作る資料の表記も変わります。条例の改正のときは、ここで変えずに "
                            <a href=successor>"改正後の根拠を作って"</a>
                            " ください。"
                        </p>
                    </Notice>
                }
            });
            let action = format!("{at}/edit");
            view! {
                <div class="narrow stack">
                    {used}
                    <BasisForm action back=at state submit="保存する" ask_reason=true/>
                </div>
            }
        },
    )
}

/// The form of an article.
#[component]
pub(super) fn BasisForm(
    action: String,
    back: String,
    state: FormState,
    submit: &'static str,
    ask_reason: bool,
) -> impl IntoView {
    let choose = || std::iter::once(SelectOption::new("", "選んでください"));
    let kinds = ItemKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word()));
    let kinds: Vec<_> = choose().chain(kinds).collect();
    let routes = Route::ALL.iter().map(|route| SelectOption::new(route.code(), route.word()));
    let routes: Vec<_> = choose().chain(routes).collect();
    let field = |name: &str| state.field(name);
    let (instrument, article, kind, route) =
        (field("instrument"), field("article"), field("item_kind"), field("route"));
    let (cover, title) = (field("cover_label"), field("form_title"));
    let (heading, form_article) = (field("form_heading"), field("form_article"));
    let (from, to) = (field("valid_from"), field("valid_to"));
    let labels = labels(&state);
    view! {
        <EditFrame action state back submit ask_reason>
            <TextInput label="条例・法律の名前" field=instrument need=Need::Required hint="例：見本区個人情報保護条例"/>
            <TextInput label="条項" field=article need=Need::Required hint="表紙に印字します。例：第１２条第１項"/>
            <Select label="案件の種別" field=kind options=kinds need=Need::Required/>
            <Select
                label="付議の区分"
                field=route
                options=routes
                need=Need::Required
                hint="諮問と報告は、様式の◇の行に「諮問事項」「報告事項」と印字します。"
            />
            <DateInput label="始まりの日" field=from/>
            <DateInput
                label="終わりの日"
                field=to
                hint="廃止された条項だけに入れます。この日まで有効とします。例：令和5年3月31日"
            />
            <TextInput
                label="表紙の括弧内の語"
                field=cover
                need=Need::Required
                hint="表紙に「◇条項（この語）」と印字します。例：業務委託"
            />
            <TextInput label="様式の題名" field=title need=Need::Required hint="例：別紙（業務委託）"/>
            <TextInput
                label="様式の◇の行の語"
                field=heading
                need=Need::Required
                hint="例：個人情報の処理等を伴う業務の委託"
            />
            <TextInput label="様式の◇の行の条項" field=form_article hint="空なら、この行に条項を印字しません。"/>
            {labels}
        </EditFrame>
    }
}

/// The ward's own wording of the rows, folded away until it is wanted.
fn labels(state: &FormState) -> impl IntoView + use<> {
    let fields: Vec<_> = FormRow::of(ItemKind::Outsourcing)
        .iter()
        .map(|row| (*row, state.field(&label_field(*row))))
        .collect();
    let open = fields.iter().any(|(_, field)| !field.value.is_empty() || !field.errors.is_empty());
    let inputs = fields
        .into_iter()
        .map(|(row, field)| {
            let label = format!("「{}」の行", row.label(ItemKind::Outsourcing));
            view! { <TextInput label field/> }
        })
        .collect_view();
    view! {
        <details open=open>
            <summary>"様式の行の見出しを独自の語にする"</summary>
            <div class="stack">
                <p class="support">"空の行には、案件の種別ごとの標準の見出しを印字します。様式にない行の語は使われません。"</p>
                {inputs}
            </div>
        </details>
    }
}
