//! What the texts refer to, and a warning at the line of what leads nowhere.

use super::{Reading, lines::Line, warning::Warning};
use crate::clauses::reference::{Reference, Spot, Subject, Texts, references};

/// How many bytes are searched for the words of one reference.
const SEARCHED: usize = 4096;

/// How many clauses are looked at for the next one that begins a line.
const AHEAD: usize = 64;

/// Finds the references of a reading.
pub(super) fn refer(reading: &mut Reading, lines: &[Line<'_>], warnings: &mut Vec<Warning>) {
    let wording = reading.wording();
    let found = {
        let subjects: Vec<Subject<'_>> = reading
            .clauses
            .iter()
            .map(|read| Subject { number: read.number, clause: &read.clause })
            .collect();
        let texts = Texts { preamble: &reading.preamble, clauses: &subjects, trailing: &reading.trailing };
        references(texts, wording)
    };
    let mut reached = Reached::default();
    for reference in found {
        if reference.dangles() {
            let message = format!("「{}」が指すものがありません。番号を確かめてください。", reference.text);
            let line = reached.line_of(reading, &reference, lines);
            warnings.push(Warning::new(line, "dangling-reference", message));
        }
        let of_text = matches!(reference.spot, Spot::Text(..));
        match reference.spot.clause().filter(|_| of_text).and_then(|at| reading.clauses.get_mut(at)) {
            Some(read) => read.references.push(reference),
            None => reading.references.push(reference),
        }
    }
}

/// The line at which the reference before was found, and its clause: the next
/// one of the clause stands there or below.
#[derive(Debug, Default)]
struct Reached {
    clause: Option<usize>,
    line: usize,
}

impl Reached {
    /// Where a reference stands: the first line of its part that holds it, else
    /// where the part begins.
    fn line_of(&mut self, reading: &Reading, reference: &Reference, lines: &[Line<'_>]) -> usize {
        let clauses = &reading.clauses;
        let first = clauses.first().map_or(usize::MAX, |read| read.line);
        let last = clauses.last().map_or(1, |read| read.line);
        let clause = reference.spot.clause().filter(|at| *at < clauses.len());
        let (begins, from, to) = match clause {
            Some(at) => {
                let begins = clauses.get(at).map_or(1, |read| read.line);
                let next =
                    clauses.iter().skip(at + 1).take(AHEAD).map(|read| read.line).find(|line| *line > begins);
                // Its caption stands above it.
                let above =
                    if matches!(reference.spot, Spot::Text(..)) { begins } else { begins.saturating_sub(3) };
                (begins, above, next.unwrap_or(usize::MAX))
            }
            None if matches!(reference.spot, Spot::Preamble(_)) => (first.min(1), 0, first),
            None => (last, last + 1, usize::MAX),
        };
        let from = if self.clause == clause { self.line.max(from) } else { from };
        let start = lines.partition_point(|line| line.number < from);
        let mut left = SEARCHED;
        let mut near = |line: &&Line<'_>| {
            let enough = line.text.len() <= left;
            left = left.saturating_sub(line.text.len());
            enough && line.number < to
        };
        let within = lines.iter().skip(start).take_while(|line| near(line));
        let found = within.into_iter().find(|line| line.text.contains(&reference.text));
        let line = found.map_or(begins, |line| line.number);
        (self.clause, self.line) = (clause, if found.is_some() { line } else { from });
        line
    }
}
