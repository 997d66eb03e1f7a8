//! Whose place a reference takes up that names a smaller part only:
//! 第４条第１項第１号及び第２号, 第３条（第３項を除く。）.

use std::ops::Range;

use super::{
    outside::{Way, closing, way},
    scan::{Compact, Expression, Point, Step, Unit, Words},
};

/// Follows one text from its start.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The last reference, and where it ended.
    last: Option<(Vec<Step>, usize)>,
    /// The last one that is no aside to another.
    main: Option<(Vec<Step>, usize)>,
}

impl Context {
    /// The reference that stands at `at`.
    pub(super) fn expression(&mut self, compact: &Compact, at: Range<usize>, words: Words) -> Expression {
        let context = self.of(compact, at.clone(), &words);
        Expression { span: compact.span(at.start, at.end), context, words }
    }

    fn of(&mut self, compact: &Compact, range: Range<usize>, words: &Words) -> Vec<Step> {
        let Words::Place { from, to, outside } = words else {
            *self = Self::default();
            return Vec::new();
        };
        let main = self.main.as_ref().map(|(steps, end)| (steps, *end, way(compact, *end, range.start)));
        let aside = matches!(main, Some((_, _, Way::Aside)));
        let joined = self.last.as_ref().filter(|(_, end)| way(compact, *end, range.start) == Way::Joints);
        let context = match (joined, main) {
            _ if *outside => Vec::new(),
            (Some((steps, _)), _) => beside(steps, from),
            (None, Some((steps, _, Way::Joints))) => beside(steps, from),
            (None, Some((steps, end, Way::Aside))) if limits(compact, end) => larger(steps, from),
            _ => Vec::new(),
        };
        let whole = whole(&context, from);
        let end = to.as_ref().map_or(whole.clone(), |to| whole_end(&whole, to));
        if !aside {
            self.main = Some((end.clone(), range.end));
        }
        self.last = Some((end, range.end));
        context
    }
}

/// All steps to a place.
pub(super) fn whole(context: &[Step], point: &Point) -> Vec<Step> {
    context.iter().copied().chain(point.steps.iter().map(|(step, _)| *step)).collect()
}

/// All steps to the end of a range: 第４条第１号から第３号まで is in one clause.
pub(super) fn whole_end(start: &[Step], end: &Point) -> Vec<Step> {
    whole(&beside(start, end), end)
}

/// What two places beside each other have in common, if the second begins with
/// a part that the first has, too.
fn beside(place: &[Step], point: &Point) -> Vec<Step> {
    let common = larger(place, point);
    let has_part = place.len() > common.len();
    if has_part { common } else { Vec::new() }
}

/// The steps to a place that are larger than what a point begins with.
fn larger(place: &[Step], point: &Point) -> Vec<Step> {
    let Some((Step::At(unit, _), _)) = point.steps.first() else { return Vec::new() };
    let wider = |step: &&Step| size(**step).is_some_and(|size| size > rank(*unit));
    place.iter().take_while(wider).copied().collect()
}

fn size(step: Step) -> Option<u8> {
    match step {
        Step::At(unit, _)
        | Step::Previous(unit, _)
        | Step::AllPrevious(unit)
        | Step::Next(unit)
        | Step::Same(unit)
        | Step::Own(unit)
        | Step::Each(unit) => Some(rank(unit)),
        Step::Following => None,
    }
}

fn rank(unit: Unit) -> u8 {
    match unit {
        Unit::Article | Unit::Section => 2,
        Unit::Paragraph => 1,
        Unit::Item => 0,
    }
}

/// Whether the aside that opens at a place says what is left out or meant:
/// （第３項を除く。）.
fn limits(compact: &Compact, open: usize) -> bool {
    let bracket = compact.get(open) == Some('(');
    let Some(end) = closing(compact, open).filter(|_| bracket) else { return false };
    let end = end - usize::from(compact.ends_with(end, "。"));
    ["を除く", "に限る", "を含む", "を除きます", "に限ります", "を含みます"]
        .iter()
        .any(|word| compact.ends_with(end, word))
}
