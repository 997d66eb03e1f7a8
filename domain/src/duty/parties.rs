//! Who owes and who is owed, read out of a clause's wording.

use super::{DutyParty, propose::Wording};

/// What joins two parties: 甲及び乙に.
const JOINTS: [&str; 5] = ["及び", "又は", "並びに", "若しくは", "、"];

/// What follows a party to whom something is owed.
const ADDRESSED: [&str; 14] = [
    "に対して",
    "に提出",
    "に報告",
    "に届",
    "に通知",
    "に知らせ",
    "に返還",
    "に連絡",
    "へ",
    "に",
    "から",
    "の求め",
    "が求め",
    "が行う",
];

/// What is no address though it begins like one.
const NOT_ADDRESSED: [&str; 5] = ["において", "における", "に代わ", "による", "について"];

impl Wording<'_> {
    fn labels(&self) -> Vec<(&str, DutyParty)> {
        let parties = self.parties;
        let labels = [
            (parties.ward.as_str(), DutyParty::Ward),
            (parties.contractor.as_str(), DutyParty::Contractor),
            (parties.subcontractor.as_str(), DutyParty::Subcontractor),
        ];
        let mut labels: Vec<_> = labels.into_iter().filter(|(label, _)| !label.is_empty()).collect();
        // 再委託先 holds 委託先: the longest is tried first.
        labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        labels
    }

    /// The parties that stand at the start of a text, joined, and what is left.
    fn leading<'t>(&self, text: &'t str) -> (Vec<DutyParty>, &'t str) {
        let labels = self.labels();
        let (mut found, mut rest) = (Vec::new(), text);
        loop {
            let Some((party, after)) =
                labels.iter().find_map(|(label, party)| Some((*party, rest.strip_prefix(label)?)))
            else {
                return (found, rest);
            };
            found.push(party);
            rest = after;
            let joined = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint));
            match joined {
                Some(after) if labels.iter().any(|(label, _)| after.starts_with(label)) => rest = after,
                _ => return (found, rest),
            }
        }
    }

    /// The parties that do something in a sentence: 乙は, 甲及び乙は.
    pub(super) fn subject(&self, sentence: &str) -> Vec<DutyParty> {
        for (at, _) in sentence.char_indices() {
            if is_within_name(&sentence[..at]) {
                continue;
            }
            let (parties, rest) = self.leading(&sentence[at..]);
            if !parties.is_empty() && (rest.starts_with('は') || rest.starts_with("が、")) {
                return parties;
            }
        }
        Vec::new()
    }

    /// The parties to whom something is done in a sentence, except the one that
    /// does it.
    pub(super) fn addressed(&self, sentence: &str, debtor: Option<DutyParty>) -> Vec<DutyParty> {
        let mut found: Vec<DutyParty> = Vec::new();
        let mut skip = 0;
        for (at, _) in sentence.char_indices() {
            if at < skip || is_within_name(&sentence[..at]) {
                continue;
            }
            let (parties, rest) = self.leading(&sentence[at..]);
            if parties.is_empty() {
                continue;
            }
            skip = sentence.len() - rest.len();
            let addressed = ADDRESSED.iter().any(|after| rest.starts_with(after))
                && !NOT_ADDRESSED.iter().any(|after| rest.starts_with(after));
            if addressed {
                let new = parties.into_iter().filter(|party| Some(*party) != debtor);
                for party in new {
                    if !found.contains(&party) {
                        found.push(party);
                    }
                }
            }
        }
        found
    }

    /// Who owes what a set's clauses ask for unless they say otherwise.
    pub(super) fn usual_debtor(&self) -> DutyParty {
        if self.parties.subcontractor.is_empty() { DutyParty::Contractor } else { DutyParty::Subcontractor }
    }

    /// Whose contract it is: to whom a party owes what names nobody.
    pub(super) fn counterpart(debtor: DutyParty) -> DutyParty {
        match debtor {
            DutyParty::Subcontractor => DutyParty::Contractor,
            DutyParty::Ward => DutyParty::Contractor,
            _ => DutyParty::Ward,
        }
    }
}

/// Whether what stands before a place makes another name of what follows:
/// 再受託者 is no 受託者.
fn is_within_name(before: &str) -> bool {
    before.ends_with(['再', '々'])
}
