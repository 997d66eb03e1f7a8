use azukari_core::{Result, audit::Action, register::programme};

use super::{PATH, form::held};
use crate::{
    form::FormState,
    register::shelf::{self, Shelved},
    routing::{Cx, Page, Reply},
};

/// GET /programmes/{id}/archive
pub(super) async fn archive(cx: Cx) -> Result<Page> {
    let (shelved, state) = shelved(&cx).await?;
    Ok(shelf::page(shelved, state))
}

/// POST /programmes/{id}/archive
pub(super) async fn shelve(cx: Cx) -> Result<Reply> {
    let id = cx.id("id", "事業")?;
    let put_away = programme::archive(cx.ward(), cx.actor()?, id, cx.change(Action::Archive));
    let bring_back = programme::restore(cx.ward(), cx.actor()?, id, cx.change(Action::Restore));
    Box::pin(shelf::settle(&cx, (put_away, bring_back), shelved(&cx))).await
}

async fn shelved(cx: &Cx) -> Result<(Shelved, FormState)> {
    let programme = held(cx).await?;
    let state = cx.new_form().seen(programme::whole_seen(&programme)?);
    let shelved = Shelved {
        noun: "事業",
        items: programme::items(cx.ward(), cx.actor()?, programme.id.uuid()).await?,
        name: programme.name,
        list: PATH,
        at: format!("{PATH}/{}", programme.id),
        archived_on: programme.archived_on,
    };
    Ok((shelved, state))
}
