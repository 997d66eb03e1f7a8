//! References to an item by its number alone, as in sets whose clauses are 1, 2,
//! 3: 3(6).

use super::{
    Number, Wording,
    scan::{Compact, Point, Step, Unit, Words, step},
};

/// Where a number begins that stands right before a bracket, and behind no
/// number of something else.
pub(super) fn number_before(compact: &Compact, at: usize) -> Option<usize> {
    let digit = |at: usize| compact.get(at).is_some_and(|c| c.is_ascii_digit());
    let bracketed = compact.get(at) == Some('(') && digit(at + 1);
    let start = (0..at).rev().take_while(|at| digit(*at)).last().filter(|_| bracketed)?;
    if at - start > 3 {
        return None;
    }
    let before = start.checked_sub(1).and_then(|before| compact.get(before));
    (!before.is_some_and(|c| "第の.-".contains(c))).then_some(start)
}

/// 3(6): an item of a clause of a set whose clauses are 1, 2, 3.
pub(super) fn clause_item(
    compact: &Compact,
    start: usize,
    at: usize,
    wording: Wording,
) -> Option<(Words, usize)> {
    let (clause, _) = compact.number(start)?;
    let (item, end) = step(compact, at, wording, false, true)?;
    let refers =
        ["に", "の", "及び", "又は", "から", "で", "を"].iter().any(|word| compact.starts_with(end, word));
    // 様式2(1), 表3(2): numbers of something else.
    let named = start.checked_sub(1).and_then(|before| compact.get(before));
    let named = named.is_some_and(|c| matches!(c, '一'..='龠' | 'ァ'..='ー') || c.is_ascii_alphanumeric());
    let clause = Step::At(Unit::Paragraph, Number { main: clause, branch: 0 });
    let steps = vec![(clause, compact.span(start, at)), (item, compact.span(at, end))];
    let words = Words::Place { from: Point { steps }, to: None, outside: false };
    (wording == Wording::Paragraphs && refers && !named).then_some((words, end))
}
