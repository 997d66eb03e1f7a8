//! Clauses added, removed, moved, split, joined: their numbers follow, and
//! references stay on the clauses they were on.

use std::{collections::BTreeSet, ops::Range};

use super::{
    Decision, Mend, Number, Reason, Renumbered, Revised, RevisedSet, Spot, Target, Texts, Wording,
    around::At,
    references,
    resolve::{From, Resolved, Resolver, is_relative},
    scan::{Expression, Step, Words, scan},
    subjects,
    write::{Digits, Manner, has_inner_steps},
};
use crate::clauses::Clause;

/// Numbers the clauses of a set anew and mends its references. The clauses it
/// had may be numbered with gaps and branches: 第３条の２.
#[must_use]
pub fn renumber(before: Texts<'_>, after: &RevisedSet, wording: Wording) -> Renumbered {
    let mut clauses: Vec<Clause> = after.clauses.iter().map(|revised| revised.clause.clone()).collect();
    for (number, clause) in (1..).zip(&mut clauses) {
        clause.number = number;
    }
    let (mut preamble, mut trailing) = (after.preamble.clone(), after.trailing.clone());
    // What new places the paragraphs have is not changed by mending numbers.
    let shape = clauses.clone();
    let new = subjects(&shape);
    let texts = Texts { preamble: &after.preamble, clauses: &new, trailing: &after.trailing };
    let work = Work {
        old: Resolver::new(before, wording),
        new: Resolver::new(texts, wording),
        images: images(before.clauses.len(), &after.clauses),
        after,
        usual: usual_digits(before, wording),
    };
    let mut found = Found::default();
    texts.each(&mut |spot, text| {
        let Some(anew) = work.text(&spot, text, &mut found) else { return };
        let place = match &spot {
            Spot::Preamble(at) => preamble.get_mut(*at),
            Spot::Trailing(at) => trailing.get_mut(*at),
            spot => spot.clause().and_then(|at| spot.in_clause(clauses.get_mut(at)?)),
        };
        if let Some(place) = place {
            *place = anew;
        }
    });
    let Found { mends, mut decisions, fresh } = found;
    let done = subjects(&clauses);
    let texts = Texts { preamble: &preamble, clauses: &done, trailing: &trailing };
    let lost = dangling(texts, wording, &decisions);
    decisions.extend(lost);
    Renumbered { preamble, clauses, trailing, mends, decisions, fresh }
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

fn usual_digits(texts: Texts<'_>, wording: Wording) -> Digits {
    let found = references(texts, wording);
    let named = found
        .iter()
        .filter(|reference| !reference.relative && matches!(reference.target, Target::Clauses { .. }));
    named.filter_map(|reference| Digits::of(&reference.text)).next().unwrap_or(Digits::Full)
}

#[derive(Default)]
struct Found {
    mends: Vec<Mend>,
    decisions: Vec<Decision>,
    fresh: Vec<(Spot, usize)>,
}

struct Work<'a> {
    old: Resolver<'a>,
    new: Resolver<'a>,
    images: Vec<Vec<usize>>,
    after: &'a RevisedSet,
    usual: Digits,
}

/// What becomes of one expression.
enum Fate {
    Keep,
    /// It stays as it is written, and covers other clauses than before.
    Widen {
        covers: Vec<usize>,
        lost: Vec<usize>,
    },
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
    /// Where a text stood in the set before; `None` of what is new there: it is
    /// written for the set as it shall be.
    fn origin(&self, spot: &Spot) -> Option<At> {
        match spot.at() {
            At::Clause(at) => self.after.clauses.get(at)?.from.first().copied().map(At::Clause),
            around => Some(around),
        }
    }

    fn is_fresh(&self, spot: &Spot, span: &Range<usize>) -> bool {
        let meets = |(of, typed): &(Spot, Range<usize>)| {
            of == spot && typed.start < span.end && span.start < typed.end
        };
        self.after.fresh.iter().any(meets)
    }

    /// A text with its references mended, if there was one to mend.
    fn text(&self, spot: &Spot, text: &str, found: &mut Found) -> Option<String> {
        let origin = self.origin(spot)?;
        let (mut anew, mut named) = (text.to_owned(), None);
        let mut expressions = scan(text, self.old.wording).into_iter().peekable();
        while let Some(expression) = expressions.next() {
            // Whether what follows names a part of what this one names.
            let leads = expressions.peek().is_some_and(|next| !next.context.is_empty());
            // What was written so far, before it, may be longer or shorter.
            let moved = |at: usize| (at + anew.len()).saturating_sub(text.len());
            let span = moved(expression.span.start)..moved(expression.span.end);
            if self.is_fresh(spot, &expression.span) {
                found.fresh.push((spot.clone(), span.start));
                continue;
            }
            let resolved = self.old.resolve(&expression, From { at: origin, path: spot.path(), named });
            let written = text.get(expression.span.clone()).unwrap_or_default();
            let ask = |reason, pointed_at, suggestion| Decision {
                spot: spot.clone(),
                at: span.start,
                text: written.to_owned(),
                reason,
                pointed_at,
                suggestion,
                leads_now: false,
            };
            // It goes with the one before it.
            if !expression.context.is_empty() {
                continue;
            }
            let Some(covered) = resolved.clauses else {
                let now = || self.now(spot, &expression);
                match resolved.target {
                    // What led nowhere must not come to lead somewhere by chance.
                    Target::Nothing if now().target != Target::Nothing => {
                        let decision = ask(Reason::Dangling, Vec::new(), None);
                        found.decisions.push(Decision { leads_now: true, ..decision });
                    }
                    // Nor what meant a paragraph around the clauses mean a clause.
                    Target::Outside if now().clauses.is_some() => {
                        found.decisions.push(ask(Reason::Around, Vec::new(), None));
                    }
                    _ => {}
                }
                continue;
            };
            named = Some(covered.0);
            match self.fate(spot, &expression, leads, &resolved, covered, written) {
                Fate::Keep => {}
                Fate::Widen { covers, lost } => {
                    let (spot, words) = (spot.clone(), written.to_owned());
                    found.mends.push(Mend { spot, before: words.clone(), after: words, covers, lost });
                }
                Fate::Write { span: part, text: words, covers, lost } => {
                    let part = moved(part.start)..moved(part.end);
                    let end = (span.end + words.len()).saturating_sub(part.len());
                    if anew.get(part.clone()).is_none() {
                        continue;
                    }
                    anew.replace_range(part, &words);
                    found.mends.push(Mend {
                        spot: spot.clone(),
                        before: written.to_owned(),
                        after: anew.get(span.start..end).unwrap_or_default().to_owned(),
                        covers,
                        lost,
                    });
                }
                Fate::Ask { reason, pointed_at, suggestion } => {
                    found.decisions.push(ask(reason, pointed_at, suggestion));
                }
            }
        }
        (anew != text).then_some(anew)
    }

