//! 記録項目: a long data-item list moved out of the forms.

use chrono::NaiveDate;

use crate::{Id, record::record};

record! {
    /// One entry of an annex.
    pub struct AnnexEntry {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<AnnexEntry>>,
        /// The data item.
        pub name: String,
    }
}

record! {
    /// An annex of recorded items; several items may point to it.
    pub struct Annex {
        /// Identity.
        pub id: Id<Annex>,
        /// 記録項目.
        pub title: String,
        /// What the ward's people should know of it; no paper prints it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub note: String,
        /// The list, in order.
        pub entries: Vec<AnnexEntry>,
        /// The day it was put away, once nothing uses it any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}
