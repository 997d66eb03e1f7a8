use azukari_core::{
    Result,
    audit::Action,
    policy::{Permission, reach},
    register::{
        SectionName,
        edit::REASON_FIELD,
        programme::{self, ProgrammeInput},
        sections,
    },
};
use domain::programme::Programme;
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EditFrame, Need, Select, SelectOption, TextArea, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

const FIELDS: [&str; 5] = ["name", "reading", "section", "purpose", "subjects"];

/// GET /programmes/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    let options = options(&cx, None).await?;
    Ok(new_page(options, cx.edit_form(cx.new_form()).await?))
}

/// POST /programmes
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let reason = cx.form().get(REASON_FIELD);
    let done = programme::create(cx.ward(), cx.actor()?, cx.key(), reason, &input(cx.form())).await;
    let options = options(&cx, None).await?;
    let stored = async { Ok(cx.new_form()) };
    let to = |id| format!("{PATH}/{id}/description");
    cx.finish(done, to, stored, |state| new_page(options, state)).await
}

/// GET /programmes/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let programme = held(&cx).await?;
    let options = options(&cx, Some(&programme)).await?;
    let state = cx.edit_form(stored(&cx, &programme)?).await?;
    Ok(edit_page(&programme, options, state))
}

/// POST /programmes/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業")?;
    let change = cx.change(Action::Edit);
    let done = programme::change_outline(cx.ward(), cx.actor()?, id, change, &input(cx.form())).await;
    let programme = held(&cx).await?;
    let options = options(&cx, Some(&programme)).await?;
    let now = async { stored(&cx, &programme) };
    cx.finish(done, |()| format!("{PATH}/{id}"), now, |state| edit_page(&programme, options, state)).await
}

/// The programme, if it may be changed by who asks.
pub(super) async fn held(cx: &Cx) -> Result<Programme> {
    programme::open(cx.ward(), cx.actor()?, cx.id("id", "事業")?).await
}

/// The sections there are today that who asks may give a programme to, and the
/// one that is chosen already. The only one there is needs no choosing.
async fn options(cx: &Cx, programme: Option<&Programme>) -> Result<Vec<SelectOption>> {
    let today = cx.ward().clock().today();
    let chosen = programme.map(|programme| programme.section.uuid());
    let reach = reach(cx.actor()?, Permission::EditProgrammes);
    let open = |section: &SectionName| {
        let lives = section.valid_to.is_none_or(|last| last >= today);
        (lives && reach.holds(section.id)) || Some(section.id) == chosen
    };
    let sections = sections(cx.ward(), cx.actor()?).await?;
    let option = |section: SectionName| SelectOption::new(section.id.to_string(), section.full());
    let mut options: Vec<SelectOption> = sections.into_iter().filter(open).map(option).collect();
    if options.len() != 1 {
        options.insert(0, SelectOption::new("", "選んでください"));
    }
    Ok(options)
}

fn stored(cx: &Cx, programme: &Programme) -> Result<FormState> {
    let input = ProgrammeInput::of(programme);
    let texts = [input.name, input.reading, input.section, input.purpose, input.subjects];
    let state =
        FIELDS.into_iter().zip(texts).fold(cx.new_form(), |state, (name, text)| state.with(name, text));
    Ok(state.seen(programme::outline_seen(programme)?))
}

fn input(form: &Posted) -> ProgrammeInput {
    let text = |name: &str| form.get(name).to_owned();
    ProgrammeInput {
        name: text("name"),
        reading: text("reading"),
        section: text("section"),
        purpose: text("purpose"),
        subjects: text("subjects"),
    }
}

fn new_page(options: Vec<SelectOption>, state: FormState) -> Page {
    Page::new("事業の登録").crumb("事業", PATH).lead("次の画面で事業内容を入れます。").body(move || {
        view! {
            <div class="narrow stack">
                <OutlineForm action=PATH.to_owned() back=PATH.to_owned() options state fresh=true/>
            </div>
        }
    })
}

fn edit_page(programme: &Programme, options: Vec<SelectOption>, state: FormState) -> Page {
    let at = format!("{PATH}/{}", programme.id);
    Page::new(format!("{}の概要", programme.name))
        .crumb("事業", PATH)
        .crumb(programme.name.clone(), at.clone())
        .body(move || {
            let action = format!("{at}/edit");
            view! { <div class="narrow stack"><OutlineForm action back=at options state fresh=false/></div> }
        })
}

#[component]
fn OutlineForm(
    action: String,
    back: String,
    options: Vec<SelectOption>,
    state: FormState,
    fresh: bool,
) -> impl IntoView {
    let [name, reading, section, purpose, subjects] = FIELDS.map(|name| state.field(name));
    let submit = if fresh { "登録して事業内容を入れる" } else { "保存する" };
    view! {
        <EditFrame action state back submit ask_reason=!fresh>
            <TextInput label="事業名" field=name need=Need::Required/>
            <TextInput label="よみ" field=reading hint="一覧の並び順に使います。ひらがなでもカタカナでも探せます。"/>
            <Select label="担当課" field=section options need=Need::Required/>
            <TextArea label="目的" field=purpose rows=3/>
            <TextArea label="対象者" field=subjects rows=3/>
        </EditFrame>
    }
}
