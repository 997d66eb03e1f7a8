//! The kinds of papers there are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::packet::{Clauses, Packet, Text};

/// Something that is printed as one PDF.
pub trait Paper: Serialize + sealed::Sealed {
    /// The template that sets it.
    const TEMPLATE: &'static str;
    /// Its printed fields in reading order, each with what messages call it.
    const FIELDS: &'static [(&'static str, &'static str)];

    /// The day of the document.
    fn date(&self) -> NaiveDate;

    /// What tells it from all other documents.
    fn ident(&self) -> &str;
}

mod sealed {
    /// Only what has a template here is a paper.
    pub trait Sealed {}

    impl Sealed for super::Packet {}
    impl Sealed for super::Attachment {}
}

impl Paper for Packet {
    const TEMPLATE: &'static str = "/packet.typ";
    const FIELDS: &'static [(&'static str, &'static str)] =
        &[("document_number", "表紙"), ("cover", "表紙"), ("outline", ""), ("parts", "")];

    fn date(&self) -> NaiveDate {
        self.date
    }

    fn ident(&self) -> &str {
        &self.ident
    }
}

/// A set of special clauses by itself, to be attached to a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The title in the document's properties.
    pub title: String,
    /// The organisation named as author in the document's properties.
    pub author: String,
    /// The day of the document; it stands in the properties.
    pub date: NaiveDate,
    /// What tells this document from all others.
    pub ident: String,
    /// What stands at the top right of each page: 案.
    #[serde(default)]
    pub head: Option<Text>,
    /// The clauses; the annex label may be empty.
    pub clauses: Clauses,
}

impl Paper for Attachment {
    const TEMPLATE: &'static str = "/attachment.typ";
    const FIELDS: &'static [(&'static str, &'static str)] = &[("head", "欄外"), ("clauses", "特記事項")];

    fn date(&self) -> NaiveDate {
        self.date
    }

    fn ident(&self) -> &str {
        &self.ident
    }
}
