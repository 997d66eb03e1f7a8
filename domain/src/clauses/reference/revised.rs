//! A set as it shall be, and what becomes of its references.

use std::ops::Range;

use super::Spot;
use crate::clauses::Clause;

/// A set as it shall be; its references still as they were in the set before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RevisedSet {
    /// Text before the first clause.
    pub preamble: Vec<String>,
    /// The clauses.
    pub clauses: Vec<Revised>,
    /// Text after the last clause.
    pub trailing: Vec<String>,
    /// Stretches that were typed for the set as it shall be: the text, by the
    /// new place of its clause, and where in it. References in them are not
    /// touched.
    pub fresh: Vec<(Spot, Range<usize>)>,
}

/// A clause of the set as it shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised {
    /// Its content.
    pub clause: Clause,
    /// The places, from 0, of the clauses of the set before that it comes
    /// from: none if it is new, several if they were joined. A clause that was
    /// split is named by each of its parts.
    pub from: Vec<usize>,
}

/// A reference that was written anew, or that covers other clauses than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    /// The text, by the new place of its clause.
    pub spot: Spot,
    /// As it was.
    pub before: String,
    /// As it is now: the same, if only what it covers has changed.
    pub after: String,
    /// New clauses that it now covers, by their places from 0.
    pub covers: Vec<usize>,
    /// Clauses that it covered and that are gone, by their former places.
    pub lost: Vec<usize>,
}

/// Why a person must decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// What it pointed at was removed.
    Removed,
    /// It says 前 or 次 and stands in a clause that was joined from several.
    Joined,
    /// What it pointed at became several clauses, and it names a part of one.
    Split,
    /// It leads nowhere in the set as it shall be.
    Dangling,
    /// It stands before or behind the clauses, where paragraphs are counted
    /// too, and may mean one of those or a clause.
    Around,
}

/// A reference that is left as it is until a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The text, by the new place of its clause.
    pub spot: Spot,
    /// Where it begins in that text, in bytes.
    pub at: usize,
    /// As it is written.
    pub text: String,
    /// Why.
    pub reason: Reason,
    /// What it pointed at, by the former places from 0.
    pub pointed_at: Vec<usize>,
    /// What it could say instead: what is left of its targets.
    pub suggestion: Option<String>,
    /// It led nowhere, and would now come to lead somewhere by chance.
    pub leads_now: bool,
}

/// A set with its numbers and references in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// Text before the first clause.
    pub preamble: Vec<String>,
    /// The clauses, numbered from 1.
    pub clauses: Vec<Clause>,
    /// Text after the last clause.
    pub trailing: Vec<String>,
    /// References that were written anew.
    pub mends: Vec<Mend>,
    /// References a person must decide about.
    pub decisions: Vec<Decision>,
    /// References that were typed for this set: the text, and where in it.
    pub fresh: Vec<(Spot, usize)>,
}
