//! What is printed: the council packet as plain data, in the order it is read.
//! Labels, headings and titles are data too, so that a new kind of form needs
//! no new template.

mod annex;
mod block;
mod clauses;
mod cover;
mod form;
mod outline;
mod text;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use annex::RecordedItems;
pub use block::{Block, Line};
pub use clauses::{Clause, ClauseItem, Clauses};
pub use cover::{BasisGroup, Cover};
pub use form::{Form, Row};
pub use outline::Outline;
pub use text::{Run, Text};

/// A submission to the council: cover, outline, then the parts in their order.
/// Each of them starts a new page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    /// The title in the document's properties; not printed by itself. The
    /// `ident` stands in for an empty one.
    pub title: String,
    /// The organisation named as author in the document's properties.
    pub author: String,
    /// The day of the document. It stands in the properties, and is the only
    /// date the file holds: the same packet gives the same bytes on any day.
    pub date: NaiveDate,
    /// What tells this document from all others, such as the revision's id. A
    /// digest of it becomes the PDF's identifier.
    pub ident: String,
    /// The document number (資料３５), boxed at the top right of the cover.
    pub document_number: Text,
    /// The first page.
    pub cover: Cover,
    /// 事業の概要, after the cover.
    pub outline: Outline,
    /// Forms and annexes, in printed order.
    pub parts: Vec<Part>,
}

/// What may follow the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "snake_case")]
pub enum Part {
    /// The form of one item.
    Form(Form),
    /// An annex that lists the recorded items (記録項目).
    RecordedItems(RecordedItems),
    /// An annex with a set of special clauses (特記事項).
    Clauses(Clauses),
}
