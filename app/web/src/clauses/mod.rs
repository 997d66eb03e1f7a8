//! 特記事項: clause sets and their editions.

mod article;
mod confirm;
mod duties;
mod list;
mod page;

use azukari_core::policy::Permission;
use domain::clauses::EditionState;
use leptos::prelude::*;

use crate::{
    components::{Tag, Tone},
    routing::{Access, Route},
};

/// The list of clause sets.
const PATH: &str = "/clauses";

/// List and page.
pub(crate) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let own = vec![Route::get(PATH, read, list::list), Route::get("/clauses/{id}", read, page::page)];
    [own, confirm::routes()].concat()
}

fn edition_tag(state: EditionState) -> impl IntoView {
    let tone = match state {
        EditionState::Published => Tone::Success,
        EditionState::Draft => Tone::Info,
        EditionState::Superseded => Tone::Plain,
    };
    view! { <Tag tone text=state.word()/> }
}
