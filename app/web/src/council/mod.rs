//! 審議会: its sessions, and the papers put to them.

mod paper;
mod session_form;
mod session_page;
mod submission_list;
mod submission_page;
mod words;

use std::time::Duration;

use azukari_core::policy::Permission;

use crate::routing::{Access, Route};

const SESSIONS: &str = "/sessions";
const SUBMISSIONS: &str = "/submissions";
/// Typesetting waits its turn in a bounded pool.
const PAPER_TIME: Duration = Duration::from_secs(60);

/// Sessions and submissions.
pub(crate) fn routes() -> Vec<Route> {
    let may_read = Access::Needs(Permission::ReadSubmissions);
    let may_edit = Access::Needs(Permission::EditSessions);
    vec![
        Route::get(SESSIONS, may_read, session_page::list),
        Route::get("/sessions/new", may_edit, session_form::new),
        Route::post("/sessions/new", may_edit, session_form::create),
        Route::get("/sessions/{id}", may_read, session_page::show),
        Route::get("/sessions/{id}/edit", may_edit, session_form::edit),
        Route::post("/sessions/{id}/edit", may_edit, session_form::update),
        Route::get(SUBMISSIONS, may_read, submission_list::list),
        Route::get("/submissions/{id}", may_read, submission_page::show).time_limit(PAPER_TIME),
        Route::get("/submissions/{id}/paper.pdf", Access::Needs(Permission::RenderPaper), paper::pdf)
            .time_limit(PAPER_TIME),
    ]
}
