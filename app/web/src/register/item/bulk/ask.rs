use azukari_core::{
    Error, Result,
    policy::Permission,
    register::{
        edit::REASON_FIELD,
        item::{
            self, ItemPlace,
            bulk::{self, Deed, LIMIT, Row, Verdict},
        },
    },
};
use http::StatusCode;
use uuid::Uuid;

use super::{
    DEED, DONE, LIST, OF, PICK,
    bar::{EXPORT, OF_ALL, OF_PAGE},
    deed::Kind,
    done,
    page::{Asked, ask_page, confirm_page, nothing_page},
};
use crate::{
    form::{FormState, OP_FIELD, Posted},
    register::{
        item::{
            filters::{self, ONLY, ids},
            list::ROWS,
        },
        ledger,
    },
    routing::{Cx, Page, Reply},
};

/// The button that shows what will happen.
pub(super) const CHECK: &str = "check";
/// The button back to the fields.
pub(super) const CHANGE: &str = "change";
/// What was seen of a row.
pub(super) const SEEN: &str = "seen-";

/// GET /items/bulk: what will happen, or what has to be said first.
pub(super) async fn ask(cx: Cx) -> Result<Reply> {
    let query = cx.query();
    let list = filters::kept(query);
    if query.get(DEED) == EXPORT {
        return export(&cx).await;
    }
    let Some(kind) = Kind::from_code(query.get(DEED)) else {
        return Ok(nothing_page("行うことが選ばれていません", &list).into());
    };
    if !cx.may(Permission::EditItems) {
        return Err(Error::Forbidden);
    }
    let picked = picked(&cx).await?;
    if let Some(page) = not_so_many(&picked, &list) {
        return Ok(page.into());
    }
    let asked = Asked { kind, picked, list };
    let state = cx.new_form();
    if kind.fields().is_empty() {
        let deed = kind.read(query)?;
        return Ok(confirm(&cx, asked, deed, state).await?.into());
    }
    Ok(fields(&cx, asked, state).await?.into())
}

/// POST /items/bulk: shows what will happen, or does it.
pub(super) async fn act(cx: Cx) -> Result<Reply> {
    let form = cx.form();
    let list = filters::kept(&Posted::parse(form.get(LIST)));
    let Some(kind) = Kind::from_code(form.get(DEED)) else {
        let page = nothing_page("行うことが選ばれていません", &list);
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into());
    };
    let asked = Asked { kind, picked: ids(form, PICK), list };
    if let Some(page) = not_so_many(&asked.picked, &asked.list) {
        return Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY).into());
    }
    let state = FormState::refused(form, Vec::new());
    if form.get(OP_FIELD) == CHANGE {
        return Ok(fields(&cx, asked, state).await?.into());
    }
    let deed = match kind.read(form) {
        Ok(deed) => deed,
        Err(error) => return at_fault(&cx, asked, error).await,
    };
    if form.get(OP_FIELD) == CHECK {
        return match confirm(&cx, asked.clone(), deed, state).await {
            Ok(page) => Ok(page.into()),
            Err(error) => at_fault(&cx, asked, error).await,
        };
    }
    perform(&cx, asked, deed).await
}

async fn perform(cx: &Cx, asked: Asked, deed: Deed) -> Result<Reply> {
    let (form, actor) = (cx.form(), cx.actor()?);
    let seen = |id: &Uuid| Some((*id, form.find(&format!("{SEEN}{id}"))?.to_owned()));
    let shown: Vec<(Uuid, String)> = asked.picked.iter().filter_map(seen).collect();
    let left: Vec<Uuid> =
        asked.picked.iter().filter(|id| shown.iter().all(|(shown, _)| shown != *id)).copied().collect();
    let left = match bulk::rows(cx.ward(), actor, &left, Some(deed)).await {
        Ok(left) => left,
        Err(error) => return at_fault(cx, asked, error).await,
    };
    let reason = form.get(REASON_FIELD);
    match bulk::perform(cx.ward(), actor, cx.key(), reason, deed, &shown).await {
        Ok(entry) => {
            done::keep(cx, entry, left).await?;
            let joint = if asked.list.is_empty() { "" } else { "&" };
            Ok(Reply::see_other(format!("{DONE}?entry={entry}{joint}{}", asked.list)))
        }
        Err(Error::Conflict(_)) => {
            let page = confirm(cx, asked, deed, FormState::refused(form, Vec::new())).await?;
            Ok(page.status(StatusCode::CONFLICT).into())
        }
        // Of the reason: everything else was read already.
        Err(Error::Invalid(faults)) => {
            let state = FormState::refused(form, faults);
            let page = confirm(cx, asked, deed, state.clone()).await?;
            Ok(page.form(&state).into())
        }
        Err(error) => Err(error),
    }
}

