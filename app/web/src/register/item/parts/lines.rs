//! 理由, 内容, 開始時期及び期限: lines with their marks.

use azukari_core::{Error, Result};
use domain::{
    Id,
    item::{ItemPart, Line, PartValue, pasted_lines},
};
use leptos::prelude::*;

use super::{Opened, closed, open, optional, refused, renamed};
use crate::{
    components::{EditFrame, Need, TextArea, TextInput},
    form::FormState,
    register::{
        item::period::reading,
        list_editor::{ListEditor, PasteBox},
        rows::{Done, List, MOST, Row, Rows, at_rows, operated},
    },
    routing::{Access, Cx, Page, Reply, Route},
};

const FIELDS: &[&str] = &["text", "label", "id"];
const TYPED: &[&str] = &["text", "label"];
const PASTE: PasteBox = PasteBox {
    label: "まとめて貼り付ける",
    hint: "文書から段落を貼り付けます。改行ごとに1行とし、頭の記号は自動で分けます。",
};

/// The list of a part; its name is that in the register.
const fn list(part: ItemPart) -> List {
    let name = match part {
        ItemPart::Reason => "reason",
        ItemPart::Description => "description",
        _ => "periods",
    };
    List { name, fields: FIELDS, typed: TYPED }
}

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/edit/reason", edit, |cx| show(cx, ItemPart::Reason)),
        Route::post("/items/{id}/edit/reason", edit, |cx| save(cx, ItemPart::Reason)),
        Route::get("/items/{id}/edit/description", edit, |cx| show(cx, ItemPart::Description)),
        Route::post("/items/{id}/edit/description", edit, |cx| save(cx, ItemPart::Description)),
        Route::get("/items/{id}/edit/periods", edit, |cx| show(cx, ItemPart::Periods)),
        Route::post("/items/{id}/edit/periods", edit, |cx| save(cx, ItemPart::Periods)),
    ]
}

async fn show(cx: Cx, part: ItemPart) -> Result<Reply> {
    let Some(opened) = open(&cx, part).await? else { return closed(&cx, part).await };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    Ok(page(&opened, state, Done::default()).into())
}

fn held(opened: &Opened) -> Vec<Line> {
    match opened.value() {
        PartValue::Reason(lines) | PartValue::Description(lines) | PartValue::Periods(lines) => lines,
        _ => Vec::new(),
    }
}

fn row(line: Line) -> Row {
    let id = line.id.map(|id| id.to_string()).unwrap_or_default();
    vec![line.text, line.label.unwrap_or_default(), id]
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let list = list(opened.part);
    let mut rows: Vec<Row> = held(opened).into_iter().map(row).collect();
    if rows.is_empty() {
        rows.push(list.blank());
    }
    Ok(list.of(rows).fill(opened.form(cx)?))
}

async fn save(cx: Cx, part: ItemPart) -> Result<Reply> {
    let Some(opened) = open(&cx, part).await? else { return refused(&cx, part).await };
    let list = list(part);
    let paste = |rows: &mut Rows, _: &str, text: &str| {
        rows.paste(pasted_lines(text).into_iter().map(row).collect(), MOST)
    };
    if let Some((state, done)) = operated(cx.form(), &[list], paste) {
        return Ok(page(&opened, state, done).into());
    }
    let typed = list.posted(cx.form()).typed();
    let known: Vec<Id<Line>> = held(&opened).into_iter().filter_map(|line| line.id).collect();
    let line = |(_, row): &(usize, Row)| Line {
        id: row[2].parse().ok().filter(|id| known.contains(id)),
        label: optional(&row[1]),
        text: row[0].clone(),
    };
    let lines = typed.iter().map(line).collect();
    let value = match part {
        ItemPart::Reason => PartValue::Reason(lines),
        ItemPart::Description => PartValue::Description(lines),
        _ => PartValue::Periods(lines),
    };
    let saved: Result<(), Error> = opened.save(&cx, value).await;
    let places = |at: usize| Some((list, typed.get(at)?.0));
    let saved = renamed(saved, |faults| at_rows(faults, list.name, places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state, Done::default())).await
}

fn page(opened: &Opened, state: FormState, done: Done) -> Page {
    let (action, back, part) = (opened.action(), opened.back(), opened.part);
    let lead = match part {
        ItemPart::Periods => {
            "書かれた文章のまま入れます。日付は文章から読み取り、各行の下に表示します（並べ替えや保存のときに読み直します）。"
        }
        _ => "段落ごとに1行とし、頭の記号（・、１、※など）は「記号」に入れます。",
    };
    opened.page().lead(lead).body(move || {
        let word = if part == ItemPart::Periods { "時期" } else { "行" };
        let fields = move |state: &FormState, at: usize| line_fields(list(part), state, at, part);
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    <ListEditor list=list(part) state done word paste=PASTE row=fields/>
                </EditFrame>
            </div>
        }
    })
}

fn line_fields(list: List, state: &FormState, at: usize, part: ItemPart) -> AnyView {
    let of = |column| state.field(&list.field(at, column));
    let text = of("text");
    let read = (part == ItemPart::Periods && !text.value.trim().is_empty()).then(|| reading(&text.value));
    let height = if part == ItemPart::Periods { 2 } else { 4 };
    view! {
        <TextInput label="記号" field=of("label") width="short"/>
        <TextArea label="文章" field=text need=Need::Required rows=height/>
        {read}
    }
    .into_any()
}
