//! The duties that an item's protections bring: proposed, confirmed, changed.

use azukari_core::{
    Error, Result,
    register::{duty::Held, item::edit},
};
use domain::duty::DutyHost;
use uuid::Uuid;

use crate::{
    register::duty,
    routing::{Access, Cx, Page, Reply, Route},
};

pub(super) fn routes(edit: Access) -> Vec<Route> {
    let (all, one) =
        ("/items/{id}/duties", "/items/{id}/versions/{version}/protections/{line}/duties/{duty}");
    vec![
        Route::get(all, edit, list),
        Route::post(all, edit, confirm),
        Route::get(one, edit, show),
        Route::post(one, edit, save),
    ]
}

/// The version asked for with `?version=`, else the one that is drafted, else
/// the one in force.
async fn asked(cx: &Cx) -> Result<Held> {
    let missing = || Error::NotFound("案件の版".to_owned());
    let object = cx.id("id", "案件")?;
    let version = match cx.query().find("version") {
        Some(asked) => asked.parse().map_err(|_| missing())?,
        None => {
            let item = edit::open(cx.ward(), cx.actor()?, object).await?.item;
            item.proposal().or_else(|| item.current()).map(|version| version.id.uuid()).ok_or_else(missing)?
        }
    };
    Ok(held(object, version))
}

fn held(object: Uuid, version: Uuid) -> Held {
    Held { host: DutyHost::Protection, object, version }
}

fn of_path(cx: &Cx) -> Result<Held> {
    Ok(held(cx.id("id", "案件")?, cx.id("version", "案件の版")?))
}

/// GET /items/{id}/duties
async fn list(cx: Cx) -> Result<Page> {
    duty::show(&cx, asked(&cx).await?).await
}

/// POST /items/{id}/duties
async fn confirm(cx: Cx) -> Result<Reply> {
    duty::confirm(&cx, asked(&cx).await?).await
}

/// GET /items/{id}/versions/{version}/protections/{line}/duties/{duty}
async fn show(cx: Cx) -> Result<Page> {
    duty::show_duty(&cx, of_path(&cx)?).await
}

/// POST /items/{id}/versions/{version}/protections/{line}/duties/{duty}
async fn save(cx: Cx) -> Result<Reply> {
    duty::save(&cx, of_path(&cx)?).await
}
