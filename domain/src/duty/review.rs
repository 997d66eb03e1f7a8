//! What somebody has confirmed, and what still waits for somebody to look at.

use super::{Dismissed, Duty, DutyParty, Proposed, propose};
use crate::{
    clauses::{Edition, PartyLabels},
    item::ItemKind,
};

impl Duty {
    /// Whether the duty, as it was confirmed and perhaps changed since, is what
    /// a proposal was about.
    pub fn answers(&self, proposed: &Self) -> bool {
        let shared = self.evidence.iter().any(|own| proposed.evidence.iter().any(|its| own.name == its.name));
        let alike =
            (self.debtor, self.kind, self.trigger) == (proposed.debtor, proposed.kind, proposed.trigger);
        let named = self.text.trim() == proposed.text && self.debtor == proposed.debtor;
        named || alike && (shared || self.evidence.is_empty() && proposed.evidence.is_empty())
    }
}

impl Proposed {
    /// What is kept of it when it is no duty.
    #[must_use]
    pub fn dismissed(&self) -> Dismissed {
        Dismissed { debtor: self.duty.debtor, text: self.duty.text.clone(), words: self.words.clone() }
    }
}

/// The proposals that no confirmed duty answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// Those that wait for somebody.
    pub open: Vec<Proposed>,
    /// Those that somebody said are no duty.
    pub dismissed: Vec<Proposed>,
}

/// Sorts what is proposed of a text by what somebody has said to it.
#[must_use]
pub fn sorted(confirmed: &[Duty], dismissed: &[Dismissed], proposed: Vec<Proposed>) -> Sorted {
    let unanswered = |found: &Proposed| !confirmed.iter().any(|duty| duty.answers(&found.duty));
    let (dismissed, open) =
        proposed.into_iter().filter(unanswered).partition(|found| dismissed.contains(&found.dismissed()));
    Sorted { open, dismissed }
}

/// How many proposals of an edition nobody has looked at yet.
#[must_use]
pub fn waiting(edition: &Edition, parties: &PartyLabels) -> usize {
    let proposed = propose(edition, parties).into_iter().zip(&edition.clauses);
    proposed.map(|(found, clause)| sorted(&clause.duties, &clause.dismissed, found).open.len()).sum()
}

/// What the parties of a duty are called where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyNames {
    ward: String,
    contractor: String,
    subcontractor: String,
}

impl PartyNames {
    /// Those of a clause set; of whom it does not name, what it is.
    pub fn of_clauses(labels: &PartyLabels) -> Self {
        let or =
            |label: &str, party: DutyParty| if label.is_empty() { party.word() } else { label }.to_owned();
        Self {
            ward: or(&labels.ward, DutyParty::Ward),
            contractor: or(&labels.contractor, DutyParty::Contractor),
            subcontractor: or(&labels.subcontractor, DutyParty::Subcontractor),
        }
    }

    /// Those of an item.
    pub fn of_item(kind: ItemKind) -> Self {
        let contractor = match kind {
            ItemKind::Linkage => "結合の相手方",
            ItemKind::Outsourcing | ItemKind::Reoutsourcing => DutyParty::Contractor.word(),
        };
        Self {
            ward: DutyParty::Ward.word().to_owned(),
            contractor: contractor.to_owned(),
            subcontractor: DutyParty::Subcontractor.word().to_owned(),
        }
    }

    /// What a party is called.
    pub fn of(&self, party: DutyParty) -> &str {
        match party {
            DutyParty::Ward => &self.ward,
            DutyParty::Contractor => &self.contractor,
            DutyParty::Subcontractor => &self.subcontractor,
            DutyParty::Staff | DutyParty::ThirdParty => party.word(),
        }
    }

    /// Who owes what to whom: 乙 → 甲; who holds a right.
    pub fn between(&self, duty: &Duty) -> String {
        let creditors: Vec<&str> = duty.creditors.iter().map(|party| self.of(*party)).collect();
        let creditors = creditors.join("、");
        match duty.debtor.map(|party| self.of(party)) {
            Some(debtor) if creditors.is_empty() => debtor.to_owned(),
            Some(debtor) => format!("{debtor} → {creditors}"),
            None => creditors,
        }
    }
}

/// A text in pieces, those marked that hold one of the words. White space
/// inside a word does not matter: proposals read texts without any.
pub fn marked(text: &str, words: &[String]) -> Vec<(bool, String)> {
    let places: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let dense: Vec<char> = places.iter().map(|(_, c)| *c).collect();
    let mut hit = vec![false; dense.len()];
    for word in words.iter().filter(|word| !word.is_empty()) {
        let word: Vec<char> = word.chars().collect();
        for start in 0..dense.len() {
            if dense[start..].starts_with(&word) {
                hit[start..start + word.len()].fill(true);
            }
        }
    }
    let mut pieces: Vec<(bool, String)> = Vec::new();
    let mut at = 0;
    for c in text.chars() {
        let marks = if c.is_whitespace() {
            // Inside a hit only where it goes on behind.
            at > 0 && hit.get(at).copied().unwrap_or(false) && hit[at - 1]
        } else {
            at += 1;
            hit[at - 1]
        };
        match pieces.last_mut() {
            Some((marked, piece)) if *marked == marks => piece.push(c),
            _ => pieces.push((marks, c.into())),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_though_blanks_stand_in_them() {
        let words = ["再委託".to_owned(), "てはならない".to_owned()];
        let found = marked("再 委託し\nてはならない。再委", &words);
        let expected = [(true, "再 委託"), (false, "し\n"), (true, "てはならない"), (false, "。再委")];
        assert_eq!(found, expected.map(|(hit, text)| (hit, text.to_owned())));
        assert_eq!(marked("", &words), []);
    }
}
