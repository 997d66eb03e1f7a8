//! What a duty must hold to.

use std::collections::BTreeSet;

use super::{DueBase, Duty, DutyKind, EvidenceSource};
use crate::Fault;

/// The most days that a ward's own standard may name: ten years.
pub const MOST_DAYS: u16 = 3_660;

/// What a duty hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DutyHost {
    /// A clause of a clause set.
    Clause,
    /// A protection promised to the council.
    Protection,
}

impl DutyHost {
    /// Who may ask for evidence of such a duty.
    pub const fn sources(self) -> [EvidenceSource; 2] {
        match self {
            Self::Clause => [EvidenceSource::Clause, EvidenceSource::Standard],
            Self::Protection => [EvidenceSource::Promise, EvidenceSource::Standard],
        }
    }
}

impl Duty {
    /// What is wrong with the duty at a path, each fault at its field.
    pub fn faults(&self, path: &str, host: DutyHost) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut fault = |code, field: &str, message: String| {
            faults.push(Fault::at_path(code, format!("{path}.{field}"), message));
        };
        self.parties(&mut fault);
        self.due(&mut fault);
        let mut names = BTreeSet::new();
        for (index, evidence) in self.evidence.iter().enumerate() {
            let name = evidence.name.trim();
            if !name.is_empty() && !names.insert(name) {
                let message = format!("証拠「{name}」が二度あります。一つにしてください。");
                fault("duplicate-evidence", &format!("evidence[{index}].name"), message);
            }
            if !host.sources().contains(&evidence.source) {
                let [own, standard] = host.sources();
                let message = format!(
                    "ここでは、証拠を求めるものは「{}」か「{}」です。どちらかを選んでください。",
                    own.word(),
                    standard.word()
                );
                fault("evidence-source", &format!("evidence[{index}].source"), message);
            }
        }
        faults
    }

    fn parties(&self, fault: &mut impl FnMut(&'static str, &str, String)) {
        match self.kind {
            DutyKind::Definition => {}
            DutyKind::Right if self.creditors.is_empty() => {
                let message = "権限です。だれの権限かを、義務の相手に入れてください。".to_owned();
                fault("missing-holder", "creditors", message);
            }
            DutyKind::Right => {}
            kind if self.debtor.is_none() => {
                let message = format!("「{}」です。義務を負う者を選んでください。", kind.word());
                fault("missing-debtor", "debtor", message);
            }
            _ => {}
        }
        if let Some(debtor) = self.debtor
            && self.creditors.contains(&debtor)
        {
            let message = format!(
                "義務を負う者（{}）が、義務の相手にもなっています。相手から外してください。",
                debtor.word()
            );
            fault("own-creditor", "creditors", message);
        }
        let named: BTreeSet<_> = self.creditors.iter().collect();
        if named.len() < self.creditors.len() {
            fault("duplicate-creditor", "creditors", "義務の相手に同じ者が二度あります。".to_owned());
        }
    }

    fn due(&self, fault: &mut impl FnMut(&'static str, &str, String)) {
        let Some(days) = self.due.standard_days else { return };
        if self.due.base == DueBase::None {
            let message = "期限の数え方が「期限なし」です。日数を消すか、数え方を選んでください。".to_owned();
            fault("days-without-base", "due.standard_days", message);
        }
        if !(1..=MOST_DAYS).contains(&days) {
            let message = format!("日数は1から{MOST_DAYS}までにしてください。");
            fault("days-range", "due.standard_days", message);
        }
    }
}