    /// Where an expression leads in the set as it shall be.
    fn now(&self, spot: &Spot, expression: &Expression) -> Resolved {
        self.new.resolve(expression, From { at: spot.at(), path: spot.path(), named: None })
    }

    fn fate(
        &self,
        spot: &Spot,
        expression: &Expression,
        leads: bool,
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
        let clause = spot.clause().and_then(|at| self.after.clauses.get(at));
        let joined = clause.is_some_and(|revised| revised.from.len() > 1);
        let pointed_at: Vec<usize> = (first..=last).collect();
        if joined && is_relative(expression) {
            return Fate::Ask { reason: Reason::Joined, pointed_at, suggestion: None };
        }
        let here = match spot.at() {
            At::Before => 0,
            At::Clause(at) => at,
            At::After => self.after.clauses.len(),
        };
        let (targets, covers) = self.targets(first, last, all_before.then_some(here));
        let lost: Vec<usize> = pointed_at
            .iter()
            .copied()
            .filter(|old| self.images.get(*old).is_none_or(Vec::is_empty))
            .collect();
        let now = self.now(spot, expression);
        let same = now.clauses.is_some_and(|(first, last)| targets.iter().copied().eq(first..=last));
        if same && (lost.is_empty() || all_before) {
            let unmoved = covers.is_empty() && lost.is_empty();
            return if unmoved { Fate::Keep } else { Fate::Widen { covers, lost } };
        }
        let places: Vec<usize> = targets.iter().copied().collect();
        let manner = Manner::of(expression, written, self.old.wording, self.usual);
        let suggestion = (!places.is_empty()).then(|| manner.all(&places));
        if lost.contains(&first) || lost.contains(&last) || places.is_empty() {
            return Fate::Ask { reason: Reason::Removed, pointed_at, suggestion };
        }
        if same {
            return Fate::Widen { covers, lost };
        }
        let number = |place: usize| Number { main: u32::try_from(place + 1).unwrap_or(u32::MAX), branch: 0 };
        let taken = |place: &usize| {
            self.new.around(spot.at()).is_some_and(|around| around.holds(manner.unit, number(*place)))
        };
        if places.iter().any(taken) {
            return Fate::Ask { reason: Reason::Around, pointed_at, suggestion: None };
        }
        let inner =
            has_inner_steps(point) && matches!(resolved.target, Target::Within { .. } | Target::Nothing);
        match (inner, places.as_slice(), point.steps.first()) {
            (true, [place], Some((_, span))) => {
                // 3(6) names its clause by the number alone.
                let alone = !written.starts_with('第') && !is_relative(expression);
                let text = if alone { manner.number(*place) } else { manner.one(*place) };
                Fate::Write { span: span.clone(), text, covers, lost }
            }
            (true, ..) => Fate::Ask { reason: Reason::Split, pointed_at, suggestion: None },
            (_, [_, _, ..], _) if leads && to.is_none() => {
                Fate::Ask { reason: Reason::Split, pointed_at, suggestion: None }
            }
            _ => Fate::Write { span: expression.span.clone(), text: manner.all(&places), covers, lost },
        }
    }

    /// The new places of the clauses from one to another; new clauses among
    /// them come to belong to them.
    fn targets(&self, first: usize, last: usize, all_before: Option<usize>) -> (BTreeSet<usize>, Vec<usize>) {
        let images = self.images.get(first..=last).unwrap_or_default();
        let mut targets: BTreeSet<usize> = images.iter().flatten().copied().collect();
        let is_new = |at: usize| self.after.clauses.get(at).is_some_and(|revised| revised.from.is_empty());
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
fn dangling(texts: Texts<'_>, wording: Wording, asked: &[Decision]) -> Vec<Decision> {
    let found = references(texts, wording).into_iter().filter(|reference| reference.dangles());
    found
        .map(|reference| Decision {
            spot: reference.spot,
            at: reference.span.start,
            text: reference.text,
            reason: Reason::Dangling,
            pointed_at: Vec::new(),
            suggestion: None,
            leads_now: false,
        })
        .filter(|decision| !asked.iter().any(|known| known.at == decision.at && known.spot == decision.spot))
        .collect()
}
