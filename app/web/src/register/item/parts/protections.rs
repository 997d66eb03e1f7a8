//! 情報保護対策: the ward's own, and what the party is made to do.

use azukari_core::Result;
use domain::{
    Id,
    item::{FormRow, ItemPart, PartValue, Protection, ProtectionBy, ProtectionKind, pasted_texts},
};
use leptos::prelude::*;

use super::{
    Opened, closed,
    list::ListEditor,
    open, refused, renamed,
    rows::{Rows, at_rows, field, operated},
};
use crate::{
    components::{CheckBox, EditFrame, Need, Select, SelectOption, TICKED, TextArea},
    form::FormState,
    routing::{Access, Cx, Page, Reply, Route},
};

const COLUMNS: &[&str] = &["text", "kind", "numbered", "id"];
const TYPED: &[&str] = &["text"];
const WARD: Rows = Rows { name: "ward", columns: COLUMNS, typed: TYPED };
const PARTY: Rows = Rows { name: "party", columns: COLUMNS, typed: TYPED };

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/edit/protections", edit, show),
        Route::post("/items/{id}/edit/protections", edit, save),
    ]
}

/// GET /items/{id}/edit/protections
async fn show(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Protections).await? else {
        return closed(&cx, ItemPart::Protections).await;
    };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    Ok(page(&opened, state).into())
}

fn row(line: &Protection) -> Vec<String> {
    vec![
        line.text.clone(),
        line.kind.code().to_owned(),
        if line.numbered { TICKED.to_owned() } else { String::new() },
        line.id.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

fn new_row(text: String) -> Vec<String> {
    vec![text, ProtectionKind::Text.code().to_owned(), TICKED.to_owned(), String::new()]
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let mut state = opened.form(cx)?;
    for (rows, by) in [(WARD, ProtectionBy::Ward), (PARTY, ProtectionBy::Party)] {
        let list: Vec<Vec<String>> = opened.version.protections_by(by).map(row).collect();
        state = rows.fill(state, &list);
    }
    Ok(state)
}

/// POST /items/{id}/edit/protections
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Protections).await? else {
        return refused(&cx, ItemPart::Protections).await;
    };
    let paste = |_: &Rows, text: &str| pasted_texts(text).into_iter().map(new_row).collect();
    if let Some(state) = operated(cx.form(), &[WARD, PARTY], paste) {
        return Ok(page(&opened, numbered_when_new(state)).into());
    }
    let known: Vec<Id<Protection>> = opened.version.protections.iter().filter_map(|line| line.id).collect();
    let (ward, party) = (WARD.typed(cx.form()), PARTY.typed(cx.form()));
    let line = |by: ProtectionBy, row: &[String]| Protection {
        id: row[3].parse().ok().filter(|id| known.contains(id)),
        by,
        kind: ProtectionKind::from_code(&row[1]).unwrap_or(ProtectionKind::Text),
        numbered: row[2] == TICKED,
        text: row[0].clone(),
    };
    let lines = ward
        .iter()
        .map(|(_, row)| line(ProtectionBy::Ward, row))
        .chain(party.iter().map(|(_, row)| line(ProtectionBy::Party, row)))
        .collect();
    let saved = opened.save(&cx, PartValue::Protections(lines)).await;
    let places = |at: usize| match at.checked_sub(ward.len()) {
        None => Some((WARD.name, ward.get(at)?.0)),
        Some(at) => Some((PARTY.name, party.get(at)?.0)),
    };
    let saved = renamed(saved, |faults| at_rows(faults, "protections", places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state)).await
}

/// A row that was just added carries a number, as most lines do.
fn numbered_when_new(mut state: FormState) -> FormState {
    for rows in [WARD, PARTY] {
        for at in 0..rows.count(&state) {
            let (kind, numbered) = (field(rows.name, at, "kind"), field(rows.name, at, "numbered"));
            if state.value(&kind).is_empty() {
                state = state.replace(&kind, ProtectionKind::Text.code()).replace(&numbered, TICKED);
            }
        }
    }
    state
}

fn page(opened: &Opened, state: FormState) -> Page {
    let (action, back, kind) = (opened.action(), opened.back(), opened.edited.item.kind);
    let lead = "1行に一つの対策を書きます。番号は並びから自動で付くので、書きません。";
    opened.page().lead(lead).body(move || {
        let lists = [(WARD, FormRow::WardProtections), (PARTY, FormRow::PartyProtections)]
            .into_iter()
            // A kind whose form has no such row has no such list, unless something stands in it.
            .filter(|(rows, row)| FormRow::of(kind).contains(row) || rows.count(&state) > 0)
            .map(|(rows, row)| {
                let (state, word) = (state.clone(), "対策");
                let fields = move |state: &FormState, at: usize| protection_fields(rows, state, at);
                view! {
                    <section class="stack">
                        <h2 class="section-head">{row.label(kind)}</h2>
                        <ListEditor
                            rows
                            state
                            word
                            paste_hint="文書から対策を貼り付けます。改行ごとに1行とし、頭の番号は取り除きます。"
                            row=fields
                        />
                    </section>
                }
            })
            .collect_view();
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    {lists}
                </EditFrame>
            </div>
        }
    })
}

fn protection_fields(rows: Rows, state: &FormState, at: usize) -> AnyView {
    let of = |column| state.field(&field(rows.name, at, column));
    // Only the ward attaches clause sets.
    let kind = (rows.name == WARD.name).then(|| {
        let options = vec![
            SelectOption::new(ProtectionKind::Text.code(), "書いた文章のまま"),
            SelectOption::new(ProtectionKind::ClauseSets.code(), "「特記事項（別紙）」を付す、と続ける"),
        ];
        view! { <Select label="行の種類" field=of("kind") options/> }
    });
    let hint = if rows.name == WARD.name {
        "特記事項を付す行では、その前の言葉（契約にあたり）だけを書きます。"
    } else {
        ""
    };
    view! {
        <TextArea label="文章" field=of("text") need=Need::Required hint rows=3/>
        {kind}
        <CheckBox label="番号を付ける" field=of("numbered")/>
    }
    .into_any()
}
