//! Where a reference leads, by what the set calls its clauses.

use std::collections::HashMap;

use super::{
    Kind, Number, Reference, Subject, Target, Texts, Wording,
    around::{Around, At},
    context::{whole, whole_end},
    layout::Layout,
    scan::{Expression, Step, Unit, Words, scan},
};

/// Knows a set.
pub(super) struct Resolver<'a> {
    subjects: &'a [Subject<'a>],
    texts: Texts<'a>,
    numbers: HashMap<Number, usize>,
    layouts: Vec<Layout<'a>>,
    before: Around,
    after: Around,
    pub(super) wording: Wording,
}

/// A place in a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct From<'p> {
    pub(super) at: At,
    pub(super) path: &'p [usize],
    /// The clause that the text named last.
    pub(super) named: Option<usize>,
}

/// Where a reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub(super) kind: Kind,
    pub(super) target: Target,
    /// The clauses that it names by number or place, first and last.
    pub(super) clauses: Option<(usize, usize)>,
}

impl Resolved {
    fn nothing(kind: Kind) -> Self {
        Self { kind, target: Target::Nothing, clauses: None }
    }

    fn clauses(first: usize, last: usize) -> Self {
        let kind = if first == last { Kind::Clause } else { Kind::Range };
        Self { kind, target: Target::Clauses { first, last }, clauses: Some((first, last)) }
    }

    fn within(kind: Kind, clause: usize, parts: Vec<Vec<usize>>) -> Self {
        match parts.is_empty() {
            true => Self::nothing(kind),
            false => Self { kind, target: Target::Within { clause, parts }, clauses: None },
        }
    }
}

impl<'a> Resolver<'a> {
    /// For a set.
    pub(super) fn new(texts: Texts<'a>, wording: Wording) -> Self {
        let subjects = texts.clauses;
        let mut numbers = HashMap::with_capacity(subjects.len());
        for (at, subject) in subjects.iter().enumerate() {
            numbers.entry(subject.number).or_insert(at);
        }
        let layouts = subjects.iter().map(|subject| Layout::new(subject.clause, wording)).collect();
        let (before, after) = (Around::new(texts.preamble), Around::new(texts.trailing));
        Self { subjects, texts, numbers, layouts, before, after, wording }
    }

    /// Every reference.
    pub(super) fn all(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        self.texts.each(&mut |spot, text| {
            let (at, mut named) = (spot.at(), None);
            for expression in scan(text, self.wording) {
                let resolved = self.resolve(&expression, From { at, path: spot.path(), named });
                named = resolved.clauses.map(|(first, _)| first).or(named);
                found.push(Reference {
                    spot: spot.clone(),
                    text: text.get(expression.span.clone()).unwrap_or_default().to_owned(),
                    relative: is_relative(&expression),
                    span: expression.span,
                    kind: resolved.kind,
                    target: resolved.target,
                });
            }
        });
        found
    }

    /// What stands where the clauses do not; `None` among them.
    pub(super) fn around(&self, at: At) -> Option<&Around> {
        match at {
            At::Before => Some(&self.before),
            At::Clause(_) => None,
            At::After => Some(&self.after),
        }
    }

    /// Where an expression leads.
    pub(super) fn resolve(&self, expression: &Expression, from: From<'_>) -> Resolved {
        let found = match &expression.words {
            Words::Annexes(numbers) => {
                Resolved { kind: Kind::Annex, target: Target::Annexes(numbers.clone()), clauses: None }
            }
            Words::Place { outside: true, .. } => outside(),
            Words::Place { from: point, to, .. } => {
                let start = whole(&expression.context, point);
                match to {
                    None => self.point(&start, from),
                    Some(to) => self.range(&start, &whole_end(&start, to), from),
                }
            }
        };
        // The one whose place it takes up names the clause.
        Resolved { clauses: found.clauses.filter(|_| expression.context.is_empty()), ..found }
    }

    fn range(&self, first: &[Step], last: &[Step], from: From<'_>) -> Resolved {
        let (first, last) = (self.point(first, from), self.point(last, from));
        match (first.target, last.target) {
            (Target::Clauses { first, .. }, Target::Clauses { last, .. }) if first <= last => {
                Resolved { kind: Kind::Range, ..Resolved::clauses(first, last) }
            }
            (Target::Within { clause, mut parts }, Target::Within { clause: other, parts: ends })
                if clause == other =>
            {
                let (Some(start), Some(end)) = (parts.pop(), ends.last()) else {
                    return Resolved::nothing(first.kind);
                };
                let kind = if first.kind == Kind::Item { Kind::Items } else { first.kind };
                let between = self.between(clause, kind, &start, end);
                Resolved { clauses: first.clauses, ..Resolved::within(kind, clause, between) }
            }
            (Target::Outside, _) => outside(),
            _ => Resolved::nothing(Kind::Range),
        }
    }

