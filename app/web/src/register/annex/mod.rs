//! 別紙（記録項目）.

mod entries;
mod form;
mod list;
mod page;

use azukari_core::{
    policy::Permission,
    register::{ItemUse, annex},
};
use leptos::prelude::*;

use crate::{
    components::{Notice, Tone},
    register::shelf::UseTable,
    routing::{Access, Route},
};

/// The list of annexes.
pub(super) const PATH: &str = "/annexes";

/// List, page and forms.
pub(super) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditRegister);
    vec![
        Route::get(PATH, read, list::list),
        Route::get("/annexes/new", edit, form::new),
        Route::post(PATH, edit, form::create),
        Route::get("/annexes/{id}", read, page::page),
        Route::get("/annexes/{id}/edit", edit, form::edit),
        Route::post("/annexes/{id}/edit", edit, form::update),
        Route::get("/annexes/{id}/entries", edit, entries::edit),
        Route::post("/annexes/{id}/entries", edit, entries::update),
        Route::get("/annexes/{id}/archive", edit, page::archive),
        Route::post("/annexes/{id}/archive", edit, page::shelve),
    ]
}

/// Where annexes are named: those with the same title are told apart by what
/// comes first in them.
pub(super) fn named(annex: &domain::annex::Annex) -> String {
    match annex.entries.first() {
        Some(first) => format!("{}（{}ほか）", annex.title, first.name),
        None => annex.title.clone(),
    }
}

/// Says, before anything is saved, whom a change reaches.
#[component]
fn Shared(items: Vec<ItemUse>) -> impl IntoView {
    let live: Vec<ItemUse> = items.into_iter().filter(ItemUse::is_live).collect();
    (!live.is_empty()).then(|| {
        let title = format!("この別紙は{}件の案件が使っています。変更は、そのすべてに及びます。", live.len());
        view! {
            <Notice title tone=Tone::Warning>
                <p>"一部の案件だけを変えるときは、別の別紙を作り、その案件の情報項目から指してください。"</p>
            </Notice>
            <details class="more">
                <summary>"使っている案件を見る"</summary>
                <UseTable items=live label="使っている案件"/>
            </details>
        }
    })
}

/// An annex with what uses it.
async fn held(cx: &crate::routing::Cx) -> azukari_core::Result<annex::AnnexView> {
    annex::view(cx.ward(), cx.actor()?, cx.id("id", "別紙")?).await
}
