use azukari_core::{
    Result,
    audit::Action,
    register::dictionary::{self, EntryInput, EntryView},
};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{CheckBox, EditFrame, Need, TextInput},
    form::{FormState, Posted},
    routing::{Cx, Page, Reply},
};

/// GET /dictionary/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(new_page(cx.edit_form(cx.new_form()).await?))
}

/// POST /dictionary/new
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let done = dictionary::create(cx.ward(), cx.actor()?, cx.key(), &input(cx.form())).await;
    let stored = async { Ok(cx.new_form()) };
    cx.finish(done, |id| format!("{PATH}/{id}"), stored, new_page).await
}

/// GET /dictionary/{id}/edit
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = dictionary::view(cx.ward(), cx.actor()?, cx.id("id", "情報項目")?).await?;
    let state = cx.edit_form(stored(&cx, &view)).await?;
    Ok(edit_page(view, state))
}

/// POST /dictionary/{id}/edit
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "情報項目")?;
    let (change, input) = (cx.change(Action::Edit), input(cx.form()));
    let done = dictionary::change(cx.ward(), cx.actor()?, id, change, &input).await;
    let view = dictionary::view(cx.ward(), cx.actor()?, id).await?;
    let now = stored(&cx, &view);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { Ok(now) }, |state| edit_page(view, state)).await
}

fn input(form: &Posted) -> EntryInput {
    EntryInput::read(|name| form.get(name).to_owned())
}

fn stored(cx: &Cx, view: &EntryView) -> FormState {
    let fields = EntryInput::of(&view.entry).fields();
    let state = fields.into_iter().fold(cx.new_form(), |state, (name, value)| state.with(name, value));
    state.seen(view.facts_seen.clone())
}

fn new_page(state: FormState) -> Page {
    Page::new("情報項目の登録").crumb("管理", "/admin").crumb("情報項目の辞書", PATH).body(move || {
        let action = format!("{PATH}/new");
        view! { <div class="narrow stack"><EntryForm action back=PATH.to_owned() state fresh=true/></div> }
    })
}

fn edit_page(view: EntryView, state: FormState) -> Page {
    let at = format!("{PATH}/{}", view.entry.id);
    let name = view.entry.name;
    Page::new(format!("{name}の変更"))
        .crumb("管理", "/admin")
        .crumb("情報項目の辞書", PATH)
        .crumb(name, at.clone())
        .lead("辞書を変えても、案件にある情報項目は変わりません。")
        .body(move || {
            let action = format!("{at}/edit");
            view! { <div class="narrow stack"><EntryForm action back=at state fresh=false/></div> }
        })
}

#[component]
fn EntryForm(action: String, back: String, state: FormState, fresh: bool) -> impl IntoView {
    let (name, reading) = (state.field("name"), state.field("reading"));
    let (sensitive, my_number) = (state.field("sensitive"), state.field("my_number"));
    let submit = if fresh { "登録する" } else { "保存する" };
    view! {
        <EditFrame action state back submit ask_reason=!fresh>
            <TextInput label="情報項目" field=name need=Need::Required hint="様式に印字する言葉。例：生年月日"/>
            <TextInput label="よみ" field=reading hint="一覧の並び順と検索に使います。例：せいねんがっぴ"/>
            <CheckBox
                label="要配慮個人情報"
                field=sensitive
                hint="病歴、障害、犯罪の経歴など、特に配慮を要するもの。"
            />
            <CheckBox
                label="特定個人情報"
                field=my_number
                hint="個人番号（マイナンバー）を含むもの。"
            />
        </EditFrame>
    }
}
