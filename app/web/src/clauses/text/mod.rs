//! The text of a draft edition: its clauses in cards, and what becomes of
//! their references before it is saved.

mod card;
mod form;
mod page;
mod review;

use azukari_core::policy::Permission;

use crate::{
    form::DRAFT_LIMIT,
    routing::{Access, Route},
};

/// The editor's page.
pub(super) fn routes() -> Vec<Route> {
    const PATH: &str = "/clauses/{id}/editions/{edition}/text";
    let edit = Access::Needs(Permission::EditClauseSets);
    vec![Route::get(PATH, edit, form::edit), Route::post(PATH, edit, form::save).body_limit(DRAFT_LIMIT)]
}
