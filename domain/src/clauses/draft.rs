//! What was read, as the content of an edition: clauses numbered from 1, their
//! references in order.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{
    CaptionPlace, Clause, ClauseSet, Edition, EditionState, Numbering, PartyLabels,
    reader::Reading,
    reference::{Decision, Mend, Number, Reason, Revised, RevisedSet, Subject, Texts, renumber},
};
use crate::{
    Fault, Id, Place,
    bundle::{Bundle, Known, check},
};

/// Where the faults of an edition that stands alone in a bundle are.
const PATH: &str = "$.clause_sets[0].editions[0]";

/// A clause that got another number than it was written with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renumbered {
    /// The line it begins at.
    pub line: usize,
    /// The number it had.
    pub before: Number,
    /// The number it has.
    pub after: u32,
}

/// The content of an edition as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// How clauses are numbered.
    pub numbering: Numbering,
    /// Where captions stand.
    pub captions: CaptionPlace,
    /// Text before the first clause.
    pub preamble: Vec<String>,
    /// The clauses, numbered from 1 without a gap.
    pub clauses: Vec<Clause>,
    /// Text after the last clause.
    pub trailing: Vec<String>,
    /// Clauses that got another number.
    pub renumbered: Vec<Renumbered>,
    /// References written anew because clauses got other numbers.
    pub mends: Vec<Mend>,
    /// References that a person must look at because clauses got other numbers.
    pub decisions: Vec<Decision>,
    /// What keeps it from being an edition, by line.
    pub faults: Vec<Fault>,
}

impl Draft {
    /// An edition with this content.
    #[must_use]
    pub fn edition(&self, id: Id<Edition>, number: u32) -> Edition {
        Edition {
            id,
            number,
            state: EditionState::Draft,
            valid_from: None,
            valid_to: None,
            numbering: self.numbering,
            captions: self.captions,
            preamble: self.preamble.clone(),
            clauses: self.clauses.clone(),
            trailing: self.trailing.clone(),
        }
    }
}

/// The edition that a reading comes to.
#[must_use]
pub fn draft(reading: &Reading) -> Draft {
    let label =
        |reading: &Reading| reading.clauses.first().map(|read| read.label.clone()).unwrap_or_default();
    let numbering = reading.style.map(|style| Numbering::nearest(style, &label(reading)));
    let mut draft = Draft {
        numbering: numbering.unwrap_or_default(),
        captions: reading.captions,
        preamble: reading.preamble.clone(),
        clauses: reading.clauses.iter().map(|read| read.clause.clone()).collect(),
        trailing: reading.trailing.clone(),
        renumbered: Vec::new(),
        mends: Vec::new(),
        decisions: Vec::new(),
        faults: Vec::new(),
    };
    let numbered = || (1..).zip(&reading.clauses);
    draft.renumbered = numbered()
        .filter(|(number, read)| read.number != Number { main: *number, branch: 0 })
        .map(|(after, read)| Renumbered { line: read.line, before: read.number, after })
        .collect();
    if !draft.renumbered.is_empty() {
        number_anew(reading, &mut draft);
    }
    draft.faults = faults(reading, &draft);
    draft
}

fn number_anew(reading: &Reading, draft: &mut Draft) {
    let subjects: Vec<Subject<'_>> =
        reading.clauses.iter().map(|read| Subject { number: read.number, clause: &read.clause }).collect();
    let revised = |(at, clause): (usize, &Clause)| Revised { clause: clause.clone(), from: vec![at] };
    let after = RevisedSet {
        preamble: reading.preamble.clone(),
        clauses: reading.clauses.iter().map(|read| &read.clause).enumerate().map(revised).collect(),
        trailing: reading.trailing.clone(),
        fresh: Vec::new(),
    };
    let before = Texts { preamble: &reading.preamble, clauses: &subjects, trailing: &reading.trailing };
    let done = renumber(before, &after, reading.wording());
    (draft.preamble, draft.clauses, draft.trailing) = (done.preamble, done.clauses, done.trailing);
    (draft.mends, draft.decisions) = (done.mends, done.decisions);
    // What led nowhere before has its warning already.
    let led_nowhere = |decision: &Decision| {
        let of = |at: usize| reading.clauses.get(at).map(|read| read.references.as_slice());
        let own = decision.spot.clause().and_then(of).unwrap_or_default();
        own.iter()
            .chain(&reading.references)
            .any(|found| found.dangles() && found.spot == decision.spot && found.text == decision.text)
    };
    draft.decisions.retain(|decision| {
        decision.reason != Reason::Dangling || decision.leads_now || !led_nowhere(decision)
    });
}

/// What the rules of a bundle say of it, at the lines of the text.
fn faults(reading: &Reading, draft: &Draft) -> Vec<Fault> {
    if draft.clauses.is_empty() {
        let message = "条項が見つかりません。番号（１、第１、第１条など）か、括弧に入った見出しのある文を入れてください。";
        return vec![Fault::whole("no-clauses", message)];
    }
    let label = || "-".to_owned();
    let set = ClauseSet {
        id: Uuid::nil().into(),
        name: label(),
        variant: label(),
        title: label(),
        parties: PartyLabels { ward: label(), contractor: label(), subcontractor: String::new() },
        editions: vec![draft.edition(Uuid::from_u128(1).into(), 1)],
    };
    let bundle = Bundle { clause_sets: vec![set], ..Bundle::default() };
    let mut told = BTreeMap::new();
    for fault in check(&bundle, &Known::default()) {
        let Some((line, place)) = place(reading, &fault.place) else { continue };
        let message = format!("{line}行目の{place}：{}", fault.message);
        told.entry((line, message.clone())).or_insert(Fault { message, place: Place::Line(line), ..fault });
    }
    told.into_values().collect()
}

/// The line of a fault's place, and what stands there.
fn place(reading: &Reading, place: &Place) -> Option<(usize, String)> {
    let Place::Path(path) = place else { return None };
    let within = path.strip_prefix(PATH)?.strip_prefix('.')?;
    let first = reading.clauses.first().map_or(1, |read| read.line);
    let last = reading.clauses.last().map_or(1, |read| read.line);
    let Some(clause) = within.strip_prefix("clauses[") else {
        let (line, word) =
            if within.starts_with("preamble") { (first.min(1), "前文") } else { (last, "末尾の文") };
        return Some((line, word.to_owned()));
    };
    let at: usize = clause.split(']').next()?.parse().ok()?;
    let read = reading.clauses.get(at)?;
    Some((read.line, format!("条項（番号{}）", read.number)))
}

#[cfg(test)]
mod tests;
