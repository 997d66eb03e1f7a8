//! 特記事項: clause sets and their editions.

mod article;
mod compare;
mod confirm;
mod duties;
mod list;
mod page;
mod paper;
mod text;

use std::time::Duration;

use azukari_core::policy::Permission;
use domain::clauses::EditionState;
use leptos::prelude::*;
pub(crate) use paper::paper_href;
use uuid::Uuid;

use crate::{
    components::{Tag, Tone},
    routing::{Access, Route},
};

/// The list of clause sets.
const PATH: &str = "/clauses";
/// Typesetting waits its turn in a bounded pool.
const PAPER_TIME: Duration = Duration::from_secs(60);

/// List and page.
pub(crate) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let own = vec![
        Route::get(PATH, read, list::list),
        Route::get("/clauses/{id}", read, page::page),
        Route::get("/clauses/{id}/compare", read, compare::page),
        Route::get("/clauses/{id}/editions/{edition}/paper", read, paper::page).time_limit(PAPER_TIME),
        Route::get("/clauses/{id}/editions/{edition}/paper.pdf", read, paper::pdf).time_limit(PAPER_TIME),
    ];
    [own, confirm::routes(), text::routes()].concat()
}

/// An edition on the page of its set, at one of its clauses if told.
pub(crate) fn clause_href(set: Uuid, edition: Uuid, clause: Option<u32>) -> String {
    let clause = clause.map(|number| format!("#{}", article::anchor(number))).unwrap_or_default();
    format!("{PATH}/{set}?edition={edition}{clause}")
}

fn edition_tag(state: EditionState) -> impl IntoView {
    let tone = match state {
        EditionState::Published => Tone::Success,
        EditionState::Draft => Tone::Info,
        EditionState::Superseded => Tone::Plain,
    };
    view! { <Tag tone text=state.word()/> }
}
