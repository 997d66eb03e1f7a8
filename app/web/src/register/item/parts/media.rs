//! 記録媒体.

use azukari_core::Result;
use domain::{
    Id,
    item::{ItemPart, Medium, PartValue, pasted_texts},
};
use leptos::prelude::*;

use super::{
    Opened, closed,
    list::ListEditor,
    open, refused, renamed,
    rows::{Rows, at_rows, field, operated},
};
use crate::{
    components::{EditFrame, Need, TextInput},
    form::FormState,
    routing::{Access, Cx, Page, Reply, Route},
};

const MEDIA: Rows = Rows { name: "media", columns: &["name", "id"], typed: &["name"] };

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![Route::get("/items/{id}/edit/media", edit, show), Route::post("/items/{id}/edit/media", edit, save)]
}

/// GET /items/{id}/edit/media
async fn show(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Media).await? else { return closed(&cx, ItemPart::Media).await };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    Ok(page(&opened, state).into())
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let row =
        |medium: &Medium| vec![medium.name.clone(), medium.id.map(|id| id.to_string()).unwrap_or_default()];
    let mut list: Vec<Vec<String>> = opened.version.media.iter().map(row).collect();
    if list.is_empty() {
        list.push(vec![String::new(), String::new()]);
    }
    Ok(MEDIA.fill(opened.form(cx)?, &list))
}

/// POST /items/{id}/edit/media
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Media).await? else { return refused(&cx, ItemPart::Media).await };
    let paste =
        |_: &Rows, text: &str| pasted_texts(text).into_iter().map(|name| vec![name, String::new()]).collect();
    if let Some(state) = operated(cx.form(), &[MEDIA], paste) {
        return Ok(page(&opened, state).into());
    }
    let typed = MEDIA.typed(cx.form());
    let known: Vec<Id<Medium>> = opened.version.media.iter().filter_map(|medium| medium.id).collect();
    let medium = |(_, row): &(usize, Vec<String>)| Medium {
        id: row[1].parse().ok().filter(|id| known.contains(id)),
        name: row[0].clone(),
    };
    let saved = opened.save(&cx, PartValue::Media(typed.iter().map(medium).collect())).await;
    let places = |at: usize| Some((MEDIA.name, typed.get(at)?.0));
    let saved = renamed(saved, |faults| at_rows(faults, MEDIA.name, places));
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state)).await
}

fn page(opened: &Opened, state: FormState) -> Page {
    let (action, back) = (opened.action(), opened.back());
    opened.page().lead("様式に書く記録媒体を、1行に一つずつ入れます。").body(move || {
        let fields = |state: &FormState, at: usize| {
            let name = state.field(&field(MEDIA.name, at, "name"));
            view! { <TextInput label="媒体の名称" field=name need=Need::Required hint="例：紙、電磁的媒体（システム）"/> }
                .into_any()
        };
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    <ListEditor
                        rows=MEDIA
                        state
                        word="媒体"
                        paste_hint="1行に一つずつ貼り付けます。"
                        row=fields
                    />
                </EditFrame>
            </div>
        }
    })
}
