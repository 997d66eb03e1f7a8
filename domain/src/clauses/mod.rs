//! 特記事項: the privacy clauses attached to a contract.

pub mod compare;
mod draft;
mod facts;
mod labels;
mod number;
pub mod paper;
mod print;
mod profile;
pub mod reader;
pub mod reference;
pub mod revise;

pub use draft::{Draft, Renumbered, draft};
pub use facts::{Facts, Variant, propose_facts};
pub use labels::{PartyNames, with_names};
pub use number::printed_number;
pub use print::{CaptionPlace, Numbering, Printed, item_label};
pub use profile::{ClauseRef, Entrusting, Profile};

use chrono::NaiveDate;

use crate::{
    Id,
    duty::{Dismissed, Duty},
    record::{coded, record},
};

record! {
    /// The life of an edition.
    pub enum EditionState {
        /// Being written.
        Draft,
        /// In force and immutable.
        Published,
        /// Replaced by a later edition.
        Superseded,
    }
}

coded!(EditionState {
    Draft = "draft", "作成中";
    Published = "published", "公開";
    Superseded = "superseded", "旧版";
});

record! {
    /// An item under a clause: (1), ア. Nests.
    pub struct ClauseItem {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<ClauseItem>>,
        /// As typed: (1), ア.
        pub label: String,
        /// The text.
        pub text: String,
        /// A drafting note that is not part of the contract.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// Items under it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub items: Vec<ClauseItem>,
    }
}

record! {
    /// One clause.
    pub struct Clause {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Clause>>,
        /// The clause it goes back to, through however many editions it was
        /// copied; none where it began.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub origin: Option<Id<Clause>>,
        /// Headings over it, from the outermost: 第１章　総則.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub divisions: Vec<String>,
        /// Counted from 1 within its edition, in order, no gap.
        pub number: u32,
        /// 見出し, without parentheses. Where captions stand above clauses, one
        /// without shares that of the clause before it, if there is any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub caption: Option<String>,
        /// The number its first paragraph prints, as typed; most print none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub paragraph: String,
        /// The clause's text; empty only where items follow.
        pub body: String,
        /// A drafting note that is not part of the contract.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
        /// Items under it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub items: Vec<ClauseItem>,
        /// The duties that somebody confirmed it brings.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub duties: Vec<Duty>,
        /// What its wording proposes and somebody said is no duty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub dismissed: Vec<Dismissed>,
    }
}

impl Clause {
    /// What it has in common with its copies in other editions.
    #[must_use]
    pub fn lineage(&self) -> Option<Id<Clause>> {
        self.origin.or(self.id)
    }
}

record! {
    /// One edition of a clause set.
    pub struct Edition {
        /// Identity: what contracts and items pin.
        pub id: Id<Edition>,
        /// Counted from 1 within its set.
        pub number: u32,
        /// Its life.
        pub state: EditionState,
        /// First day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// How it prints the numbers of its clauses.
        #[serde(default, skip_serializing_if = "Numbering::is_plain")]
        pub numbering: Numbering,
        /// Where it prints the captions of its clauses.
        #[serde(default, skip_serializing_if = "CaptionPlace::is_usual")]
        pub captions: CaptionPlace,
        /// Text before the first clause.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub preamble: Vec<String>,
        /// The clauses, in order.
        pub clauses: Vec<Clause>,
        /// Text after the last clause.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub trailing: Vec<String>,
    }
}

record! {
    /// What the clauses call the parties.
    #[derive(Default)]
    pub struct PartyLabels {
        /// The ward: 甲.
        pub ward: String,
        /// The contractor: 乙.
        pub contractor: String,
        /// The subcontractor: 丙; empty when the set names none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub subcontractor: String,
    }
}

record! {
    /// A clause set with its editions.
    pub struct ClauseSet {
        /// Identity.
        pub id: Id<ClauseSet>,
        /// The ward's name for it: 基本型, 再委託承諾型, 再委託先型.
        pub name: String,
        /// Which variant it is; open data: `contractor`,
        /// `contractor_with_subcontract`, `subcontractor`, or the ward's own.
        pub variant: String,
        /// The heading it prints: 特記事項.
        pub title: String,
        /// What the clauses call the parties.
        pub parties: PartyLabels,
        /// Editions, oldest first.
        pub editions: Vec<Edition>,
    }
}
