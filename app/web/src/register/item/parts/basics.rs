use azukari_core::{Error, Result};
use domain::item::{ItemPart, PartValue};
use leptos::prelude::*;

use super::{Opened, closed, open, refused};
use crate::{
    components::EditFrame,
    form::{FormState, OP_FIELD},
    register::item::{
        basics::{self, BasicsFields, Offered},
        picker::NARROW,
    },
    routing::{Access, Cx, Page, Reply, Route},
};

pub(super) fn routes(edit: Access) -> Vec<Route> {
    vec![
        Route::get("/items/{id}/edit/basics", edit, show),
        Route::post("/items/{id}/edit/basics", edit, save),
    ]
}

/// GET /items/{id}/edit/basics
async fn show(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Basics).await? else { return closed(&cx, ItemPart::Basics).await };
    let state = cx.edit_form(stored(&cx, &opened)?).await?;
    let kind = opened.edited.item.kind;
    let value = |field: &str| state.value(field).to_owned();
    let offered = basics::offered(&cx, kind, value, Some(opened.id())).await?;
    Ok(page(&opened, state, offered).into())
}

fn stored(cx: &Cx, opened: &Opened) -> Result<FormState> {
    let state = opened.form(cx)?;
    Ok(match opened.value() {
        PartValue::Basics(held) => basics::filled(state, &held),
        _ => state,
    })
}

/// POST /items/{id}/edit/basics
async fn save(cx: Cx) -> Result<Reply> {
    let Some(opened) = open(&cx, ItemPart::Basics).await? else {
        return refused(&cx, ItemPart::Basics).await;
    };
    let kind = opened.edited.item.kind;
    let value = |field: &str| cx.form().get(field).to_owned();
    let offered = basics::offered(&cx, kind, value, Some(opened.id())).await?;
    if cx.form().get(OP_FIELD) == NARROW {
        return Ok(page(&opened, FormState::refused(cx.form(), Vec::new()), offered).into());
    }
    let saved: Result<(), Error> = match basics::read(kind, cx.form()) {
        Ok(typed) => opened.save(&cx, PartValue::Basics(typed)).await,
        Err(error) => Err(error),
    };
    let next = opened.next(&cx);
    let stored = async { stored(&cx, &opened) };
    cx.finish(saved, |()| next, stored, |state| page(&opened, state, offered)).await
}

fn page(opened: &Opened, state: FormState, offered: Offered) -> Page {
    let (action, back) = (opened.action(), opened.back());
    opened.page().body(move || {
        view! {
            <div class="narrow stack">
                <EditFrame action state=state.clone() back submit="保存して次へ">
                    <BasicsFields state offered/>
                </EditFrame>
            </div>
        }
    })
}
