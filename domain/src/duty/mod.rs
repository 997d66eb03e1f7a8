//! Duties: what a clause or a promised protection makes somebody owe somebody,
//! and what proves it.
//!
//! Only duties with evidence have a state in a contract. Prohibitions, rights
//! and liability are lines of the inspection checklist.

mod check;
mod parties;
mod promise;
mod propose;
mod review;
mod rules;
#[cfg(test)]
mod tests;

pub use check::{DutyHost, MOST_DAYS};
pub use promise::propose_protections;
pub use propose::{Proposed, Wording, propose};
pub use review::{PartyNames, Sorted, marked, sorted, waiting};

use crate::{
    Id,
    record::{coded, record},
};

record! {
    /// Who owes, or to whom something is owed.
    pub enum DutyParty {
        /// The ward: 甲.
        Ward,
        /// The contractor: 乙.
        Contractor,
        /// The subcontractor: 丙.
        Subcontractor,
        /// The people who handle the data.
        Staff,
        /// Anybody else.
        ThirdParty,
    }
}

coded!(DutyParty {
    Ward = "ward", "区";
    Contractor = "contractor", "委託先";
    Subcontractor = "subcontractor", "再委託先";
    Staff = "staff", "再委託先の従事者";
    ThirdParty = "third_party", "第三者";
});

record! {
    /// What sort of duty it is.
    pub enum DutyKind {
        /// To be done once or several times.
        Positive,
        /// To be kept up throughout.
        Continuous,
        /// To be done unless consented otherwise.
        Conditional,
        /// To be done when asked for.
        OnRequest,
        /// To be done when something went wrong.
        Incident,
        /// Not to be done.
        Prohibition,
        /// What somebody may do.
        Right,
        /// To answer for damage.
        Liability,
        /// What words mean.
        Definition,
    }
}

coded!(DutyKind {
    Positive = "positive", "行う義務";
    Continuous = "continuous", "続ける義務";
    Conditional = "conditional", "承諾のない限りの義務";
    OnRequest = "on_request", "求めに応じる義務";
    Incident = "incident", "事故のときの義務";
    Prohibition = "prohibition", "禁止";
    Right = "right", "権限";
    Liability = "liability", "責任";
    Definition = "definition", "定義";
});

record! {
    /// What brings a duty about.
    pub enum Trigger {
        /// The contract runs.
        Throughout,
        /// At any time.
        Always,
        /// Something became known; also after the contract.
        Knowing,
        /// Data are collected.
        Collecting,
        /// Data are kept.
        Keeping,
        /// Data leave the designated place.
        TakingOut,
        /// The contract is made.
        ContractMade,
        /// Work begins.
        WorkBegins,
        /// Work goes on.
        Working,
        /// The contract ends.
        ContractEnd,
        /// Data were erased.
        Erasure,
        /// Somebody asks.
        Request,
        /// An inspection is held.
        Inspection,
        /// An incident, its risk, or a breach.
        Incident,
        /// A duty is broken or neglected.
        Breach,
        /// Damage arises.
        Damage,
        /// Work is to be entrusted further.
        Reoutsourcing,
        /// The subcontract is made.
        SubcontractMade,
        /// The subcontractor begins.
        SubcontractBegins,
        /// Whenever it is needed.
        WhenNeeded,
    }
}

coded!(Trigger {
    Throughout = "throughout", "契約期間中";
    Always = "always", "常時";
    Knowing = "knowing", "知った時から（契約終了後も）";
    Collecting = "collecting", "収集するとき";
    Keeping = "keeping", "保管中";
    TakingOut = "taking_out", "持ち出すとき";
    ContractMade = "contract_made", "契約を結ぶとき";
    WorkBegins = "work_begins", "業務を始めるとき";
    Working = "working", "業務の期間中";
    ContractEnd = "contract_end", "契約が終わったとき";
    Erasure = "erasure", "消去・廃棄したとき";
    Request = "request", "求めがあったとき";
    Inspection = "inspection", "監査・調査のとき";
    Incident = "incident", "事故、そのおそれ又は違反があったとき";
    Breach = "breach", "違反し、又は怠ったとき";
    Damage = "damage", "損害が生じたとき";
    Reoutsourcing = "reoutsourcing", "再委託しようとするとき";
    SubcontractMade = "subcontract_made", "再委託の契約を結ぶとき";
    SubcontractBegins = "subcontract_begins", "再委託を始めるとき";
    WhenNeeded = "when_needed", "必要なとき";
});

