//! References as they are written anew, in the manner of those around them.

use super::{
    Wording,
    scan::{Expression, Point, Step, Unit, Words},
};
use crate::text::{full_width, kanji_number};

/// How a text writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    /// １７.
    Full,
    /// 17.
    Half,
    /// 十七.
    Kanji,
}

impl Digits {
    /// As in a text that was typed; `None` if it holds no number.
    pub(super) fn of(text: &str) -> Option<Self> {
        text.chars().find_map(|c| match c {
            '０'..='９' => Some(Self::Full),
            '0'..='9' => Some(Self::Half),
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
                Some(Self::Kanji)
            }
            _ => None,
        })
    }

    pub(super) fn write(self, number: u32) -> String {
        match self {
            Self::Full => full_width(number),
            Self::Half => number.to_string(),
            Self::Kanji => kanji_number(number),
        }
    }
}

/// How a reference names a clause.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub(super) digits: Digits,
    pub(super) unit: Unit,
}

impl Manner {
    /// As the expression itself does; where it says 前 or 次, as the set does.
    pub(super) fn of(expression: &Expression, text: &str, wording: Wording, usual: Digits) -> Self {
        let step = match &expression.words {
            Words::Place { from, .. } => from.steps.first().map(|(step, _)| *step),
            Words::Annexes(_) => None,
        };
        let unit = match (step, wording) {
            (Some(Step::At(unit, _)), _) => unit,
            (_, Wording::Articles) => Unit::Article,
            (_, Wording::Paragraphs) => Unit::Paragraph,
            (_, Wording::Sections) => Unit::Section,
        };
        let absolute = matches!(step, Some(Step::At(..)));
        let digits = if absolute { Digits::of(text).unwrap_or(usual) } else { usual };
        Self { digits, unit }
    }

    /// 第５項. `at` is the clause's place from 0.
    pub(super) fn one(self, at: usize) -> String {
        let unit = match self.unit {
            Unit::Article => "条",
            Unit::Paragraph => "項",
            Unit::Item => "号",
            Unit::Section => "",
        };
        format!("第{}{unit}", self.number(at))
    }

    /// Its number alone.
    pub(super) fn number(self, at: usize) -> String {
        self.digits.write(u32::try_from(at + 1).unwrap_or(u32::MAX))
    }

    /// Clauses by their places, in order: 第１項及び第３項から第５項まで.
    pub(super) fn all(self, places: &[usize]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for &place in places {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == place => *last = place,
                _ => runs.push((place, place)),
            }
        }
        let words: Vec<String> = runs
            .into_iter()
            .flat_map(|(first, last)| match last - first {
                0 => vec![self.one(first)],
                1 => vec![self.one(first), self.one(last)],
                _ => vec![format!("{}から{}まで", self.one(first), self.one(last))],
            })
            .collect();
        crate::text::join_ja(&words.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

/// The end of the part of a point that names clauses.
pub(super) fn has_inner_steps(point: &Point) -> bool {
    point.steps.len() > 1
}
