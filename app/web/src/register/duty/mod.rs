//! Duties: confirmed, added, changed, put in order and removed, on the clauses
//! of a draft and on the protections of an item by the same pages.

mod facts;
mod form;
mod lines;
mod part;
mod read;
mod sheet;

pub(crate) use facts::{evidence, short, when};
pub(crate) use form::{save, show as show_duty};
pub(crate) use sheet::{confirm, show};

use azukari_core::register::duty::{DutySheet, Held};
use domain::{
    Id,
    duty::{Duty, DutyHost},
};
use uuid::Uuid;

use crate::routing::Page;

/// The last step of the path of a duty that is not there yet.
pub(crate) const NEW: &str = "new";

/// Where the pages of a version's duties are.
#[derive(Clone, Copy, Debug)]
struct Way(Held);

impl Way {
    /// All duties of the version.
    fn list(self) -> String {
        let Held { host, object, version } = self.0;
        match host {
            DutyHost::Clause => format!("/clauses/{object}/editions/{version}/duties"),
            DutyHost::Protection => format!("/items/{object}/duties?version={version}"),
        }
    }

    /// A line among them.
    fn line(self, line: Uuid) -> String {
        format!("{}#{}", self.list(), anchor(line))
    }

    /// One duty of a line, or a new one.
    fn duty(self, line: Uuid, duty: Option<Id<Duty>>) -> String {
        let Held { host, object, version } = self.0;
        let last = duty.map_or_else(|| NEW.to_owned(), |duty| duty.to_string());
        match host {
            DutyHost::Clause => format!("/clauses/{object}/editions/{version}/clauses/{line}/duties/{last}"),
            DutyHost::Protection => {
                format!("/items/{object}/versions/{version}/protections/{line}/duties/{last}")
            }
        }
    }

    /// Where an edition is published.
    fn publish(self) -> String {
        let Held { object, version, .. } = self.0;
        format!("/clauses/{object}/editions/{version}/publish")
    }

    /// The page of the version itself.
    fn back(self) -> String {
        let Held { host, object, version } = self.0;
        match host {
            DutyHost::Clause => format!("/clauses/{object}?edition={version}"),
            DutyHost::Protection => format!("/items/{object}?version={version}"),
        }
    }
}

fn anchor(line: Uuid) -> String {
    format!("line-{line}")
}

/// A page on the way to a version's duties.
fn on_the_way(page: Page, sheet: &DutySheet) -> Page {
    let name = format!("{}（{}）", sheet.name, sheet.version);
    let (list, href) = match sheet.held.host {
        DutyHost::Clause => ("特記事項", "/clauses"),
        DutyHost::Protection => ("案件", "/items"),
    };
    page.crumb(list, href).crumb(name, Way(sheet.held).back())
}
