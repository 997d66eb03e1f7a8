use azukari_core::{
    Result,
    audit::Action,
    register::organisation::{self, UnitInput, UnitKind, UnitName, UnitView},
};
use leptos::prelude::*;

use super::{
    PATH, folder, href,
    unit_page::{held, page},
};
use crate::{
    components::{DateInput, EditFrame, Need, Select, SelectOption, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /organisation/…/new
pub(super) async fn new(cx: Cx, kind: UnitKind) -> Result<Page> {
    let parents = parents(&cx, kind).await?;
    let state = cx.new_form().with("parent", cx.query().get("parent"));
    Ok(new_page(kind, parents, cx.edit_form(state).await?))
}

/// POST /organisation/…/new
pub(super) async fn create(cx: Cx, kind: UnitKind) -> Result<Reply> {
    let parents = parents(&cx, kind).await?;
    let done = organisation::create(cx.ward(), cx.actor()?, kind, cx.key(), &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| href(kind, id), stored, |state| new_page(kind, parents, state)).await
}

/// GET /organisation/…/{id}/edit
pub(super) async fn edit(cx: Cx, kind: UnitKind) -> Result<Page> {
    let view = held(&cx, kind).await?;
    let parents = parents(&cx, kind).await?;
    let state = cx.edit_form(stored(&cx, &view)).await?;
    Ok(edit_page(&view, parents, state))
}

/// POST /organisation/…/{id}/edit
pub(super) async fn update(cx: Cx, kind: UnitKind) -> Result<Reply> {
    let id = cx.id("id", kind.word())?;
    let (change, input) = (cx.change(Action::Edit), input(cx.form()));
    let done = organisation::change(cx.ward(), cx.actor()?, kind, id, change, &input).await;
    let view = held(&cx, kind).await?;
    let parents = parents(&cx, kind).await?;
    let now = async { Ok(stored(&cx, &view)) };
    cx.finish(done, |()| href(kind, id), now, |state| edit_page(&view, parents, state)).await
}

fn input(form: &Posted) -> UnitInput {
    UnitInput::read(|name| form.get(name).to_owned())
}

fn stored(cx: &Cx, view: &UnitView) -> FormState {
    let fields = view.input().fields();
    let state = fields.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    state.seen(view.facts_seen.clone())
}

/// The units a unit may be below: those that are there today or later.
async fn parents(cx: &Cx, kind: UnitKind) -> Result<Vec<UnitName>> {
    let Some(above) = kind.above() else { return Ok(Vec::new()) };
    let today = cx.ward().clock().today();
    let names = organisation::organisation(cx.ward(), cx.actor()?).await?.names(above);
    Ok(names.into_iter().filter(|name| name.valid_to.is_none_or(|to| to >= today)).collect())
}

fn new_page(kind: UnitKind, parents: Vec<UnitName>, state: FormState) -> Page {
    Page::new(format!("{}の登録", kind.word())).crumb("管理", "/admin").crumb("組織", PATH).body(move || {
        let action = format!("{}/new", folder(kind));
        view! {
            <div class="narrow stack"><UnitForm kind parents action back=PATH.to_owned() state fresh=true/></div>
        }
    })
}

fn edit_page(view: &UnitView, parents: Vec<UnitName>, state: FormState) -> Page {
    let (kind, at) = (view.kind, href(view.kind, view.id));
    let mut parents = parents;
    if let Some((_, link)) = view.above.last()
        && parents.iter().all(|parent| parent.id != link.id)
    {
        let full = format!("{}（廃止）", link.name);
        parents.push(UnitName {
            id: link.id,
            name: link.name.clone(),
            full,
            valid_from: None,
            valid_to: None,
        });
    }
    page(format!("{}の変更", view.name), view).crumb(view.name.clone(), at.clone()).body(move || {
        let action = format!("{at}/edit");
        view! { <div class="narrow stack"><UnitForm kind parents action back=at state fresh=false/></div> }
    })
}

#[component]
fn UnitForm(
    kind: UnitKind,
    parents: Vec<UnitName>,
    action: String,
    back: String,
    state: FormState,
    fresh: bool,
) -> impl IntoView {
    let word = kind.word();
    let parent = kind.above().map(|above| {
        let choose = SelectOption::new("", "選んでください");
        let options = parents.into_iter().map(|name| SelectOption::new(name.id.to_string(), name.full));
        let options: Vec<_> = std::iter::once(choose).chain(options).collect();
        view! {
            <Select label=format!("属する{}", above.word()) field=state.field("parent") options need=Need::Required/>
        }
    });
    let reading = (kind == UnitKind::Section).then(|| {
        view! {
            <TextInput label="よみ" field=state.field("reading") hint="よみでも探せるようになります。例：けんこうすいしんか"/>
        }
    });
    let (name, from) = (state.field("name"), state.field("valid_from"));
    let submit = if fresh { "登録する" } else { "保存する" };
    let renamed = (!fresh).then(|| {
        view! {
            <p class="support">
                {format!(
                    "名前の誤りを直すときに使います。組織の改正で名前が変わるときは、新しい{word}を登録し、もとの{word}を廃止して引き継ぐ先に選びます。",
                )}
            </p>
        }
    });
    view! {
        {renamed}
        <EditFrame action state back submit ask_reason=!fresh>
            {parent}
            <TextInput label=format!("{word}の名前") field=name need=Need::Required/>
            {reading}
            <DateInput
                label="始まりの日"
                field=from
                hint="分からなければ空のままにします。例：令和8年4月1日、R8.4.1、2026-04-01"
            />
        </EditFrame>
    }
}
