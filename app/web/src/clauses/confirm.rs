//! The duties of an edition's clauses: proposed, confirmed, changed.

use azukari_core::{Result, policy::Permission, register::duty::Held};
use domain::duty::DutyHost;

use super::gone::or_gone;
use crate::{
    register::duty,
    routing::{Access, Cx, Page, Reply, Route},
};

pub(super) fn routes() -> Vec<Route> {
    let edit = Access::Needs(Permission::EditClauseSets);
    let (all, one) = (
        "/clauses/{id}/editions/{edition}/duties",
        "/clauses/{id}/editions/{edition}/clauses/{line}/duties/{duty}",
    );
    vec![
        Route::get(all, edit, list),
        Route::post(all, edit, confirm),
        Route::get(one, edit, show),
        Route::post(one, edit, save),
    ]
}

fn held(cx: &Cx) -> Result<Held> {
    let (object, version) = (cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?);
    Ok(Held { host: DutyHost::Clause, object, version })
}

/// GET /clauses/{id}/editions/{edition}/duties
async fn list(cx: Cx) -> Result<Page> {
    let shown = duty::show(&cx, held(&cx)?).await;
    Ok(or_gone(&cx, shown).await?.unwrap_or_else(|gone| gone))
}

/// POST /clauses/{id}/editions/{edition}/duties
async fn confirm(cx: Cx) -> Result<Reply> {
    let done = duty::confirm(&cx, held(&cx)?).await;
    Ok(or_gone(&cx, done).await?.unwrap_or_else(|gone: Reply| gone))
}

/// GET /clauses/{id}/editions/{edition}/clauses/{line}/duties/{duty}
async fn show(cx: Cx) -> Result<Page> {
    duty::show_duty(&cx, held(&cx)?).await
}

/// POST /clauses/{id}/editions/{edition}/clauses/{line}/duties/{duty}
async fn save(cx: Cx) -> Result<Reply> {
    duty::save(&cx, held(&cx)?).await
}
