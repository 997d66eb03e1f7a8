//! References between clauses: understood, checked, and mended when clauses
//! are added, removed or moved.

mod around;
mod bare;
mod context;
mod layout;
mod outside;
mod renumber;
mod resolve;
mod revised;
mod scan;
mod spot;
#[cfg(test)]
mod tests;
mod write;

use std::{fmt, ops::Range};

use super::{Clause, Edition, Numbering, reader::Sequence};
use crate::record::coded;
pub use renumber::renumber;
use resolve::Resolver;
pub use revised::{Decision, Mend, Reason, Renumbered, Revised, RevisedSet};
pub use spot::{Spot, Texts};
pub(crate) use spot::{each_text, with_texts};

/// The number of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    /// 3 of 第3条の2.
    pub main: u32,
    /// 2 of 第3条の2; 0 if it has none.
    pub branch: u32,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.branch {
            0 => write!(f, "{}", self.main),
            branch => write!(f, "{}の{branch}", self.main),
        }
    }
}

/// What a set calls its clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wording {
    /// 第３項: clauses are numbered １, ２.
    Paragraphs,
    /// 第３条: clauses have paragraphs, 項.
    Articles,
    /// 第３: clauses are numbered 第１, 第２.
    Sections,
}

impl Wording {
    /// The wording of a set whose clauses are numbered so.
    #[must_use]
    pub fn of(sequence: Sequence) -> Self {
        match sequence {
            Sequence::Article => Self::Articles,
            Sequence::Section => Self::Sections,
            _ => Self::Paragraphs,
        }
    }

    /// The wording of clauses that are stored: that of their references.
    #[must_use]
    pub fn of_clauses(clauses: &[Clause]) -> Self {
        let subjects = subjects(clauses);
        let named = |wording| {
            let found = references(Texts { clauses: &subjects, ..Texts::default() }, wording);
            found
                .iter()
                .filter(|found| matches!(found.target, Target::Clauses { .. }) && !found.relative)
                .count()
        };
        let (articles, sections, paragraphs) =
            (named(Self::Articles), named(Self::Sections), named(Self::Paragraphs));
        if articles > 0 && articles >= sections {
            Self::Articles
        } else if sections > paragraphs {
            Self::Sections
        } else {
            Self::Paragraphs
        }
    }
}

/// What a reference points at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One clause.
    Clause,
    /// Several clauses in a row.
    Range,
    /// One paragraph of a clause, or several.
    Paragraph,
    /// One item.
    Item,
    /// Several items.
    Items,
    /// Annexes of the paper.
    Annex,
    /// A law, an ordinance, the contract itself.
    Outside,
}

coded!(Kind {
    Clause = "clause", "条項";
    Range = "range", "条項の範囲";
    Paragraph = "paragraph", "項";
    Item = "item", "号";
    Items = "items", "各号";
    Annex = "annex", "別紙";
    Outside = "outside", "この条項の外";
});

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Clauses from one to another, by their place from 0.
    Clauses {
        /// The first.
        first: usize,
        /// The last.
        last: usize,
    },
    /// Parts of one clause.
    Within {
        /// The clause, by its place from 0.
        clause: usize,
        /// The parts, each by the places of the items that lead to it; no place
        /// at all is the clause's first paragraph.
        parts: Vec<Vec<usize>>,
    },
    /// Annexes of the paper, by number.
    Annexes(Vec<u32>),
    /// Another document: it is not checked.
    Outside,
    /// Nothing: what it names does not exist.
    Nothing,
}

/// A reference in the text of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The text.
    pub spot: Spot,
    /// Where in that text, in bytes.
    pub span: Range<usize>,
    /// As written.
    pub text: String,
    /// What it points at.
    pub kind: Kind,
    /// It says 前 or 次 rather than a number.
    pub relative: bool,
    /// Where it leads.
    pub target: Target,
}

impl Reference {
    /// It leads nowhere.
    #[must_use]
    pub fn dangles(&self) -> bool {
        self.target == Target::Nothing
    }
}

/// A clause whose references are looked for.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Its number.
    pub number: Number,
    /// The clause.
    pub clause: &'a Clause,
}

/// Clauses that are numbered from 1 without a gap.
pub(crate) fn subjects(clauses: &[Clause]) -> Vec<Subject<'_>> {
    (1..).zip(clauses).map(|(main, clause)| Subject { number: Number { main, branch: 0 }, clause }).collect()
}

impl Edition {
    /// In which words its clauses refer to each other: by how they are
    /// numbered; plain numbers are called both ways.
    #[must_use]
    pub fn wording(&self) -> Wording {
        match self.numbering {
            Numbering::Plain | Numbering::Dot => Wording::of_clauses(&self.clauses),
            numbering => numbering.wording(),
        }
    }
}

/// The references of an edition that lead nowhere.
#[must_use]
pub fn dangling(edition: &Edition) -> Vec<Reference> {
    let mut found = of_edition(edition, edition.wording());
    found.retain(Reference::dangles);
    found
}

/// The references of an edition.
#[must_use]
pub fn of_edition(edition: &Edition, wording: Wording) -> Vec<Reference> {
    with_texts(edition, |texts| references(texts, wording))
}

/// The references in the texts of a set, in order.
#[must_use]
pub fn references(texts: Texts<'_>, wording: Wording) -> Vec<Reference> {
    Resolver::new(texts, wording).all()
}
