//! What promised protections say of duties: facts of the trade, one row a rule.

mod following;
mod keeping;
mod people;

use crate::{
    duty::{DueBase, DutyKind, Trigger},
    item::ProtectionBy,
};

/// Who owes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever's protection it is, unless the sentence makes the other do it.
    Own,
    /// The party.
    Party,
    /// Who inspects the party.
    Inspector,
}

/// A duty that a rule brings.
pub(super) struct Owed {
    pub(super) who: Who,
    /// In whose list alone.
    pub(super) list: Option<ProtectionBy>,
    /// Words of the sentence, one of which it needs besides.
    pub(super) with: &'static [&'static str],
    /// What is owed.
    pub(super) text: &'static str,
    pub(super) kind: DutyKind,
    pub(super) trigger: Trigger,
    /// What proves it, each with the words by which the line itself asks for
    /// it; without them the ward's own standard does.
    pub(super) evidence: &'static [(&'static str, &'static [&'static str])],
    pub(super) due: DueBase,
    /// Whether it is due every year where the sentence says regularly.
    pub(super) yearly: bool,
}

/// A rule: a sentence that holds these words brings these duties.
pub(super) struct Rule {
    /// One of each group.
    pub(super) words: &'static [&'static [&'static str]],
    /// Words of sentences that speak of something else.
    pub(super) not: &'static [&'static [&'static str]],
    pub(super) owed: &'static [Owed],
}

const fn owed(who: Who, text: &'static str, kind: DutyKind, trigger: Trigger) -> Owed {
    Owed { who, list: None, with: &[], text, kind, trigger, evidence: &[], due: DueBase::None, yearly: false }
}

impl Owed {
    const fn proof(self, evidence: &'static [(&'static str, &'static [&'static str])]) -> Self {
        Self { evidence, ..self }
    }

    const fn due(self, due: DueBase) -> Self {
        Self { due, ..self }
    }

    const fn of_ward(self) -> Self {
        Self { list: Some(ProtectionBy::Ward), ..self }
    }

    const fn with(self, with: &'static [&'static str]) -> Self {
        Self { with, ..self }
    }

    const fn yearly(self) -> Self {
        Self { yearly: true, ..self }
    }
}

/// What says that something is done regularly.
pub(super) const REGULAR: &[&str] = &[
    "定期",
    "年１回",
    "年1回",
    "年一回",
    "年２回",
    "年2回",
    "年二回",
    "毎年",
    "毎月",
    "半年",
    "四半期",
    "年に",
];

/// What forbids.
const NOT: &[&str] = &["禁", "しない", "させない", "せない", "てはならない", "できない"];

/// What says that somebody has to consent.
const CONSENT: &[&str] = &["承諾", "承認", "同意", "許可", "許諾", "了承"];

/// All rules, in the order in which proposals are listed.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [people::RULES, keeping::RULES, following::RULES].into_iter().flatten()
}
