//! Clauses added, removed, moved, split, joined: their numbers follow, and
//! references stay on the clauses they were on.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Decision, Mend, Reason, Renumbered, Revised, Subject, Target, Wording, references,
    resolve::{From, Resolved, Resolver, is_relative},
    scan::{Expression, Step, Words, scan},
    subjects,
    write::{Digits, Manner, has_inner_steps},
};
use crate::clauses::{Clause, ClauseItem};

/// Numbers the clauses of a set anew and mends its references.
#[must_use]
pub fn renumber(before: &[Clause], after: &[Revised], wording: Wording) -> Renumbered {
    renumber_from(&subjects(before), after, wording)
}

/// [`renumber`], of clauses whose numbers have gaps and branches: 第３条の２.
#[must_use]
pub fn renumber_from(old: &[Subject<'_>], after: &[Revised], wording: Wording) -> Renumbered {
    let mut clauses: Vec<Clause> = after.iter().map(|revised| revised.clause.clone()).collect();
    for (number, clause) in (1..).zip(&mut clauses) {
        clause.number = number;
    }
    // What new places the paragraphs have is not changed by mending numbers.
    let shape = clauses.clone();
    let new = subjects(&shape);
    let work = Work {
        old: Resolver::new(old, wording),
        new: Resolver::new(&new, wording),
        images: images(old.len(), after),
        after,
        usual: usual_digits(old, wording),
    };
    let mut found = Found::default();
    for (at, clause) in clauses.iter_mut().enumerate() {
        work.clause(at, clause, &mut found);
    }
    found.decisions.extend(dangling(&clauses, wording, &found.decisions));
    Renumbered { clauses, mends: found.mends, decisions: found.decisions, fresh: found.fresh }
}

/// The new places of each former clause.
fn images(count: usize, after: &[Revised]) -> Vec<Vec<usize>> {
    let mut images = vec![Vec::new(); count];
    for (at, revised) in after.iter().enumerate() {
        for from in &revised.from {
            if let Some(image) = images.get_mut(*from) {
                image.push(at);
            }
        }
    }
    images
}

fn usual_digits(subjects: &[Subject<'_>], wording: Wording) -> Digits {
    let found = references(subjects, wording);
    let named = found
        .iter()
        .flatten()
        .filter(|reference| !reference.relative && matches!(reference.target, Target::Clauses { .. }));
    named.filter_map(|reference| Digits::of(&reference.text)).next().unwrap_or(Digits::Full)
}

#[derive(Default)]
struct Found {
    mends: Vec<Mend>,
    decisions: Vec<Decision>,
    fresh: Vec<(usize, Vec<usize>, usize)>,
}

struct Work<'a> {
    old: Resolver<'a>,
    new: Resolver<'a>,
    images: Vec<Vec<usize>>,
    after: &'a [Revised],
    usual: Digits,
}

/// What becomes of one expression.
enum Fate {
    Keep,
    /// Writes this in place of a part of the text.
    Write {
        span: Range<usize>,
        text: String,
        covers: Vec<usize>,
        lost: Vec<usize>,
    },
    Ask {
        reason: Reason,
        pointed_at: Vec<usize>,
        suggestion: Option<String>,
    },
}

impl Work<'_> {
    fn clause(&self, at: usize, clause: &mut Clause, found: &mut Found) {
        self.text(at, &[], &mut clause.body, found);
        self.items(at, &mut Vec::new(), &mut clause.items, found);
    }

    fn items(&self, at: usize, path: &mut Vec<usize>, items: &mut [ClauseItem], found: &mut Found) {
        for (index, item) in items.iter_mut().enumerate() {
            path.push(index);
            self.text(at, path, &mut item.text, found);
            self.items(at, path, &mut item.items, found);
            path.pop();
        }
    }

    fn text(&self, at: usize, path: &[usize], text: &mut String, found: &mut Found) {
        let Some(revised) = self.after.get(at) else { return };
        // A new clause is written for the set as it shall be.
        let Some(&origin) = revised.from.first() else { return };
        let (mut named, mut shift) = (None, 0_isize);
        for expression in scan(&text.clone(), self.old.wording) {
            let typed = |(of, span): &(Vec<usize>, Range<usize>)| {
                of == path && span.start < expression.span.end && expression.span.start < span.end
            };
            if revised.fresh.iter().any(typed) {
                let start = expression.span.start.saturating_add_signed(shift);
                found.fresh.push((at, path.to_vec(), start));
                continue;
            }
            let from = From { clause: origin, path, named };
            let resolved = self.old.resolve(&expression, from);
            let moved = |at: usize| at.saturating_add_signed(shift);
            let span = moved(expression.span.start)..moved(expression.span.end);
            let written = text.get(span.clone()).unwrap_or_default().to_owned();
            let ask = |reason, pointed_at, suggestion| Decision {
                clause: at,
                path: path.to_vec(),
                at: span.start,
                text: written.clone(),
                reason,
                pointed_at,
                suggestion,
                leads_now: false,
            };
            let Some(covered) = resolved.clauses else {
                // What led nowhere must not come to lead somewhere by chance.
                let now = || self.new.resolve(&expression, From { clause: at, path, named: None });
                if resolved.target == Target::Nothing && now().target != Target::Nothing {
                    found
                        .decisions
                        .push(Decision { leads_now: true, ..ask(Reason::Dangling, Vec::new(), None) });
                }
                continue;
            };
            named = Some(covered.0);
            match self.fate(at, path, &expression, &resolved, covered, &written) {
                Fate::Keep => {}
                Fate::Write { span: part, text: anew, covers, lost } => {
                    let part = moved(part.start)..moved(part.end);
                    if text.get(part.clone()).is_none() {
                        continue;
                    }
                    let length = text.len();
                    text.replace_range(part, &anew);
                    let grown = isize::try_from(text.len()).unwrap_or_default()
                        - isize::try_from(length).unwrap_or_default();
                    shift += grown;
                    let after = text
                        .get(span.start..span.end.saturating_add_signed(grown))
                        .unwrap_or_default()
                        .to_owned();
                    found.mends.push(Mend {
                        clause: at,
                        path: path.to_vec(),
                        before: written,
                        after,
                        covers,
                        lost,
                    });
                }
                Fate::Ask { reason, pointed_at, suggestion } => {
                    found.decisions.push(ask(reason, pointed_at, suggestion));
                }
            }
        }
    }

    fn fate(
        &self,
        at: usize,
        path: &[usize],
        expression: &Expression,
        resolved: &Resolved,
        (first, last): (usize, usize),
        written: &str,
    ) -> Fate {
        let Words::Place { from: point, to, .. } = &expression.words else { return Fate::Keep };
        let steps = point.steps.first().map(|(step, _)| *step);
        let all_before = matches!(steps, Some(Step::AllPrevious(_))) && to.is_none();
        if matches!(steps, Some(Step::Own(_) | Step::Same(_))) {
            return Fate::Keep;
        }
        let joined = self.after.get(at).is_some_and(|revised| revised.from.len() > 1);
        let pointed_at: Vec<usize> = (first..=last).collect();
        if joined && is_relative(expression) {
            return Fate::Ask { reason: Reason::Joined, pointed_at, suggestion: None };
        }
        let (targets, covers) = self.targets(first, last, all_before.then_some(at));
        let lost: Vec<usize> = pointed_at
            .iter()
            .copied()
            .filter(|old| self.images.get(*old).is_none_or(Vec::is_empty))
            .collect();
        let now = self.new.resolve(expression, From { clause: at, path, named: None });
        let same = now.clauses.is_some_and(|(first, last)| targets.iter().copied().eq(first..=last));
        if same && (lost.is_empty() || all_before) {
            return Fate::Keep;
        }
        let places: Vec<usize> = targets.iter().copied().collect();
        let manner = Manner::of(expression, written, self.old.wording, self.usual);
        let suggestion = (!places.is_empty()).then(|| manner.all(&places));
        if lost.contains(&first) || lost.contains(&last) || places.is_empty() {
            return Fate::Ask { reason: Reason::Removed, pointed_at, suggestion };
        }
        if same {
            return Fate::Keep;
        }
        let inner =
            has_inner_steps(point) && matches!(resolved.target, Target::Within { .. } | Target::Nothing);
        match (inner, places.as_slice(), point.steps.first()) {
            (true, [place], Some((_, span))) => {
                Fate::Write { span: span.clone(), text: manner.one(*place), covers, lost }
            }
            (true, ..) => Fate::Ask { reason: Reason::Split, pointed_at, suggestion: None },
            _ => Fate::Write { span: expression.span.clone(), text: manner.all(&places), covers, lost },
        }
    }

    /// The new places of the clauses from one to another; new clauses among
    /// them come to belong to them.
    fn targets(&self, first: usize, last: usize, all_before: Option<usize>) -> (BTreeSet<usize>, Vec<usize>) {
        let images = self.images.get(first..=last).unwrap_or_default();
        let mut targets: BTreeSet<usize> = images.iter().flatten().copied().collect();
        let is_new = |at: usize| self.after.get(at).is_some_and(|revised| revised.from.is_empty());
        let mut covers = Vec::new();
        let (Some(&low), Some(&high)) = (targets.first(), targets.last()) else { return (targets, covers) };
        let (low, high) = all_before.map_or((low, high), |at| (0, at.max(1) - 1));
        let mut at = low;
        while at <= high {
            let start = at;
            while at <= high && is_new(at) {
                at += 1;
            }
            let before = start == 0 || targets.contains(&(start - 1));
            let behind = targets.contains(&at) || all_before == Some(at);
            if at > start && before && behind {
                covers.extend(start..at);
            }
            at = at.max(start + 1);
        }
        targets.extend(covers.iter().copied());
        (targets, covers)
    }
}

/// References that lead nowhere in the set as it shall be, but for those a
/// person is asked about already.
fn dangling(clauses: &[Clause], wording: Wording, asked: &[Decision]) -> Vec<Decision> {
    let found = references(&subjects(clauses), wording);
    let all = found
        .into_iter()
        .enumerate()
        .flat_map(|(clause, found)| found.into_iter().map(move |found| (clause, found)));
    all.filter(|(_, reference)| reference.dangles())
        .map(|(clause, reference)| Decision {
            clause,
            at: reference.span.start,
            path: reference.path,
            text: reference.text,
            reason: Reason::Dangling,
            pointed_at: Vec::new(),
            suggestion: None,
            leads_now: false,
        })
        .filter(|decision| {
            !asked.iter().any(|known| {
                (known.clause, known.at) == (decision.clause, decision.at) && known.path == decision.path
            })
        })
        .collect()
}
