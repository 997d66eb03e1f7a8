use super::Session;
use crate::{
    Id,
    annex::Annex,
    clauses::Edition,
    item::ItemVersion,
    organisation::Section,
    programme::{Block, Programme},
    record::{coded, record},
    text::full_width,
};

record! {
    /// The life of a submission.
    pub enum SubmissionState {
        /// 作成中.
        Draft,
        /// 付議済み: put to its session.
        Submitted,
    }
}

coded!(SubmissionState {
    Draft = "draft", "作成中";
    Submitted = "submitted", "付議済み";
});

record! {
    /// 事業の概要, the submission's own copy of what the programme says.
    pub struct Outline {
        /// 事業名.
        pub programme_name: String,
        /// 担当課.
        pub section: String,
        /// 目的.
        pub purpose: String,
        /// 対象者.
        pub subjects: String,
        /// 事業内容.
        pub description: Vec<Block>,
    }
}

/// A part of the packet after cover and outline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Part {
    /// The form of one item.
    Form {
        /// The version it prints.
        version: Id<ItemVersion>,
        /// 業務の追加, 情報項目の追加; printed after the title.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        change: Option<String>,
    },
    /// An annex of recorded items.
    RecordedItems {
        /// The annex.
        annex: Id<Annex>,
    },
    /// A clause set.
    Clauses {
        /// The edition.
        edition: Id<Edition>,
    },
}

record! {
    /// 付議案件の資料: one programme's paper for one session.
    pub struct Submission {
        /// Identity.
        pub id: Id<Submission>,
        /// The session it goes to.
        pub session: Id<Session>,
        /// 35 of 資料35.
        pub document_number: u32,
        /// 件名 of the cover.
        pub title: String,
        /// The programme it explains.
        pub programme: Id<Programme>,
        /// 担当部課.
        pub section: Id<Section>,
        /// Its life.
        pub state: SubmissionState,
        /// 事業の概要.
        pub outline: Outline,
        /// Forms and annexes, in the order they are printed.
        pub parts: Vec<Part>,
    }
}

impl Submission {
    /// 資料３５.
    pub fn printed_number(&self, prefix: &str) -> String {
        format!("{prefix}{}", full_width(self.document_number))
    }

    /// The annexes in order with their number in this paper, counted from 1.
    pub fn annexes(&self) -> impl Iterator<Item = (u32, &Part)> {
        (1..).zip(self.parts.iter().filter(|part| !matches!(part, Part::Form { .. })))
    }

    /// The number of an annex of recorded items in this paper.
    pub fn annex_number(&self, wanted: Id<Annex>) -> Option<u32> {
        self.annexes()
            .find(|(_, part)| matches!(part, Part::RecordedItems { annex } if *annex == wanted))
            .map(|(number, _)| number)
    }

    /// The number of a clause set in this paper.
    pub fn clauses_number(&self, wanted: Id<Edition>) -> Option<u32> {
        self.annexes()
            .find(|(_, part)| matches!(part, Part::Clauses { edition } if *edition == wanted))
            .map(|(number, _)| number)
    }
}