    /// All parts of a clause from one to another.
    fn between(&self, clause: usize, kind: Kind, start: &[usize], end: &[usize]) -> Vec<Vec<usize>> {
        let Some(layout) = self.layouts.get(clause) else { return Vec::new() };
        let all = if kind == Kind::Paragraph {
            (1..=u32::try_from(layout.paragraphs()).unwrap_or(u32::MAX))
                .filter_map(|number| layout.paragraph(number))
                .collect()
        } else {
            layout.items(start.split_last().map_or(&[], |(_, parent)| parent))
        };
        all.into_iter().filter(|part| part.as_slice() >= start && part.as_slice() <= end).collect()
    }

    fn point(&self, steps: &[Step], from: From<'_>) -> Resolved {
        let Some((&first, rest)) = steps.split_first() else { return outside() };
        let own = |around: &Around| around.is_own(first, from.at, from.named.is_some());
        if self.around(from.at).is_some_and(own) {
            return outside();
        }
        if let Some(clauses) = self.names_clauses(first, from) {
            let Some((start, end)) = clauses else { return self.section_part(first, rest) };
            if rest.is_empty() || start != end {
                return Resolved::clauses(start, end);
            }
            let inner = self.inside(start, rest, &[], false);
            return Resolved { clauses: Some((start, end)), ..inner };
        }
        match from.at {
            At::Clause(clause) if !matches!(first, Step::At(Unit::Article, _)) => {
                self.inside(clause, steps, from.path, true)
            }
            _ => outside(),
        }
    }

    /// 第１の２(1), where there is no such clause: the second part of 第１.
    fn section_part(&self, step: Step, rest: &[Step]) -> Resolved {
        let nothing = Resolved::nothing(Kind::Clause);
        let Step::At(Unit::Section, Number { main, branch }) = step else { return nothing };
        let Some(&clause) = self.numbers.get(&Number { main, branch: 0 }) else { return nothing };
        let Some(layout) = self.layouts.get(clause).filter(|_| branch > 0) else { return nothing };
        let unit = if layout.paragraph(branch).is_some() { Unit::Paragraph } else { Unit::Item };
        let steps = [&[Step::At(unit, Number { main: branch, branch: 0 })], rest].concat();
        let inner = self.inside(clause, &steps, &[], false);
        Resolved { clauses: Some((clause, clause)), ..inner }
    }

    /// The clauses that a first step names; `None` if it names no clause,
    /// `Some(None)` if there is no such clause.
    fn names_clauses(&self, step: Step, from: From<'_>) -> Option<Option<(usize, usize)>> {
        let unit = match step {
            Step::At(unit, _)
            | Step::Previous(unit, _)
            | Step::AllPrevious(unit)
            | Step::Next(unit)
            | Step::Same(unit)
            | Step::Own(unit) => unit,
            Step::Each(_) | Step::Following => return None,
        };
        let absolute = matches!(step, Step::At(..));
        let names = match (self.wording, unit) {
            (_, Unit::Item) => false,
            (Wording::Articles, unit) => unit == Unit::Article,
            (Wording::Paragraphs, Unit::Article) | (Wording::Sections, Unit::Article) => !absolute,
            (Wording::Paragraphs, _) | (Wording::Sections, Unit::Section) => true,
            (Wording::Sections, Unit::Paragraph) => self.section_paragraph_is_clause(step, from),
        };
        names.then(|| self.clauses_of(step, from))
    }

    /// In a set of 第１, 第２, 項 may be a paragraph or a clause: a paragraph
    /// where there is one.
    fn section_paragraph_is_clause(&self, step: Step, from: From<'_>) -> bool {
        let At::Clause(clause) = from.at else { return matches!(step, Step::At(..)) };
        let Some(layout) = self.layouts.get(clause) else { return false };
        match step {
            Step::At(_, number) => layout.paragraphs() == 1 || layout.paragraph(number.main).is_none(),
            Step::Next(_) | Step::Own(_) | Step::Same(_) => layout.paragraphs() == 1,
            _ => layout.paragraph_of(from.path) == 1,
        }
    }

