//! What captions and wording say of duties: facts of the trade, one row a rule.

mod entrusting;
mod following;
mod handling;

use super::{DueBase, DutyKind as Kind, DutyParty, EvidenceSource, Trigger};

/// Who is owed, or holds the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::duty) enum Owed {
    /// Whom the sentence addresses, else the other side of the contract.
    Addressed,
    /// Whom the sentence addresses, and the people who work there.
    Staff,
    /// The subject of the sentence: a right.
    Holder,
    /// The ward and the others whom the sentence names as damaged.
    Damaged,
    /// Nobody.
    Nobody,
}

/// What a clause says of consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::duty) enum Consent {
    /// It does not matter.
    Any,
    /// It allows what is consented to.
    Given,
    /// It knows no consent.
    None,
}

/// A rule: a clause whose caption and wording hold these words brings this duty.
pub(in crate::duty) struct Rule {
    /// Captions, any of them.
    pub(in crate::duty) captions: &'static [&'static str],
    /// Captions that speak of something else.
    pub(in crate::duty) not: &'static [&'static str],
    /// Words of one sentence: one of each group.
    pub(in crate::duty) words: &'static [&'static [&'static str]],
    /// Whether the wording is enough where the caption says nothing known.
    pub(in crate::duty) strong: bool,
    /// What it has to say of consent.
    pub(in crate::duty) consent: Consent,
    /// What is owed.
    pub(in crate::duty) text: &'static str,
    pub(in crate::duty) kind: Kind,
    pub(in crate::duty) owed: Owed,
    /// Who has to bear a right.
    pub(in crate::duty) bears: Option<DutyParty>,
    pub(in crate::duty) trigger: Trigger,
    pub(in crate::duty) evidence: &'static [(&'static str, EvidenceSource)],
    pub(in crate::duty) due: DueBase,
    /// What less is owed where the clause lacks some words; the first that fits.
    pub(in crate::duty) less: &'static [Less],
}

/// What is owed of a rule where a clause holds none of some words.
pub(in crate::duty) struct Less {
    pub(in crate::duty) lacking: &'static [&'static str],
    pub(in crate::duty) text: &'static str,
    pub(in crate::duty) evidence: &'static [(&'static str, EvidenceSource)],
}

const fn rule(
    text: &'static str,
    kind: Kind,
    trigger: Trigger,
    captions: &'static [&'static str],
    words: &'static [&'static [&'static str]],
) -> Rule {
    Rule {
        captions,
        not: &[],
        words,
        strong: true,
        consent: Consent::Any,
        text,
        kind,
        owed: Owed::Addressed,
        bears: None,
        trigger,
        evidence: &[],
        due: DueBase::None,
        less: &[],
    }
}

impl Rule {
    const fn not(self, not: &'static [&'static str]) -> Self {
        Self { not, ..self }
    }

    const fn weak(self) -> Self {
        Self { strong: false, ..self }
    }

    const fn consent(self, consent: Consent) -> Self {
        Self { consent, ..self }
    }

    const fn owed(self, owed: Owed) -> Self {
        Self { owed, ..self }
    }

    const fn bears(self, party: DutyParty) -> Self {
        Self { bears: Some(party), ..self }
    }

    const fn due(self, due: DueBase) -> Self {
        Self { due, ..self }
    }

    const fn proof(self, evidence: &'static [(&'static str, EvidenceSource)]) -> Self {
        Self { evidence, ..self }
    }

    const fn less(self, less: &'static [Less]) -> Self {
        Self { less, ..self }
    }

    /// What a clause with this text owes, and what proves it.
    pub(in crate::duty) fn said(
        &self,
        text: &str,
    ) -> (&'static str, &'static [(&'static str, EvidenceSource)]) {
        let fits = |less: &&Less| !less.lacking.iter().any(|word| text.contains(word));
        self.less.iter().find(fits).map_or((self.text, self.evidence), |less| (less.text, less.evidence))
    }
}

/// What forbids; なければならない does the opposite.
const NOT: &[&str] = &[
    "てはならない",
    "ではならない",
    "てはいけない",
    "できない",
    "禁",
    "しないものとする",
    "しないこと",
    "わないこと",
    "さないこと",
    "せないこと",
];

/// All rules, in the order in which proposals are listed.
pub(super) fn all() -> impl Iterator<Item = &'static Rule> {
    [handling::RULES, entrusting::RULES, following::RULES].into_iter().flatten()
}
