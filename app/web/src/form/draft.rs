//! Drafts of forms: kept by a button, or by the island while a person types.

use azukari_core::{Error, Result, draft};
use http::StatusCode;

use super::{DRAFT_FIELD, KEY_FIELD, OP_FIELD, PAGE_FIELD, Posted, age};
use crate::routing::{Access, Cx, Reply, Route};

/// What is of the moment and no part of a draft.
const PASSING: [&str; 4] = [KEY_FIELD, PAGE_FIELD, DRAFT_FIELD, OP_FIELD];

/// Bytes of a draft: the longest text that a form takes is 300,000 characters,
/// nine bytes each as browsers send them, beside what else stands in the form.
pub(crate) const DRAFT_LIMIT: usize = 4 * 1024 * 1024;

/// Keeping and throwing away.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::post("/drafts", Access::SignedIn, autosave).body_limit(DRAFT_LIMIT),
        Route::post("/drafts/discard", Access::SignedIn, discard),
    ]
}

/// POST /drafts: what the island sends while a person types.
async fn autosave(cx: Cx) -> Result<Reply> {
    let page = page_of(&cx)?;
    let at = draft::save(cx.ward(), cx.actor()?, page, &encoded(cx.form())).await?;
    Ok(Reply::Json(StatusCode::OK, serde_json::json!({ "at": age::time(at) })))
}

/// POST /drafts/discard
async fn discard(cx: Cx) -> Result<Reply> {
    let page = page_of(&cx)?;
    draft::discard(cx.ward(), cx.actor()?, page).await?;
    Ok(Reply::see_other(page))
}

/// The draft button of any form: keeps what was typed and opens it again.
pub(crate) async fn keep(cx: &Cx) -> Result<Reply> {
    let page = page_of(cx)?;
    draft::save(cx.ward(), cx.actor()?, page, &encoded(cx.form())).await?;
    let joint = if page.contains('?') { '&' } else { '?' };
    Ok(Reply::see_other(format!("{page}{joint}draft=1")))
}

/// The page that the form stands on: one of ours that the person may open.
fn page_of(cx: &Cx) -> Result<&str> {
    let page = cx.form().get(PAGE_FIELD);
    if cx.opens(page) { Ok(page) } else { Err(Error::NotFound("下書きのフォーム".to_owned())) }
}

fn encoded(posted: &Posted) -> String {
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(posted.pairs().iter().filter(|(name, _)| !PASSING.contains(&name.as_str())));
    kept.finish()
}