record! {
    /// From when a due date is counted, or what it is. No clause names days.
    pub enum DueBase {
        /// No date.
        None,
        /// Before data are collected.
        BeforeCollecting,
        /// Before data leave the place.
        BeforeTakingOut,
        /// When the contract is made.
        AtContract,
        /// Before work begins, or data are first handed over.
        BeforeWork,
        /// Before work begins, and once a year.
        Yearly,
        /// Counted from the end of the contract.
        ContractEnd,
        /// Counted from the day of erasure.
        Erasure,
        /// The day named in the request.
        RequestDay,
        /// The day planned.
        PlannedDay,
        /// At once.
        Promptly,
        /// Before the subcontract is made.
        BeforeSubcontract,
        /// When the subcontract is made.
        AtSubcontract,
        /// Before the subcontractor begins.
        BeforeSubcontractWork,
    }
}

coded!(DueBase {
    None = "none", "期限なし";
    BeforeCollecting = "before_collecting", "収集の前";
    BeforeTakingOut = "before_taking_out", "持出しの前";
    AtContract = "at_contract", "契約を結ぶとき";
    BeforeWork = "before_work", "業務の開始又は最初の提供の前";
    Yearly = "yearly", "業務の開始前と年1回";
    ContractEnd = "contract_end", "契約の終了から";
    Erasure = "erasure", "消去・廃棄の日から";
    RequestDay = "request_day", "求めに書かれた日";
    PlannedDay = "planned_day", "計画した日";
    Promptly = "promptly", "速やかに";
    BeforeSubcontract = "before_subcontract", "再委託の契約を結ぶ前";
    AtSubcontract = "at_subcontract", "再委託の契約を結ぶとき";
    BeforeSubcontractWork = "before_subcontract_work", "再委託の業務の開始前";
});

record! {
    /// Who asks for evidence.
    pub enum EvidenceSource {
        /// The clause itself.
        Clause,
        /// A standard of the ward's own.
        Standard,
        /// What was put to the council.
        Promise,
    }
}

coded!(EvidenceSource {
    Clause = "clause", "条項";
    Standard = "standard", "内規";
    Promise = "promise", "付議内容";
});

record! {
    /// What proves that a duty was done.
    pub struct Evidence {
        /// Its name: 消去証明書.
        pub name: String,
        /// Who asks for it.
        pub source: EvidenceSource,
    }
}

record! {
    /// When a duty is due.
    pub struct DueRule {
        /// What the date is, or is counted from.
        pub base: DueBase,
        /// Days counted from there: a standard of the ward's own, never the
        /// clause's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub standard_days: Option<u16>,
    }
}

record! {
    /// A duty that a clause or a promised protection brings.
    pub struct Duty {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<Duty>>,
        /// Who owes it, or has to bear a right; nobody where the clause names nobody.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub debtor: Option<DutyParty>,
        /// To whom, in the order of the clause; who holds a right.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub creditors: Vec<DutyParty>,
        /// What is owed, in a few words.
        pub text: String,
        /// Its sort.
        pub kind: DutyKind,
        /// Whether it goes on after the contract.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub survives: bool,
        /// What brings it about.
        pub trigger: Trigger,
        /// What proves it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub evidence: Vec<Evidence>,
        /// When it is due.
        pub due: DueRule,
    }
}

record! {
    /// A proposal that somebody looked at and that is no duty. It is not made
    /// again while the same words lead to it.
    pub struct Dismissed {
        /// Who was said to owe it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub debtor: Option<DutyParty>,
        /// What was said to be owed.
        pub text: String,
        /// The words that led to it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub words: Vec<String>,
    }
}

impl Duty {
    /// Whether a contract follows it up: it has evidence and is neither a right
    /// nor a liability nor a prohibition.
    pub fn is_followed_up(&self) -> bool {
        use DutyKind::{Conditional, Continuous, Incident, OnRequest, Positive};
        !self.evidence.is_empty()
            && matches!(self.kind, Positive | Continuous | Conditional | OnRequest | Incident)
    }
}
