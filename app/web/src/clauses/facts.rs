//! What a clause set is called and what it calls the parties.

use azukari_core::{
    Result,
    audit::Action,
    clauses::{self, FactsInput},
};
use domain::clauses::{ClauseSet, Variant};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EditFrame, Need, Select, SelectOption, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /clauses/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = clauses::view(cx.ward(), cx.actor()?, cx.id("id", "特記事項")?).await?;
    let state = cx.edit_form(stored(&cx, &view.set)?).await?;
    Ok(page(&view.set, state))
}

/// POST /clauses/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "特記事項")?;
    let done =
        clauses::change_facts(cx.ward(), cx.actor()?, id, cx.change(Action::Edit), &input(cx.form())).await;
    let view = clauses::view(cx.ward(), cx.actor()?, id).await?;
    let now = stored(&cx, &view.set);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { now }, |state| page(&view.set, state)).await
}

fn stored(cx: &Cx, set: &ClauseSet) -> Result<FormState> {
    Ok(filled(cx.new_form(), &FactsInput::of(set)).seen(clauses::facts_seen(set)?))
}

/// A form filled with facts.
pub(super) fn filled(state: FormState, input: &FactsInput) -> FormState {
    input.fields().into_iter().fold(state, |state, (name, value)| state.replace(name, value))
}

/// What the form sends.
pub(super) fn input(form: &Posted) -> FactsInput {
    FactsInput::read(|name| form.get(name).to_owned())
}

fn page(set: &ClauseSet, state: FormState) -> Page {
    let (at, name) = (format!("{PATH}/{}", set.id), set.name.clone());
    Page::new(format!("{name}の名称と呼び方の変更"))
        .kicker("特記事項")
        .crumb("特記事項", PATH)
        .crumb(name, at.clone())
        .lead("名称、型、題名と、当事者の呼び方を変えます。条文は変わりません。")
        .body(move || {
            let action = format!("{at}/edit");
            view! {
                <div class="narrow stack">
                    <EditFrame action state=state.clone() back=at>
                        <FactsFields state/>
                    </EditFrame>
                </div>
            }
        })
}

/// The fields of a set's facts.
#[component]
pub(super) fn FactsFields(state: FormState) -> impl IntoView {
    let field = |name: &str| state.field(name);
    let known = Variant::ALL.iter().map(|variant| SelectOption::new(variant.code(), variant.word()));
    let own = SelectOption::new("own", "その他の型");
    let options =
        std::iter::once(SelectOption::new("", "選んでください")).chain(known).chain([own]).collect();
    let (name, variant, variant_own) = (field("name"), field("variant"), field("variant_own"));
    let (title, ward) = (field("title"), field("ward_label"));
    let (contractor, subcontractor) = (field("contractor_label"), field("subcontractor_label"));
    view! {
        <TextInput label="名称" field=name need=Need::Required hint="区の中での呼び名です。例：基本型、再委託承諾型"/>
        <Select
            label="型"
            field=variant
            options
            need=Need::Required
            hint="基本型は再委託をしない契約に、再委託承諾型は承諾があれば再委託できる契約に、再委託先型は再委託の契約に付します。"
        />
        <TextInput label="その他の型の名前" field=variant_own hint="型で「その他の型」を選んだときに入力します。"/>
        <TextInput label="題名" field=title need=Need::Required hint="印字する題名です。例：特記事項"/>
        <TextInput label="区の呼び方" field=ward need=Need::Required width="short" hint="条文の中での呼び方です。例：甲、発注者"/>
        <TextInput label="受託事業者の呼び方" field=contractor need=Need::Required width="short" hint="例：乙、受注者"/>
        <TextInput
            label="再委託先の呼び方"
            field=subcontractor
            width="short"
            hint="例：丙。条文に出てこなければ空のままにします。"
        />
    }
}