    fn clauses_of(&self, step: Step, from: From<'_>) -> Option<(usize, usize)> {
        // What stands behind the clauses follows on the last of them.
        let (own, here) = match from.at {
            At::Before => (0, None),
            At::Clause(at) => (at, Some(at)),
            At::After => (self.subjects.len(), None),
        };
        let next = here.map_or(own, |own| own + 1);
        match step {
            Step::At(_, number) => self.numbers.get(&number).map(|at| (*at, *at)),
            Step::Previous(_, count) => {
                let first = own.checked_sub(usize::try_from(count).ok()?)?;
                Some((first, own - 1))
            }
            Step::AllPrevious(_) => own.checked_sub(1).map(|last| (0, last)),
            Step::Next(_) => (next < self.subjects.len()).then_some((next, next)),
            Step::Same(_) => from.named.map(|named| (named, named)),
            Step::Own(_) => here.map(|own| (own, own)),
            Step::Each(_) | Step::Following => None,
        }
    }

    /// What steps lead to inside a clause.
    fn inside(&self, clause: usize, steps: &[Step], path: &[usize], own: bool) -> Resolved {
        let Some(layout) = self.layouts.get(clause) else { return Resolved::nothing(Kind::Item) };
        let mut paragraph = layout.paragraph_of(path);
        let mut result = Resolved::nothing(Kind::Paragraph);
        for (index, step) in steps.iter().enumerate() {
            let unit_items = || layout.paragraph(paragraph).map(|way| layout.items(&way)).unwrap_or_default();
            let at_own = own && index == 0;
            result = match *step {
                Step::At(Unit::Item, number) => {
                    let found = layout.numbered(&unit_items(), number.main);
                    Resolved::within(Kind::Item, clause, found.into_iter().collect())
                }
                Step::Each(Unit::Item) => Resolved::within(Kind::Items, clause, unit_items()),
                Step::Following => Resolved::within(Kind::Items, clause, layout.under(path)),
                Step::Previous(Unit::Item, count) if at_own => {
                    items_before(layout, path, clause, Some(count))
                }
                Step::AllPrevious(Unit::Item) if at_own => items_before(layout, path, clause, None),
                Step::Next(Unit::Item) | Step::Same(Unit::Item) | Step::Own(Unit::Item) if at_own => {
                    let shift = usize::from(matches!(step, Step::Next(_)));
                    let own =
                        layout.own_item(path).map(|(paragraph, at)| [paragraph, vec![at + shift]].concat());
                    let found = own.filter(|way| layout.item(way).is_some());
                    Resolved::within(Kind::Item, clause, found.into_iter().collect())
                }
                Step::Each(_) => Resolved { kind: Kind::Paragraph, ..Resolved::clauses(clause, clause) },
                step => {
                    let Some((first, last)) = paragraphs_of(step, paragraph) else {
                        return Resolved::nothing(Kind::Paragraph);
                    };
                    paragraph = first;
                    let parts: Option<Vec<_>> =
                        (first..=last).take(400).map(|number| layout.paragraph(number)).collect();
                    Resolved::within(Kind::Paragraph, clause, parts.unwrap_or_default())
                }
            };
        }
        result
    }
}

fn outside() -> Resolved {
    Resolved { kind: Kind::Outside, target: Target::Outside, clauses: None }
}

fn paragraphs_of(step: Step, own: u32) -> Option<(u32, u32)> {
    match step {
        Step::At(_, number) => Some((number.main, number.main)),
        Step::Previous(_, count) => Some((own.checked_sub(count).filter(|first| *first > 0)?, own - 1)),
        Step::AllPrevious(_) => (own > 1).then(|| (1, own - 1)),
        Step::Next(_) => Some((own + 1, own + 1)),
        Step::Same(_) | Step::Own(_) => Some((own, own)),
        Step::Each(_) | Step::Following => None,
    }
}

fn items_before(layout: &Layout<'_>, path: &[usize], clause: usize, count: Option<u32>) -> Resolved {
    let kind = if count == Some(1) { Kind::Item } else { Kind::Items };
    let Some((paragraph, at)) = layout.own_item(path) else { return Resolved::nothing(kind) };
    let start = match count {
        Some(count) => usize::try_from(count).ok().and_then(|count| at.checked_sub(count)),
        None => Some(0),
    };
    let way = |at: usize| [paragraph.as_slice(), &[at]].concat();
    let parts = start.map(|start| (start..at).take(400).map(way).collect());
    Resolved::within(kind, clause, parts.unwrap_or_default())
}

/// Whether an expression says 前 or 次 rather than a number.
pub(super) fn is_relative(expression: &Expression) -> bool {
    match &expression.words {
        Words::Annexes(_) => false,
        Words::Place { from, to, .. } => {
            let steps = from.steps.first().into_iter().chain(to.iter().flat_map(|to| to.steps.first()));
            steps.into_iter().any(|(step, _)| !matches!(step, Step::At(..)))
        }
    }
}
