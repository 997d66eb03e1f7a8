//! A text read into a new clause set, or into a draft.

use azukari_core::{
    Error, Result,
    audit::Action,
    clauses::{self, text_seen},
};
use domain::clauses::{ClauseSet, Edition, EditionState};
use http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    PATH,
    desk::{self, Asked, Purpose, TEXT, Told},
    facts::input,
    gone::{or_gone, typed},
};
use crate::{
    components::{ButtonLink, Notice, Tone},
    form::{FormState, Posted, SEEN_FIELD},
    routing::{Cx, Page, Reply},
};

fn of_new() -> Purpose {
    Purpose {
        title: "特記事項の読み取りと登録".to_owned(),
        lead: "今お使いの特記事項の文を貼り付けると、条、見出し、号に分けて読み取ります。",
        crumbs: vec![("特記事項".to_owned(), PATH.to_owned())],
        action: format!("{PATH}/new"),
        back: PATH.to_owned(),
        submit: "作成中の版として登録する",
        is_new: true,
    }
}

/// GET /clauses/new
pub(super) async fn new(cx: Cx) -> Result<Page> {
    Ok(desk::page(of_new(), cx.edit_form(cx.new_form()).await?, Told::default()))
}

/// POST /clauses/new: reads the text, or registers what was read.
pub(super) async fn create(cx: Cx) -> Result<Reply> {
    let shown = |state| desk::page(of_new(), state, Told::default());
    match desk::asked(&cx).await {
        Ok(Asked::Reading(state, told)) => Ok(desk::page(of_new(), state, told).into()),
        Err(error) => desk::refused(&cx, error, shown).await,
        Ok(Asked::Saving) => {
            let text = cx.form().get(TEXT);
            match clauses::create(cx.ward(), cx.actor()?, cx.key(), text, &input(cx.form())).await {
                Ok(id) => cx.done(format!("{PATH}/{id}")).await,
                Err(error) => cx.retry(error, shown),
            }
        }
    }
}

/// GET /clauses/{id}/editions/{edition}/read
pub(super) async fn reread(cx: Cx) -> Result<Page> {
    let (set, edition) = match or_gone(&cx, addressed(&cx).await).await? {
        Ok(found) => found,
        Err(gone) => return Ok(gone),
    };
    if edition.state != EditionState::Draft {
        return Ok(closed(&set, &edition, cx.form()));
    }
    let state = cx.edit_form(cx.new_form().seen(text_seen(&edition)?)).await?;
    Ok(desk::page(of_draft(&set, &edition), state, Told::default()))
}

/// POST /clauses/{id}/editions/{edition}/read: reads the text, or puts it in
/// place of the draft's.
pub(super) async fn replace(cx: Cx) -> Result<Reply> {
    let (set, edition) = match or_gone(&cx, addressed(&cx).await).await? {
        Ok(found) => found,
        Err(gone) => return Ok(gone),
    };
    if edition.state != EditionState::Draft {
        return Ok(closed(&set, &edition, cx.form()).status(StatusCode::UNPROCESSABLE_ENTITY).into());
    }
    let seen = text_seen(&edition)?;
    let purpose = of_draft(&set, &edition);
    match desk::asked(&cx).await {
        Ok(Asked::Reading(state, told)) => Ok(desk::page(purpose, with_seen(state, seen), told).into()),
        Ok(Asked::Saving) => put(&cx).await,
        Err(error) => {
            desk::refused(&cx, error, |state| desk::page(purpose, with_seen(state, seen), Told::default()))
                .await
        }
    }
}

async fn put(cx: &Cx) -> Result<Reply> {
    let (id, edition) = (cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?);
    let (change, text) = (cx.change(Action::Edit), cx.form().get(TEXT));
    let done = clauses::replace_text(cx.ward(), cx.actor()?, id, edition, change, text).await;
    let (set, held) = find(cx, id, edition).await?;
    let now = text_seen(&held).map(|seen| cx.new_form().with(TEXT, cx.form().get(TEXT)).seen(seen));
    let to = format!("{PATH}/{id}?edition={edition}");
    let purpose = of_draft(&set, &held);
    cx.finish(done, |()| to, async { now }, |state| desk::page(purpose, state, Told::default())).await
}

/// A file is sent by a form of its own, which carries no digest.
fn with_seen(state: FormState, seen: String) -> FormState {
    if state.value(SEEN_FIELD).is_empty() { state.seen(seen) } else { state }
}

fn of_draft(set: &ClauseSet, edition: &Edition) -> Purpose {
    let at = format!("{PATH}/{}", set.id);
    let (number, of_edition) = (edition.number, format!("{at}?edition={}", edition.id));
    Purpose {
        title: format!("{}（第{number}版）の読み直し", set.name),
        lead: "別の文を読み取って、この版の条文と置き換えます。文の変わらない条の義務は残ります。",
        crumbs: vec![
            ("特記事項".to_owned(), PATH.to_owned()),
            (format!("{}（第{number}版）", set.name), of_edition.clone()),
        ],
        action: format!("{at}/editions/{}/read", edition.id),
        back: of_edition,
        submit: "この版の条文と置き換える",
        is_new: false,
    }
}

/// The set and the edition that the address names.
async fn addressed(cx: &Cx) -> Result<(ClauseSet, Edition)> {
    find(cx, cx.id("id", "特記事項")?, cx.id("edition", "特記事項の版")?).await
}

/// What was published is not read anew.
fn closed(set: &ClauseSet, edition: &Edition, form: &Posted) -> Page {
    let typed = typed(form);
    let purpose = of_draft(set, edition);
    let page = Page::new(purpose.title).kicker("特記事項");
    let page = purpose.crumbs.iter().fold(page, |page, (label, href)| page.crumb(label, href));
    let (number, revise) = (edition.number, format!("{PATH}/{}/revise?edition={}", set.id, edition.id));
    page.body(move || {
        view! {
            <div class="narrow stack">
                <Notice title=format!("第{number}版は公開されているため、条文を変えられません") tone=Tone::Warning>
                    <p>"条文を変えるときは、改訂して新しい版を作ってください。"</p>
                </Notice>
                <p><ButtonLink href=revise>"改訂する"</ButtonLink></p>
                {typed}
            </div>
        }
    })
}

/// A set with one of its editions.
pub(super) async fn find(cx: &Cx, id: Uuid, edition: Uuid) -> Result<(ClauseSet, Edition)> {
    let set = clauses::view(cx.ward(), cx.actor()?, id).await?.set;
    let held = set.editions.iter().find(|held| held.id.uuid() == edition).cloned().ok_or_else(missing)?;
    Ok((set, held))
}

fn missing() -> Error {
    Error::NotFound("特記事項の版".to_owned())
}
