//! The parts of an item, each on a page of its own.

mod basics;
mod clauses;
mod lines;
mod list;
mod media;
mod protections;
mod rows;

use azukari_core::{
    Error, Result,
    audit::Action,
    register::item::edit::{self, ItemEdit},
};
use domain::{
    Fault,
    item::{ItemPart, ItemVersion, PartValue},
};
use uuid::Uuid;

use super::{PATH, href, tasks::part_path};
use crate::{
    form::FormState,
    routing::{Access, Cx, Page, Reply, Route},
};

/// The pages of the parts.
pub(super) fn routes(edit: Access) -> Vec<Route> {
    [
        basics::routes(edit),
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
            .crumb("編集", format!("{}/edit", href(id, None)))
    }

    /// Where its form posts to.
    fn action(&self) -> String {
        part_path(self.id(), self.part)
    }

    /// Where its editor leaves to without saving.
    fn back(&self) -> String {
        format!("{}/edit", href(self.id(), None))
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

/// Where a part cannot be edited now, its task list says why.
fn closed(cx: &Cx) -> Result<Reply> {
    Ok(Reply::see_other(format!("{}/edit", href(cx.id("id", "案件")?, None))))
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
