use chrono::NaiveDate;

use super::{Session, Submission};
use crate::{
    Id,
    item::Item,
    record::{coded, record},
};

record! {
    /// What the council decided.
    pub enum OutcomeResult {
        /// 承認.
        Approved,
        /// 条件付承認.
        ConditionallyApproved,
        /// 了承.
        Acknowledged,
        /// 継続審議.
        Continued,
        /// 取下げ.
        Withdrawn,
    }
}

coded!(OutcomeResult {
    Approved = "approved", "承認";
    ConditionallyApproved = "conditionally_approved", "条件付承認";
    Acknowledged = "acknowledged", "了承";
    Continued = "continued", "継続審議";
    Withdrawn = "withdrawn", "取下げ";
});

impl OutcomeResult {
    /// Whether what was put to the council may come into force by it.
    #[must_use]
    pub const fn lets_go_ahead(self) -> bool {
        match self {
            Self::Approved | Self::ConditionallyApproved | Self::Acknowledged => true,
            Self::Continued | Self::Withdrawn => false,
        }
    }
}

record! {
    /// 議決等: what a session decided on one item. Ones from before the system
    /// have no submission, and perhaps no item.
    pub struct Outcome {
        /// Identity.
        pub id: Id<Outcome>,
        /// The session that decided.
        pub session: Id<Session>,
        /// The paper it was put in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub submission: Option<Id<Submission>>,
        /// The item it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<Id<Item>>,
        /// 件名 as decided.
        pub title: String,
        /// What was decided.
        pub result: OutcomeResult,
        /// When.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decided_on: Option<NaiveDate>,
        /// Conditions, each of which becomes a duty.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub conditions: Vec<String>,
    }
}
