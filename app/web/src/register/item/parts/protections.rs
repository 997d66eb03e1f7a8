//! 情報保護対策: the ward's own, and what the party is made to do.

use azukari_core::Result;
use domain::{
    Id,
    item::{FormRow, ItemPart, PartValue, Protection, ProtectionBy, ProtectionKind, pasted_texts},
};
use leptos::prelude::*;

use super::{Opened, closed, open, refused, renamed};
use crate::{
    components::{CheckBox, EditFrame, Need, Select, SelectOption, TICKED, TextArea},
    form::FormState,
    register::{
        list_editor::{ListEditor, PasteBox},
        rows::{Done, List, MOST, Row, Rows, at_rows, operated},
    },
    routing::{Access, Cx, Page, Reply, Route},
};

const FIELDS: &[&str] = &["text", "kind", "numbered", "id"];
const TYPED: &[&str] = &["text"];
const WARD: List = List { name: "ward", fields: FIELDS, typed: TYPED };
const PARTY: List = List { name: "party", fields: FIELDS, typed: TYPED };
const PASTE: PasteBox = PasteBox {
    label: "対策をまとめて貼り付ける",
    hint: "文書から対策を貼り付けます。改行ごとに1行とし、頭の番号は取り除きます。「特記事項」を付すという行は、選んだ特記事項から作る行になります。",
};

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
    Ok(page(&opened, state, Done::default()).into())
}

fn row(line: &Protection) -> Row {
    vec![
        line.text.clone(),
        line.kind.code().to_owned(),
        if line.numbered { TICKED.to_owned() } else { String::new() },
        line.id.map(|id| id.to_string()).unwrap_or_default(),
    ]
}

/// A line of a document; only the ward attaches clause sets.
fn pasted(list: List, text: String) -> Row {
    let (kind, text) = match ProtectionKind::read(&text) {
        (kind, lead) if list == WARD => (kind, lead.to_owned()),
        _ => (ProtectionKind::Text, text),
    };
    vec![text, kind.code().to_owned(), TICKED.to_owned(), String::new()]
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let mut state = opened.form(cx)?;
    for (list, by) in [(WARD, ProtectionBy::Ward), (PARTY, ProtectionBy::Party)] {
        state = list.of(opened.version.protections_by(by).map(row).collect()).fill(state);
    }
    Ok(state)
}

/// POST /items/{id}/edit/protections
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Protections).await? else {
        return refused(&cx, ItemPart::Protections).await;
    };
    let paste = |rows: &mut Rows, _: &str, text: &str| {
        let list = rows.list();
        let new = pasted_texts(text).into_iter().map(|text| pasted(list, text)).collect();
        rows.paste(new, MOST)
    };
    if let Some((state, done)) = operated(cx.form(), &[WARD, PARTY], paste) {
        return Ok(page(&opened, numbered_when_new(state), done).into());
    }
    let known: Vec<Id<Protection>> = opened.version.protections.iter().filter_map(|line| line.id).collect();
    let (ward, party) = (WARD.posted(cx.form()).typed(), PARTY.posted(cx.form()).typed());
    let line = |by: ProtectionBy, row: &[String]| Protection {
        id: row[3].parse().ok().filter(|id| known.contains(id)),
        by,
        kind: ProtectionKind::from_code(&row[1]).unwrap_or(ProtectionKind::Text),
        numbered: row[2] == TICKED,
        text: row[0].clone(),
        duties: Vec::new(),
        dismissed: Vec::new(),
    };
    let lines = ward
        .iter()
        .map(|(_, row)| line(ProtectionBy::Ward, row))
        .chain(party.iter().map(|(_, row)| line(ProtectionBy::Party, row)))
        .collect();
    let saved = opened.save(&cx, PartValue::Protections(lines)).await;
    let places = |at: usize| match at.checked_sub(ward.len()) {
        None => Some((WARD, ward.get(at)?.0)),
        Some(at) => Some((PARTY, party.get(at)?.0)),
    };
    let saved = renamed(saved, |faults| at_rows(faults, "protections", places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state, Done::default())).await
}

/// A row that was just added carries a number, as most lines do.
fn numbered_when_new(mut state: FormState) -> FormState {
    for list in [WARD, PARTY] {
        for at in 0..list.shown(&state).rows.len() {
            let (kind, numbered) = (list.field(at, "kind"), list.field(at, "numbered"));
            if state.value(&kind).is_empty() {
                state = state.replace(&kind, ProtectionKind::Text.code()).replace(&numbered, TICKED);
            }
        }
    }
    state
}

fn page(opened: &Opened, state: FormState, done: Done) -> Page {
    let (action, back, kind) = (opened.action(), opened.back(), opened.edited.item.kind);
    let lead = "1行に一つの対策を書きます。番号は並びから自動で付くので、書きません。";
    opened.page().lead(lead).body(move || {
        let lists = [(WARD, FormRow::WardProtections), (PARTY, FormRow::PartyProtections)]
            .into_iter()
            // A kind whose form has no such row has no such list, unless something stands in it.
            .filter(|(list, row)| FormRow::of(kind).contains(row) || !list.shown(&state).rows.is_empty())
            .map(|(list, row)| {
                let (state, done) = (state.clone(), done.clone());
                let fields = move |state: &FormState, at: usize| protection_fields(list, state, at);
                view! {
                    <section class="stack">
                        <h2 class="section-head">{row.label(kind)}</h2>
                        <ListEditor list state done word="対策" paste=PASTE row=fields/>
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

fn protection_fields(list: List, state: &FormState, at: usize) -> AnyView {
    let of = |column| state.field(&list.field(at, column));
    // Only the ward attaches clause sets.
    let kind = (list == WARD).then(|| {
        let options = vec![
            SelectOption::new(ProtectionKind::Text.code(), "書いた文章のまま"),
            SelectOption::new(ProtectionKind::ClauseSets.code(), "「特記事項（別紙）」を付す、と続ける"),
        ];
        view! { <Select label="行の種類" field=of("kind") options/> }
    });
    let hint = if list == WARD {
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
