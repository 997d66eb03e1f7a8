use azukari_core::{
    Result,
    audit::Action,
    register::{
        SectionName,
        business::{self, BusinessInput, BusinessView},
        sections,
    },
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EditFrame, Need, Select, SelectOption, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /registered-businesses/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    let sections = living(&cx).await?;
    let state = cx.new_form().with("section", cx.query().get("section"));
    Ok(new_page(sections, cx.edit_form(state).await?))
}

/// POST /registered-businesses/new
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let sections = living(&cx).await?;
    let done = business::create(cx.ward(), cx.actor()?, cx.key(), &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{PATH}/{id}"), stored, |state| new_page(sections, state)).await
}

/// GET /registered-businesses/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = business::view(cx.ward(), cx.actor()?, cx.id("id", "登録業務")?).await?;
    let sections = living(&cx).await?;
    let state = cx.edit_form(stored(&cx, &view)).await?;
    Ok(edit_page(view, sections, state))
}

/// POST /registered-businesses/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "登録業務")?;
    let (change, input) = (cx.change(Action::Edit), input(cx.form()));
    let done = business::change(cx.ward(), cx.actor()?, id, change, &input).await;
    let view = business::view(cx.ward(), cx.actor()?, id).await?;
    let sections = living(&cx).await?;
    let now = stored(&cx, &view);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { Ok(now) }, |state| edit_page(view, sections, state))
        .await
}

fn input(form: &Posted) -> BusinessInput {
    BusinessInput::read(|name| form.get(name).to_owned())
}

fn stored(cx: &Cx, view: &BusinessView) -> FormState {
    let fields = BusinessInput::of(&view.business).fields();
    let state = fields.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    state.seen(view.facts_seen.clone())
}

/// The sections that are there today or later.
async fn living(cx: &Cx) -> Result<Vec<SectionName>> {
    let today = cx.ward().clock().today();
    let all = sections(cx.ward(), cx.actor()?).await?;
    Ok(all.into_iter().filter(|section| section.valid_to.is_none_or(|to| to >= today)).collect())
}

fn new_page(sections: Vec<SectionName>, state: FormState) -> Page {
    Page::new("登録業務の登録").crumb("登録業務", PATH).body(move || {
        let action = format!("{PATH}/new");
        view! {
            <div class="narrow stack">
                <BusinessForm sections action back=PATH.to_owned() state fresh=true/>
            </div>
        }
    })
}

fn edit_page(view: BusinessView, sections: Vec<SectionName>, state: FormState) -> Page {
    let at = format!("{PATH}/{}", view.business.id);
    let mut sections = sections;
    // One that has ended stays chosen until another is.
    if let Some(own) = view.section
        && sections.iter().all(|section| section.id != own.id)
    {
        sections.push(own);
    }
    let name = view.business.name;
    Page::new(format!("{name}の変更")).crumb("登録業務", PATH).crumb(name, at.clone()).body(move || {
        let action = format!("{at}/edit");
        view! {
            <div class="narrow stack"><BusinessForm sections action back=at state fresh=false/></div>
        }
    })
}

#[component]
fn BusinessForm(
    sections: Vec<SectionName>,
    action: String,
    back: String,
    state: FormState,
    fresh: bool,
) -> impl IntoView {
    let choose = SelectOption::new("", "選んでください");
    let options = sections.iter().map(|section| {
        let ended = if section.valid_to.is_some() { "（廃止）" } else { "" };
        SelectOption::new(section.id.to_string(), format!("{}{ended}", section.full()))
    });
    let options: Vec<_> = std::iter::once(choose).chain(options).collect();
    let (name, reading, section) = (state.field("name"), state.field("reading"), state.field("section"));
    let submit = if fresh { "登録する" } else { "保存する" };
    view! {
        <EditFrame action state back submit ask_reason=!fresh>
            <TextInput label="登録業務の名称" field=name need=Need::Required hint="様式に印字します。"/>
            <TextInput label="よみ" field=reading hint="ひらがなでもカタカナでも探せるようになります。"/>
            <Select label="担当課" field=section options need=Need::Required/>
        </EditFrame>
    }
}
