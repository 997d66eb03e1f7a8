//! 記録媒体.

use azukari_core::Result;
use domain::{
    Id,
    item::{ItemPart, Medium, PartValue, pasted_texts},
};
use leptos::prelude::*;

use super::{Opened, closed, open, refused, renamed};
use crate::{
    components::{EditFrame, Need, TextInput},
    form::FormState,
    register::{
        list_editor::{ListEditor, PasteBox},
        rows::{Done, List, MOST, Row, Rows, at_rows, operated},
    },
    routing::{Access, Cx, Page, Reply, Route},
};

const MEDIA: List = List { name: "media", fields: &["name", "id"], typed: &["name"] };
const PASTE: PasteBox = PasteBox {
    label: "媒体をまとめて貼り付ける", hint: "1行に一つずつ貼り付けます。"
};

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![Route::get("/items/{id}/edit/media", edit, show), Route::post("/items/{id}/edit/media", edit, save)]
}

/// GET /items/{id}/edit/media
async fn show(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Media).await? else { return closed(&cx, ItemPart::Media).await };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    Ok(page(&opened, state, Done::default()).into())
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let row =
        |medium: &Medium| vec![medium.name.clone(), medium.id.map(|id| id.to_string()).unwrap_or_default()];
    let mut list: Vec<Row> = opened.version.media.iter().map(row).collect();
    if list.is_empty() {
        list.push(MEDIA.blank());
    }
    Ok(MEDIA.of(list).fill(opened.form(cx)?))
}

/// POST /items/{id}/edit/media
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Media).await? else { return refused(&cx, ItemPart::Media).await };
    let paste = |rows: &mut Rows, _: &str, text: &str| {
        rows.paste(pasted_texts(text).into_iter().map(|name| vec![name, String::new()]).collect(), MOST)
    };
    if let Some((state, done)) = operated(cx.form(), &[MEDIA], paste) {
        return Ok(page(&opened, state, done).into());
    }
    let typed = MEDIA.posted(cx.form()).typed();
    let known: Vec<Id<Medium>> = opened.version.media.iter().filter_map(|medium| medium.id).collect();
    let medium = |(_, row): &(usize, Row)| Medium {
        id: row[1].parse().ok().filter(|id| known.contains(id)),
        name: row[0].clone(),
    };
    let saved = opened.save(&cx, PartValue::Media(typed.iter().map(medium).collect())).await;
    let places = |at: usize| Some((MEDIA, typed.get(at)?.0));
    let saved = renamed(saved, |faults| at_rows(faults, MEDIA.name, places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state, Done::default())).await
}

fn page(opened: &Opened, state: FormState, done: Done) -> Page {
    let (action, back) = (opened.action(), opened.back());
    opened.page().lead("様式に書く記録媒体を、1行に一つずつ入れます。").body(move || {
        let fields = |state: &FormState, at: usize| {
            let name = state.field(&MEDIA.field(at, "name"));
            view! { <TextInput label="媒体の名称" field=name need=Need::Required hint="例：紙、電磁的媒体（システム）"/> }
                .into_any()
        };
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    <ListEditor list=MEDIA state done word="媒体" paste=PASTE row=fields/>
                </EditFrame>
            </div>
        }
    })
}