/// The page that shows what will happen, row by row.
async fn confirm(cx: &Cx, asked: Asked, deed: Deed, state: FormState) -> Result<Page> {
    let rows = bulk::rows(cx.ward(), cx.actor()?, &asked.picked, Some(deed)).await?;
    // What was shown as possible and is another item by now.
    let changed = |row: &Row| {
        let seen = cx.form().find(&format!("{SEEN}{}", row.id));
        seen.is_some_and(|seen| seen != row.seen || !matches!(row.verdict, Verdict::Will(_)))
    };
    let rows = rows.into_iter().map(|row| (changed(&row), row)).collect();
    Ok(confirm_page(asked, rows, state))
}

/// The page with the fields that say more about the deed.
async fn fields(cx: &Cx, asked: Asked, state: FormState) -> Result<Page> {
    let rows = bulk::rows(cx.ward(), cx.actor()?, &asked.picked, None).await?;
    let offered = asked.kind.offered(cx, &asked.picked).await?;
    Ok(ask_page(asked, rows, offered, state))
}

async fn at_fault(cx: &Cx, asked: Asked, error: Error) -> Result<Reply> {
    let Error::Invalid(faults) = error else { return Err(error) };
    // The reason is typed on the next page: what is wrong with it is told there.
    let state = FormState::refused(cx.form(), Vec::new()).at_fault(faults);
    Ok(fields(cx, asked, state.clone()).await?.form(&state).into())
}

/// The items that are meant, one more than can be at most.
async fn picked(cx: &Cx) -> Result<Vec<Uuid>> {
    let query = cx.query();
    let mut asked = filters::read(query);
    asked.limit = match query.get(OF) {
        OF_ALL => {
            asked.place = ItemPlace::First;
            u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1)
        }
        OF_PAGE => ROWS,
        _ => return Ok(ids(query, PICK)),
    };
    let found = item::page(cx.ward(), cx.actor()?, &asked).await?;
    Ok(found.rows.into_iter().map(|row| row.id).collect())
}

/// Says that no items are meant, or too many.
fn not_so_many(picked: &[Uuid], list: &str) -> Option<Page> {
    if picked.is_empty() {
        return Some(nothing_page("案件が選ばれていません", list));
    }
    let title = format!("一度に扱えるのは{LIMIT}件までです。条件を加えて、何回かに分けてください");
    (picked.len() > LIMIT).then(|| nothing_page(title, list))
}

/// To the ledger, of the items that are meant.
async fn export(cx: &Cx) -> Result<Reply> {
    let query = cx.query();
    let list = filters::kept(query);
    if query.get(OF) == OF_ALL {
        return Ok(Reply::see_other(ledger::href(&Posted::parse(&list))));
    }
    let picked = picked(cx).await?;
    if let Some(page) = not_so_many(&picked, &list) {
        return Ok(page.into());
    }
    let day = query.pairs().iter().filter(|(name, _)| name == "on" || name == "shelf").cloned();
    let only = picked.into_iter().map(|id| (ONLY.to_owned(), id.to_string()));
    Ok(Reply::see_other(ledger::href(&Posted::of(day.chain(only).collect(), Vec::new()))))
}
