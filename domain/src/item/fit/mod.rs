//! 特記事項の適合: which clause sets are right for an item where it stands in
//! its tree, and what is missing. Judged by the duties of the sets, whatever
//! their variants are called and their clauses numbered.

mod lines;
mod rules;
mod suggest;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::{ClauseSetRole, ClauseSetUse, Item, ItemKind, ItemPart, ItemVersion, VersionState};
use crate::{
    Id,
    clauses::{ClauseRef, ClauseSet, Edition, Profile},
    date::read_period,
    record::coded,
};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The contract would be wrong.
    Error,
    /// It should be looked at.
    Warn,
    /// Good to know.
    Note,
}

coded!(Severity {
    Error = "error", "不適合";
    Warn = "warn", "要確認";
    Note = "note", "参考";
});

/// What a finding rests on: an edition, or one of its clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ground {
    /// The set.
    pub set: Id<ClauseSet>,
    /// The edition.
    pub edition: Id<Edition>,
    /// The two by name: 基本型（第1版）.
    pub name: String,
    /// The clause's number, unless it is the edition as a whole.
    pub number: Option<u32>,
    /// That number as the edition prints it.
    pub label: String,
    /// The clause's caption, or the one it shares.
    pub caption: Option<String>,
}

impl Ground {
    fn edition(profile: &Profile) -> Self {
        Self {
            set: profile.set,
            edition: profile.edition,
            name: profile.full_name(),
            number: None,
            label: String::new(),
            caption: None,
        }
    }

    fn clause(profile: &Profile, clause: &ClauseRef) -> Self {
        Self {
            number: Some(clause.number),
            label: clause.label.clone(),
            caption: clause.caption.clone(),
            ..Self::edition(profile)
        }
    }
}

/// Something about the clause sets of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Stable, kebab-case, ASCII; never reworded once released.
    pub code: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// A Japanese sentence a person can act on.
    pub message: String,
    /// What the part lacks, in a few words, where something is missing.
    pub lacks: Option<String>,
    /// The part of this item where it is mended, if it is mended here.
    pub part: Option<ItemPart>,
    /// What it rests on.
    pub ground: Option<Ground>,
    /// The other item it speaks of.
    pub about: Option<Id<Item>>,
}

impl Finding {
    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), lacks: None, part: None, ground: None, about: None }
    }

    fn at(self, part: ItemPart) -> Self {
        Self { part: Some(part), ..self }
    }

    fn lacking(self, what: &str) -> Self {
        Self { lacks: Some(what.to_owned()), ..self }
    }

    fn on(self, profile: &Profile, clause: Option<&ClauseRef>) -> Self {
        let ground =
            clause.map_or_else(|| Ground::edition(profile), |clause| Ground::clause(profile, clause));
        Self { ground: Some(ground), ..self }
    }

    fn about(self, related: &Related) -> Self {
        // What somebody may not see is not linked either.
        Self { about: related.title.as_ref().map(|_| related.item), ..self }
    }
}

/// The sets that would be right, as far as one can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// A Japanese sentence.
    pub message: String,
    /// What to choose; nothing where no edition is fit.
    pub sets: Vec<ClauseSetUse>,
}

/// What a version's clause sets are like.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// The gravest first.
    pub findings: Vec<Finding>,
    /// What would be right, where something is not.
    pub suggestion: Option<Suggestion>,
}

/// An item right above or right below, as far as fit depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The item.
    pub item: Id<Item>,
    /// Its 件名, if whoever asks may see it.
    pub title: Option<String>,
    /// Its sets.
    pub clause_sets: Vec<ClauseSetUse>,
}

/// A version and what surrounds it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The item's kind.
    pub kind: ItemKind,
    /// The version.
    pub version: &'a ItemVersion,
    /// The day it is judged on.
    pub today: NaiveDate,
    /// What a re-outsourcing hangs under.
    pub parent: Option<&'a Related>,
    /// The re-outsourcings that hang under it and are not put away.
    pub below: &'a [Related],
    /// The editions that all of them use, and those that may be chosen.
    pub editions: &'a BTreeMap<Id<Edition>, Profile>,
}

/// Judges the clause sets of a version.
#[must_use]
pub fn fit(case: Case<'_>) -> Fit {
    let mut findings = rules::all(case);
    findings.extend(lines::all(case));
    findings.sort_by_key(|finding| finding.severity);
    let wrong =
        |finding: &Finding| finding.severity <= Severity::Warn && finding.part == Some(ItemPart::ClauseSets);
    let suggestion = if findings.iter().any(wrong) { suggest::suggest(case) } else { None };
    Fit { findings, suggestion }
}

impl<'a> Case<'a> {
    /// The editions used in a role, in order.
    fn used(&self, sets: &[ClauseSetUse], role: ClauseSetRole) -> Vec<&'a Profile> {
        let used = sets.iter().filter(|used| used.role == role);
        used.filter_map(|used| self.editions.get(&used.edition)).collect()
    }

    fn governing(&self) -> Vec<&'a Profile> {
        self.used(&self.version.clause_sets, ClauseSetRole::Governing)
    }

    fn handed_down(&self) -> Vec<&'a Profile> {
        self.used(&self.version.clause_sets, ClauseSetRole::FlowDown)
    }

    /// The day from which the version's contract runs, as far as it is known.
    fn day(&self) -> NaiveDate {
        let typed = || self.version.periods.iter().filter_map(|line| read_period(&line.text).earliest).min();
        match self.version.state {
            VersionState::Proposal => typed().map_or(self.today, |day| day.max(self.today)),
            _ => self.version.valid_from.or_else(typed).unwrap_or(self.today),
        }
    }
}
