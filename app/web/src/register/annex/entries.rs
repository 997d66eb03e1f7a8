use azukari_core::{
    Result,
    audit::Action,
    register::annex::{self, AnnexView, EntryInput},
};
use domain::annex::{Annex, pasted_entries};
use leptos::prelude::*;

use super::{PATH, Shared, held, named};
use crate::{
    components::{Button, EditFrame, Need, TextArea, TextInput},
    form::{FormState, OP_FIELD},
    register::rows::{Done, MOST, RowFrame, Rows, Said},
    routing::{Cx, Page, Reply},
};

const LIST: &str = "entries";
const FIELDS: &[&str] = &["id", "name"];
const PASTE: &str = "paste";

/// GET /annexes/{id}/entries
pub(super) async fn edit(cx: Cx) -> Result<Page> {
    let view = held(&cx).await?;
    let state = cx.edit_form(stored(&cx, &view.annex)?).await?;
    Ok(page(view, state, Done::default()))
}

/// POST /annexes/{id}/entries
pub(super) async fn update(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "別紙")?;
    let mut rows = Rows::read(cx.form(), LIST, FIELDS);
    if let Some(op) = cx.form().find(OP_FIELD) {
        let done = if op == PASTE { paste(&mut rows, cx.form().get(PASTE)) } else { rows.apply(op) };
        return Ok(page(held(&cx).await?, rows.form(cx.form()), done).into());
    }
    let change = cx.change(Action::Edit);
    let done = annex::change_entries(cx.ward(), cx.actor()?, id, change, &input(&rows)).await;
    let view = held(&cx).await?;
    let now = stored(&cx, &view.annex);
    cx.finish(done, |()| format!("{PATH}/{id}"), async { now }, |state| page(view, state, Done::default()))
        .await
}

/// Puts the entries of a pasted text at the end: seen before they are saved.
fn paste(rows: &mut Rows, text: &str) -> Done {
    let entries = pasted_entries(text);
    let room = MOST.saturating_sub(rows.rows.len());
    if entries.len() > room {
        let said = format!("{}項目あり、入りきりません（あと{room}項目）。加えていません。", entries.len());
        return Done { focus: None, said };
    }
    // An empty row at the end was only a place to type in.
    while rows.rows.last().is_some_and(|row| row.iter().all(|cell| cell.trim().is_empty())) {
        rows.rows.pop();
    }
    let (first, count) = (rows.rows.len(), entries.len());
    rows.rows.extend(entries.into_iter().map(|name| vec![String::new(), name]));
    if count == 0 {
        return Done { focus: None, said: "貼り付けた文章に項目がありません。".to_owned() };
    }
    let said = format!(
        "{count}項目を{}番目から加えました。下の一覧で確かめてください。保存するまで台帳は変わりません。",
        first + 1
    );
    Done { focus: Some(first), said }
}

fn stored(cx: &Cx, annex: &Annex) -> Result<FormState> {
    let rows = annex.entries.iter().map(EntryInput::of).map(|entry| vec![entry.id, entry.name]).collect();
    Ok(Rows::of(LIST, FIELDS, rows).fill(cx.new_form()).seen(annex::entries_seen(annex)?))
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
    let shown = Rows::shown(&state, LIST, FIELDS);
    let count = shown.rows.len();
    let rows = shown
        .rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let name = state.field(&format!("{LIST}[{index}].name"));
            let id = row.into_iter().next().unwrap_or_default();
            view! {
                <RowFrame title=format!("{}番目の項目", index + 1) index count focus=done.focus == Some(index)>
                    <input type="hidden" name=format!("{LIST}[{index}].id") value=id/>
                    <TextInput label="項目" field=name need=Need::Unsaid/>
                </RowFrame>
            }
        })
        .collect_view();
    let paste = state.field(PASTE);
    view! {
        <EditFrame action=format!("{at}/entries") state back=at>
            <Said done/>
            {(count == 0).then(|| view! { <p class="support">"項目はまだありません。"</p> })}
            <div class="rows" data-size="small">{rows}</div>
            <p><Button name=OP_FIELD value="add">"項目を加える"</Button></p>
            <div class="paste stack">
                <TextArea
                    label="まとめて加える"
                    field=paste
                    rows=4
                    hint="表計算や文書から貼り付けます。行、セル、読点（、）ごとに一つの項目になり、一覧の末尾に加わります。括弧の中の読点では分けません。"
                />
                <p><Button name=OP_FIELD value=PASTE>"貼り付けた項目を加える"</Button></p>
            </div>
        </EditFrame>
    }
}
