//! What an item says, at one time of its life.

use chrono::NaiveDate;

use super::{DataGroup, Protection, ProtectionBy};
use crate::{
    Id,
    clauses::Edition,
    council::Outcome,
    legal::LegalBasis,
    organisation::Section,
    party::Party,
    programme::RegisteredBusiness,
    record::{coded, record},
};

record! {
    /// The life of a version.
    pub enum VersionState {
        /// 過去: was in force.
        Past,
        /// 現行: holds today.
        InForce,
        /// 改正案: drafted for the council.
        Proposal,
    }
}

coded!(VersionState {
    Past = "past", "過去";
    InForce = "in_force", "現行";
    Proposal = "proposal", "改正案";
});

record! {
    /// A line of text with its mark as typed (・, １, ※); line breaks are kept.
    pub struct Line {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Line>>,
        /// The mark before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The text as typed.
        pub text: String,
    }
}

record! {
    /// 記録媒体.
    pub struct Medium {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Medium>>,
        /// 紙, 電磁的媒体（システム）.
        pub name: String,
    }
}

record! {
    /// What a clause set is for on this item.
    pub enum ClauseSetRole {
        /// It governs the contract.
        Governing,
        /// It is to be put into the subcontract.
        FlowDown,
    }
}

coded!(ClauseSetRole {
    Governing = "governing", "契約に付す";
    FlowDown = "flow_down", "再委託契約に付させる";
});

record! {
    /// 付す特記事項.
    pub struct ClauseSetUse {
        /// The edition.
        pub edition: Id<Edition>,
        /// What it is for.
        pub role: ClauseSetRole,
    }
}

record! {
    /// One version of an item.
    pub struct ItemVersion {
        /// Identity: what a submission reads.
        pub id: Id<ItemVersion>,
        /// Its life.
        pub state: VersionState,
        /// First day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_from: Option<NaiveDate>,
        /// Last day in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub valid_to: Option<NaiveDate>,
        /// The outcome that put it in force, unless it was entered as such.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub decided_by: Option<Id<Outcome>>,
        /// 件名, without the kind of change.
        pub title: String,
        /// 保有課.
        pub holding_section: Id<Section>,
        /// 登録業務.
        pub registered_business: Id<RegisteredBusiness>,
        /// 根拠.
        pub legal_basis: Id<LegalBasis>,
        /// 委託先・相手方.
        pub party: Id<Party>,
        /// What the text calls the party from here on: 以下「国保連」という.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub party_short_name: Option<String>,
        /// 理由.
        pub reason: Vec<Line>,
        /// 内容; of a linkage 結合の形態.
        pub description: Vec<Line>,
        /// 開始時期及び期限.
        pub periods: Vec<Line>,
        /// 情報項目.
        pub data_groups: Vec<DataGroup>,
        /// 記録媒体.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub media: Vec<Medium>,
        /// 情報保護対策, the ward's before the party's.
        pub protections: Vec<Protection>,
        /// 付す特記事項, in the order the paper names them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clause_sets: Vec<ClauseSetUse>,
    }
}

impl ItemVersion {
    /// The protections of one side, in order.
    pub fn protections_by(&self, by: ProtectionBy) -> impl Iterator<Item = &Protection> + Clone {
        self.protections.iter().filter(move |protection| protection.by == by)
    }

    /// What was put to the council: everything but what its protections were
    /// read as: duties, or none.
    #[must_use]
    pub fn without_duties(&self) -> Self {
        let mut version = self.clone();
        for protection in &mut version.protections {
            protection.duties.clear();
            protection.dismissed.clear();
        }
        version
    }
}
