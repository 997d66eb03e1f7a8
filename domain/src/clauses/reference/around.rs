//! What stands before and behind the clauses. It may count paragraphs of its
//! own, and what it says of 前項 or 第２項 then means those.

use std::collections::HashSet;

use super::{
    Number,
    scan::{Step, Unit},
};
use crate::clauses::reader::{
    Mark, Sequence,
    label::{Label, label},
};

/// Where a text stands among the clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// Before the first.
    Before,
    /// In one of them, by its place from 0.
    Clause(usize),
    /// Behind the last.
    After,
}

/// The paragraphs before the first clause, or behind the last.
#[derive(Debug, Default)]
pub(super) struct Around {
    numbers: HashSet<(Kind, Number)>,
}

/// What is counted: an item (号) is never a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Article,
    Paragraph,
    Section,
}

impl Kind {
    fn of(unit: Unit) -> Option<Self> {
        match unit {
            Unit::Article => Some(Self::Article),
            Unit::Paragraph => Some(Self::Paragraph),
            Unit::Section => Some(Self::Section),
            Unit::Item => None,
        }
    }
}

/// Whether a label begins a paragraph: 第３条の規定は… does not.
fn heads(label: &Label<'_>) -> bool {
    if !label.tight || label.style.sequence == Sequence::Arabic {
        return true;
    }
    let Some((_, behind)) =
        label.rest.strip_prefix(['（', '(']).and_then(|rest| rest.split_once(['）', ')']))
    else {
        return false;
    };
    !behind.starts_with(|c| "のにをはがとで及又並若、，。".contains(c))
}

impl Around {
    pub(super) fn new(paragraphs: &[String]) -> Self {
        let mut numbers = HashSet::new();
        for line in paragraphs.iter().flat_map(|text| text.lines()) {
            let Some(found) = label(line.trim_start()).filter(heads) else { continue };
            let kind = match (found.style.sequence, found.style.mark) {
                (Sequence::Article, _) => Kind::Article,
                (Sequence::Section, _) => Kind::Section,
                (Sequence::Arabic, Mark::Bare | Mark::Dot | Mark::Comma) => Kind::Paragraph,
                _ => continue,
            };
            numbers.insert((kind, Number { main: found.value, branch: found.branch }));
        }
        Self { numbers }
    }

    /// Whether it counts something of its own in this unit.
    fn counts(&self, unit: Unit) -> bool {
        Kind::of(unit).is_some_and(|kind| self.numbers.iter().any(|(known, _)| *known == kind))
    }

    /// Whether a number is one of its own.
    pub(super) fn holds(&self, unit: Unit, number: Number) -> bool {
        Kind::of(unit).is_some_and(|kind| self.numbers.contains(&(kind, number)))
    }

    /// Whether a first step is not about the clauses at all.
    pub(super) fn is_own(&self, step: Step, at: At, named: bool) -> bool {
        let before = at == At::Before;
        match step {
            Step::At(unit, number) => self.holds(unit, number),
            Step::Previous(unit, _) | Step::AllPrevious(unit) => before || self.counts(unit),
            Step::Next(unit) => !before || self.counts(unit),
            Step::Same(_) => !named,
            Step::Own(_) | Step::Each(_) | Step::Following => true,
        }
    }
}
