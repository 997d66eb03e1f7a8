//! Proposing duties for the protections that were promised to the council:
//! they bind too, and stand in no clause.

mod rules;
#[cfg(test)]
mod tests;

use self::rules::{Owed, Rule, Who};
use super::{DueBase, DueRule, Duty, DutyParty, Evidence, EvidenceSource, Proposed, promise::rules::REGULAR};
use crate::item::{ItemKind, Protection, ProtectionBy, ProtectionKind};

/// How many characters of a line a proposal looks at.
const LOOKED_AT: usize = 5_000;

/// What says that the other side is made to do it. 問い合わせる and 知らせる are
/// no such words, so these are whole ones.
const MADE_TO: [&str; 14] = [
    "させ",
    "行わせ",
    "限らせ",
    "取らせ",
    "持たせ",
    "置かせ",
    "従わせ",
    "守らせ",
    "扱わせ",
    "負わせ",
    "誓わせ",
    "求める",
    "徴する",
    "徴し",
];

/// The party as the subject of a sentence in the ward's list.
const PARTY_DOES: [&str; 8] = [
    "受託者は",
    "受託事業者は",
    "委託先は",
    "委託業者は",
    "事業者は",
    "相手方は",
    "受託者が、",
    "委託先が、",
];

/// The ward as the subject of a sentence in the party's list.
const WARD_DOES: [&str; 6] = ["区は", "区が、", "区の職員が", "区職員が", "市は", "市の職員が"];

const TO_CONTRACTOR: [&str; 5] = ["受託事業者に", "受託者に", "委託先に", "委託元に", "元請に"];
const TO_WARD: [&str; 6] = ["区に", "市に", "区及び", "市及び", "区へ", "市へ"];

/// Proposes duties for each line, in order. The line that attaches clause sets
/// brings none: its duties stand in the clauses.
pub fn propose_protections(kind: ItemKind, lines: &[Protection]) -> Vec<Vec<Proposed>> {
    lines
        .iter()
        .map(
            |line| {
                if line.kind == ProtectionKind::Text { Line::of(kind, line).proposals() } else { Vec::new() }
            },
        )
        .collect()
}

/// A protection as proposals read it.
struct Line {
    kind: ItemKind,
    by: ProtectionBy,
    /// Its text without white space.
    text: String,
}

impl Line {
    fn of(kind: ItemKind, line: &Protection) -> Self {
        let text = line.text.chars().filter(|c| !c.is_whitespace()).take(LOOKED_AT).collect();
        Self { kind, by: line.by, text }
    }

    fn proposals(&self) -> Vec<Proposed> {
        rules::all().flat_map(|rule| self.proposed(rule)).collect()
    }

    /// The duties that the first sentence brings that meets a rule.
    fn proposed(&self, rule: &Rule) -> Vec<Proposed> {
        let sentence =
            self.text.split_inclusive('。').find_map(|sentence| Some((sentence, met(rule, sentence)?)));
        let Some((sentence, words)) = sentence else { return Vec::new() };
        rule.owed
            .iter()
            .filter(|owed| self.is_owed(owed, sentence))
            .map(|owed| Proposed { duty: self.duty(owed, sentence), words: words.clone() })
            .collect()
    }

    fn is_owed(&self, owed: &Owed, sentence: &str) -> bool {
        let in_list = owed.list.is_none_or(|list| list == self.by);
        in_list && (owed.with.is_empty() || holds(sentence, owed.with))
    }

    fn duty(&self, owed: &Owed, sentence: &str) -> Duty {
        let debtor = self.debtor(owed.who, sentence);
        let evidence = owed.evidence.iter().map(|(name, keys)| {
            let asked = holds(sentence, keys);
            let source = if asked { EvidenceSource::Promise } else { EvidenceSource::Standard };
            Evidence { name: (*name).to_owned(), source }
        });
        let yearly = owed.yearly && holds(sentence, REGULAR);
        Duty {
            id: None,
            debtor: Some(debtor),
            creditors: self.creditors(debtor, sentence),
            text: owed.text.to_owned(),
            kind: owed.kind,
            survives: false,
            trigger: owed.trigger,
            evidence: evidence.collect(),
            due: DueRule { base: if yearly { DueBase::Yearly } else { owed.due }, standard_days: None },
        }
    }

    fn party(&self) -> DutyParty {
        match self.kind {
            ItemKind::Reoutsourcing => DutyParty::Subcontractor,
            ItemKind::Outsourcing | ItemKind::Linkage => DutyParty::Contractor,
        }
    }

    fn debtor(&self, who: Who, sentence: &str) -> DutyParty {
        let made_to = holds(sentence, &MADE_TO);
        match who {
            Who::Party => self.party(),
            // Who inspects a subcontractor may be the contractor.
            Who::Inspector if self.kind == ItemKind::Reoutsourcing && made_to && to_contractor(sentence) => {
                DutyParty::Contractor
            }
            Who::Inspector => DutyParty::Ward,
            Who::Own => match self.by {
                ProtectionBy::Ward if made_to || holds(sentence, &PARTY_DOES) => self.party(),
                ProtectionBy::Ward => DutyParty::Ward,
                ProtectionBy::Party if !made_to && holds(sentence, &WARD_DOES) => DutyParty::Ward,
                ProtectionBy::Party => self.party(),
            },
        }
    }

    /// The ward promised the council, which is no party: nobody beside it.
    fn creditors(&self, debtor: DutyParty, sentence: &str) -> Vec<DutyParty> {
        match debtor {
            DutyParty::Ward => Vec::new(),
            DutyParty::Subcontractor => match (to_contractor(sentence), holds(sentence, &TO_WARD)) {
                (true, true) => vec![DutyParty::Ward, DutyParty::Contractor],
                (true, false) => vec![DutyParty::Contractor],
                (false, true) => vec![DutyParty::Ward],
                (false, false) if self.by == ProtectionBy::Ward => vec![DutyParty::Ward],
                (false, false) => vec![DutyParty::Contractor],
            },
            _ => vec![DutyParty::Ward],
        }
    }
}

/// Whether the sentence addresses the contractor: 再委託先に is somebody else.
fn to_contractor(sentence: &str) -> bool {
    holds(&sentence.replace("再委託先", "").replace("再受託", ""), &TO_CONTRACTOR)
}

fn holds(sentence: &str, words: &[&str]) -> bool {
    words.iter().any(|word| sentence.contains(word))
}

/// The words of a sentence that meet a rule: one of each group.
fn met(rule: &Rule, sentence: &str) -> Option<Vec<String>> {
    if rule.not.iter().any(|words| holds(sentence, words)) {
        return None;
    }
    let word =
        |group: &&[&str]| group.iter().find(|word| sentence.contains(**word)).map(|word| (*word).to_owned());
    let mut words: Vec<String> = rule.words.iter().map(word).collect::<Option<_>>()?;
    words.dedup();
    Some(words)
}
