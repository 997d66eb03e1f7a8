use azukari_core::{
    Result,
    audit::Action,
    register::annex::{self, AnnexView, EntryInput},
};
use domain::annex::{Annex, pasted_entries};
use leptos::prelude::*;

use super::{PATH, Shared, held, named};
use crate::{
    components::{EditFrame, Need, TextInput},
    form::FormState,
    register::{
        list_editor::{ListEditor, PasteBox},
        rows::{Done, List, MOST, Rows, operated},
    },
    routing::{Cx, Page, Reply},
};

const LIST: List = List { name: "entries", fields: &["id", "name"], typed: &["name"] };
const PASTE: PasteBox = PasteBox {
    label: "まとめて貼り付ける",
    hint: "表計算や文書から貼り付けます。行、セル、読点（、）ごとに一つの項目になり、一覧の末尾に加わります。括弧の中の読点では分けません。",
};

/// GET /annexes/{id}/entries
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = held(&cx).await?;
    let state = cx.edit_form(stored(&cx, &view.annex)?).await?;
    Ok(page(view, state, Done::default()))
}

/// POST /annexes/{id}/entries
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "別紙")?;
    let paste = |rows: &mut Rows, _: &str, text: &str| {
        rows.paste(pasted_entries(text).into_iter().map(|name| vec![String::new(), name]).collect(), MOST)
    };
    if let Some((state, done)) = operated(cx.form(), &[LIST], paste) {
        return Ok(page(held(&cx).await?, state, done).into());
    }
    let change = cx.change(Action::Edit);
    let done =
        annex::change_entries(cx.ward(), cx.actor()?, id, change, &input(&LIST.posted(cx.form()))).await;
    let view = held(&cx).await?;
    let now = stored(&cx, &view.annex);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { now }, |state| page(view, state, Done::default()))
        .await
}

fn stored(cx: &Cx, annex: &Annex) -> Result<FormState> {
    let rows = annex.entries.iter().map(EntryInput::of).map(|entry| vec![entry.id, entry.name]).collect();
    Ok(LIST.of(rows).fill(cx.new_form()).seen(annex::entries_seen(annex)?))
}

fn input(rows: &Rows) -> Vec<EntryInput> {
    let text = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    rows.rows.iter().map(|row| EntryInput { id: text(row, 0), name: text(row, 1) }).collect()
}

fn page(view: AnnexView, state: FormState, done: Done) -> Page {
    let at = format!("{PATH}/{}", view.annex.id);
    let name = named(&view.annex);
    Page::new(format!("{name}の項目")).crumb("別紙", PATH).crumb(name, at.clone()).body(move || {
        view! {
            <div class="narrow stack">
                <Shared items=view.items/>
                <EntriesForm at state done/>
            </div>
        }
    })
}

#[component]
fn EntriesForm(at: String, state: FormState, done: Done) -> impl IntoView {
    let fields = |state: &FormState, at: usize| {
        let name = state.field(&LIST.field(at, "name"));
        view! { <TextInput label="項目" field=name need=Need::Unsaid/> }.into_any()
    };
    view! {
        <EditFrame action=format!("{at}/entries") state=state.clone() back=at>
            <ListEditor list=LIST state done word="項目" small=true paste=PASTE row=fields/>
        </EditFrame>
    }
}
