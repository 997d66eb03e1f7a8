//! 特記事項: clause sets and their editions.

mod article;
mod compare;
mod confirm;
mod desk;
mod duties;
mod facts;
mod gone;
mod life;
mod list;
mod new;
mod page;
mod paper;
mod publish;
mod reading;
mod text;

use std::time::Duration;

use azukari_core::policy::Permission;
use chrono::NaiveDate;
use domain::{
    clauses::{Edition, EditionState},
    date::format_date,
};
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
/// Bytes of a form with a file or a long text.
const TEXT_LIMIT: usize = 24 * 1024 * 1024;

/// List, page, and the forms of sets and editions.
pub(crate) fn routes() -> Vec<Route> {
    let read = Access::Needs(Permission::ReadRegister);
    let edit = Access::Needs(Permission::EditClauseSets);
    let own = vec![
        Route::get(PATH, read, list::list),
        Route::get("/clauses/new", edit, new::new),
        Route::post("/clauses/new", edit, new::create).body_limit(TEXT_LIMIT),
        Route::get("/clauses/{id}", read, page::page),
        Route::get("/clauses/{id}/compare", read, compare::page),
        Route::get("/clauses/{id}/edit", edit, facts::edit),
        Route::post("/clauses/{id}/edit", edit, facts::update),
        Route::get("/clauses/{id}/revise", edit, life::ask_revise),
        Route::post("/clauses/{id}/revise", edit, life::revise),
        Route::get("/clauses/{id}/editions/{edition}/read", edit, new::reread),
        Route::post("/clauses/{id}/editions/{edition}/read", edit, new::replace).body_limit(TEXT_LIMIT),
        Route::get("/clauses/{id}/editions/{edition}/publish", edit, publish::ask),
        Route::post("/clauses/{id}/editions/{edition}/publish", edit, publish::publish),
        Route::get("/clauses/{id}/editions/{edition}/discard", edit, life::ask_discard),
        Route::post("/clauses/{id}/editions/{edition}/discard", edit, life::discard),
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

/// What is to be known of an edition that is not simply the one in use.
fn standing(edition: &Edition, today: NaiveDate) -> Option<String> {
    match (edition.state, edition.valid_from, edition.valid_to) {
        (EditionState::Published, Some(from), _) if today < from => Some(format!(
            "{}から有効になる版です。それより前に始まる契約には、前の版を付します。",
            format_date(from)
        )),
        (EditionState::Superseded, _, Some(to)) if today <= to => {
            Some(format!("{}までの版です。その次の日からは、新しい版を使います。", format_date(to)))
        }
        (EditionState::Superseded, ..) => Some("旧版です。今は新しい版を使います。".to_owned()),
        _ => None,
    }
}

fn edition_tag(state: EditionState) -> impl IntoView {
    let tone = match state {
        EditionState::Published => Tone::Success,
        EditionState::Draft => Tone::Info,
        EditionState::Superseded => Tone::Plain,
    };
    view! { <Tag tone text=state.word()/> }
}
