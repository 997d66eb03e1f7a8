//! Who runs a business and who holds the data.

use chrono::NaiveDate;

use crate::{Id, record::record};

record! {
    /// The ward itself: one per database.
    pub struct Ward {
        /// 見本区.
        pub name: String,
        /// The council's name as its papers print it.
        pub council_name: String,
        /// The label over the legal bases of a cover: 条例の根拠.
        pub basis_label: String,
        /// What stands before a document number: 資料.
        pub document_prefix: String,
    }
}

record! {
    /// 実施機関: a public body that owns personal data.
    pub struct ImplementingBody {
        /// Identity.
        pub id: Id<ImplementingBody>,
        /// 見本区長.
        pub name: String,
        /// First day, if known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day, when it has ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// The body that took over its business.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub successor: Option<Id<ImplementingBody>>,
    }
}

record! {
    /// 部.
    pub struct Department {
        /// Identity.
        pub id: Id<Department>,
        /// The body it belongs to.
        pub body: Id<ImplementingBody>,
        /// 健康部.
        pub name: String,
        /// First day, if known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day, when it has ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// The department that took over its business.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub successor: Option<Id<Department>>,
    }
}

record! {
    /// 課: the unit that holds data and drafts items.
    pub struct Section {
        /// Identity.
        pub id: Id<Section>,
        /// The department it belongs to.
        pub department: Id<Department>,
        /// 健康推進課.
        pub name: String,
        /// How its name is read: けんこうすいしんか.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reading: String,
        /// First day, if known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day, when it has ended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// The section that took over what it owned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub successor: Option<Id<Section>>,
    }
}

/// Whether something with these first and last days is there on a day; a day
/// that is not known sets no bound.
pub fn holds_on(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}
