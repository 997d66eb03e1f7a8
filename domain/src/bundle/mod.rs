//! The register as one JSON file. Referable objects have an `id`; import
//! upserts by id; order is content; what is absent is untouched.

mod check;
mod children;
mod known;
#[cfg(test)]
mod tests;
mod walk;

pub use check::check;
pub(crate) use check::text_fault;
pub use children::{give_ids, give_new_ids};
pub use known::{Bearer, Known, NameKey, Noun};
pub use walk::named;
pub(crate) use walk::{LONG, SHORT};

use crate::{
    annex::Annex,
    clauses::ClauseSet,
    council::{Outcome, Session, Submission},
    dictionary::DictionaryEntry,
    item::Item,
    legal::LegalBasis,
    organisation::{Department, ImplementingBody, Section, Ward},
    party::Party,
    programme::{Programme, RegisteredBusiness},
    record::record,
};

/// What `format` says in every bundle.
pub const FORMAT: &str = "azukari";

/// The version of the format that this program reads and writes.
pub const VERSION: u32 = 1;

record! {
    /// A bundle.
    pub struct Bundle {
        /// Always `azukari`.
        pub format: String,
        /// Always 1.
        pub version: u32,
        /// The ward.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub ward: Option<Ward>,
        /// 実施機関.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub implementing_bodies: Vec<ImplementingBody>,
        /// 部.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub departments: Vec<Department>,
        /// 課.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sections: Vec<Section>,
        /// 根拠.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub legal_bases: Vec<LegalBasis>,
        /// 登録業務.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub registered_businesses: Vec<RegisteredBusiness>,
        /// 情報項目の辞書.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub dictionary_entries: Vec<DictionaryEntry>,
        /// 事業者.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub parties: Vec<Party>,
        /// 別紙 (記録項目).
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub annexes: Vec<Annex>,
        /// 特記事項.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clause_sets: Vec<ClauseSet>,
        /// 事業.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub programmes: Vec<Programme>,
        /// 案件.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub items: Vec<Item>,
        /// 審議会の回.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub sessions: Vec<Session>,
        /// 資料.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub submissions: Vec<Submission>,
        /// 議決等.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub outcomes: Vec<Outcome>,
    }
}

impl Default for Bundle {
    fn default() -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            ward: None,
            implementing_bodies: Vec::new(),
            departments: Vec::new(),
            sections: Vec::new(),
            legal_bases: Vec::new(),
            registered_businesses: Vec::new(),
            dictionary_entries: Vec::new(),
            parties: Vec::new(),
            annexes: Vec::new(),
            clause_sets: Vec::new(),
            programmes: Vec::new(),
            items: Vec::new(),
            sessions: Vec::new(),
            submissions: Vec::new(),
            outcomes: Vec::new(),
        }
    }
}
