//! 案件: one entry of the register, and the versions it goes through.

mod compare;
mod completeness;
mod data;
pub mod fit;
mod form;
mod life;
mod part;
mod paste;
mod protection;
pub mod typed;
mod version;

pub use compare::{ComparedRow, Names, compare};
pub use completeness::{PartState, Surroundings, completeness};
pub use data::{DataGroup, DataItem, Direction, EarlierDecision, SubjectStyle};
pub use form::FormRow;
pub use life::{VALID_FROM, VALID_TO, touched};
pub use part::{Basics, ItemPart, PartValue};
pub use paste::{pasted_lines, pasted_texts};
pub use protection::{Protection, ProtectionBy, ProtectionKind};
pub use version::{ClauseSetRole, ClauseSetUse, ItemVersion, Line, Medium, VersionState};

use chrono::{DateTime, Utc};

use crate::{
    Id,
    programme::Programme,
    record::{coded, record},
};

record! {
    /// What kind of business an item is. More kinds may come as data.
    pub enum ItemKind {
        /// 業務委託.
        Outsourcing,
        /// 再委託.
        Reoutsourcing,
        /// 外部結合.
        Linkage,
    }
}

coded!(ItemKind {
    Outsourcing = "outsourcing", "業務委託";
    Reoutsourcing = "reoutsourcing", "再委託";
    Linkage = "linkage", "外部結合";
});

record! {
    /// 案件.
    pub struct Item {
        /// Identity.
        pub id: Id<Item>,
        /// What kind of business it is.
        pub kind: ItemKind,
        /// The programme it belongs to.
        pub programme: Id<Programme>,
        /// For a re-outsourcing: the item whose party entrusts the work on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<Id<Item>>,
        /// The item it was copied from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub origin: Option<Id<Item>>,
        /// When it was put away (保管); such an item changes no more.
        // `_at` is a moment and `_on` a day: other nouns keep the day alone
        // (`archived_on`), since nothing of theirs ends with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_at: Option<DateTime<Utc>>,
        /// Its versions, oldest first: past ones, the one in force, a proposal.
        pub versions: Vec<ItemVersion>,
    }
}

impl Item {
    /// The version that stands for the item today: the one in force, else the
    /// proposal, else the latest.
    pub fn current(&self) -> Option<&ItemVersion> {
        let in_state = |state| self.versions.iter().rfind(|version| version.state == state);
        in_state(VersionState::InForce).or_else(|| in_state(VersionState::Proposal)).or(self.versions.last())
    }

    /// The proposal, if there is one.
    pub fn proposal(&self) -> Option<&ItemVersion> {
        self.versions.iter().find(|version| version.state == VersionState::Proposal)
    }
}
