//! The parts of an item, each on a page of its own.

mod basics;
mod clauses;
mod data_items;
mod lines;
mod media;
mod protections;

use azukari_core::{
    Error, Result,
    audit::Action,
    register::item::edit::{self, ItemEdit},
};
use domain::{
    Fault,
    item::{ItemPart, ItemVersion, PartValue},
};
use http::StatusCode;
use leptos::prelude::*;
use uuid::Uuid;

use super::{
    PATH, href,
    tasks::{deeds, part_path, state},
};
use crate::{
    form::FormState,
    routing::{Access, Cx, Page, Reply, Route},
};

/// The pages of the parts.
pub(super) fn routes(edit: Access) -> Vec<Route> {
    [
        basics::routes(edit),
        data_items::routes(edit),
        lines::routes(edit),
        media::routes(edit),
        protections::routes(edit),
        clauses::routes(edit),
    ]
    .concat()
}

/// An item that is open, and the version of it that is edited.
pub(super) struct Opened {
    edited: ItemEdit,
    version: ItemVersion,
    part: ItemPart,
}

/// Opens a part; nothing where the item has no version that may be edited.
async fn open(cx: &Cx, part: ItemPart) -> Result<Option<Opened>> {
    let edited = edit::open(cx.ward(), cx.actor()?, cx.id("id", "案件")?).await?;
    let version = edited.version().cloned();
    Ok(version.map(|version| Opened { edited, version, part }))
}

impl Opened {
    fn id(&self) -> Uuid {
        self.edited.item.id.uuid()
    }

    fn value(&self) -> PartValue {
        PartValue::of(&self.edited.item, &self.version, self.part)
    }

    /// An empty form that knows what the person sees.
    fn form(&self, cx: &Cx) -> Result<FormState> {
        Ok(cx.new_form().seen(edit::part_seen(&self.edited.item, &self.version, self.part)?))
    }

    /// The page of the part, without its body.
    fn page(&self) -> Page {
        let (id, kind) = (self.id(), self.edited.item.kind);
        let page =
            Page::new(format!("{}：{}", self.part.label(kind), self.version.title)).kicker("案件の編集");
        page.crumb("案件", PATH)
            .crumb(self.version.title.clone(), href(id, None))
            .crumb("編集", tasks_path(id))
    }

    /// Where its form posts to.
    fn action(&self) -> String {
        part_path(self.id(), self.part)
    }

    /// Where its editor leaves to without saving.
    fn back(&self) -> String {
        tasks_path(self.id())
    }

    /// Saves what was typed.
    async fn save(&self, cx: &Cx, value: PartValue) -> Result<()> {
        let change = cx.change(Action::Edit);
        edit::save_part(cx.ward(), cx.actor()?, self.id(), self.version.id, change, value).await.map(drop)
    }

    /// The page of the part that follows.
    fn next(&self, cx: &Cx) -> String {
        let mut next = self.part.next();
        while let Some(part) = next {
            let path = part_path(self.id(), part);
            if cx.opens(&path) {
                return path;
            }
            next = part.next();
        }
        self.back()
    }
}

/// The page of a part that cannot be edited now: it says why.
async fn closed(cx: &Cx, part: ItemPart) -> Result<Reply> {
    Ok(closed_page(cx, part).await?.into())
}

/// Somebody meanwhile led the item to where the part cannot be edited.
async fn refused(cx: &Cx, part: ItemPart) -> Result<Reply> {
    Ok(closed_page(cx, part).await?.status(StatusCode::CONFLICT).into())
}

async fn closed_page(cx: &Cx, part: ItemPart) -> Result<Page> {
    let edited = edit::open(cx.ward(), cx.actor()?, cx.id("id", "案件")?).await?;
    let (id, kind) = (edited.item.id.uuid(), edited.item.kind);
    let title = edited.item.current().map(|version| version.title.clone()).unwrap_or_default();
    let page = Page::new(format!("{}：{title}", part.label(kind))).kicker("案件の編集");
    let page = page.crumb("案件", PATH).crumb(title, href(id, None)).crumb("編集", tasks_path(id));
    Ok(page.body(move || {
        view! { <div class="narrow stack">{state(&edited)}{deeds(&edited)}</div> }
    }))
}

fn tasks_path(item: Uuid) -> String {
    format!("{}/edit", href(item, None))
}

/// Renames the fields of faults.
fn renamed<T>(result: Result<T>, rename: impl FnOnce(Vec<Fault>) -> Vec<Fault>) -> Result<T> {
    result.map_err(|error| match error {
        Error::Invalid(faults) => Error::Invalid(rename(faults)),
        other => other,
    })
}

/// A text that may be left out.
fn optional(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}
