//! The paragraphs and items of a clause, by their numbers.

use super::Wording;
use crate::clauses::{
    Clause, ClauseItem,
    reader::{Mark, Sequence, Style, label::label},
};

/// The most parts that one reference leads to: no list is longer.
const PARTS: usize = 400;

/// A clause seen as paragraphs with items.
pub(super) struct Layout<'a> {
    clause: &'a Clause,
    /// Further paragraphs: number, place among the items.
    paragraphs: Vec<(u32, usize)>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(clause: &'a Clause, wording: Wording) -> Self {
        let read = |item: &ClauseItem| label(&item.label).map(|label| (label.style, label.value));
        let circled = |style: Style| style == Style { sequence: Sequence::Arabic, mark: Mark::Circle };
        let first = clause.items.iter().filter_map(read).find(|(style, _)| circled(*style));
        // ① is an item of the text above it; ② without ① is the next paragraph.
        let paragraphs_circled = first.is_some_and(|(_, value)| value == 2 || clause.body.is_empty());
        let number = |item: &ClauseItem| {
            let (style, value) = read(item)?;
            let bare = matches!(style.mark, Mark::Bare | Mark::Dot | Mark::Comma);
            let counts =
                (style.sequence == Sequence::Arabic && bare) || (paragraphs_circled && circled(style));
            counts.then_some(value)
        };
        let paragraphs = if wording == Wording::Paragraphs {
            Vec::new()
        } else {
            let items = clause.items.iter().enumerate();
            items.filter_map(|(at, item)| Some((number(item)?, at))).collect()
        };
        Self { clause, paragraphs }
    }

    /// The number of the paragraph that a text stands in.
    pub(super) fn paragraph_of(&self, path: &[usize]) -> u32 {
        let Some(first) = path.first() else { return 1 };
        let above = self.paragraphs.partition_point(|(_, at)| at <= first);
        above.checked_sub(1).and_then(|last| self.paragraphs.get(last)).map_or(1, |(number, _)| *number)
    }

    /// How many paragraphs there are.
    pub(super) fn paragraphs(&self) -> usize {
        usize::from(self.paragraphs.first().is_none_or(|(number, _)| *number > 1)) + self.paragraphs.len()
    }

    /// The way to a paragraph.
    pub(super) fn paragraph(&self, number: u32) -> Option<Vec<usize>> {
        let found = self.paragraphs.iter().take(PARTS).find(|(known, _)| *known == number);
        found.map(|(_, at)| vec![*at]).or_else(|| (number == 1).then(Vec::new))
    }

    /// The ways to the items of a paragraph.
    pub(super) fn items(&self, paragraph: &[usize]) -> Vec<Vec<usize>> {
        let Some(first) = paragraph.first() else {
            let end = self.paragraphs.first().map_or(self.clause.items.len(), |(_, at)| *at);
            let own = self.clause.items.get(..end).unwrap_or_default().iter().enumerate().take(PARTS);
            return own.filter(|(_, item)| !item.label.is_empty()).map(|(at, _)| vec![at]).collect();
        };
        let under = self.clause.items.get(*first).map_or(0, |item| item.items.len());
        (0..under.min(PARTS)).map(|at| vec![*first, at]).collect()
    }

    /// The ways to what stands right under a text.
    pub(super) fn under(&self, path: &[usize]) -> Vec<Vec<usize>> {
        let Some(item) = self.item(path) else { return self.items(&[]) };
        (0..item.items.len().min(PARTS)).map(|at| [path, &[at]].concat()).collect()
    }

    pub(super) fn item(&self, path: &[usize]) -> Option<&'a ClauseItem> {
        let (first, rest) = path.split_first()?;
        rest.iter().try_fold(self.clause.items.get(*first)?, |item, at| item.items.get(*at))
    }

    /// The item with a number among some.
    pub(super) fn numbered(&self, items: &[Vec<usize>], number: u32) -> Option<Vec<usize>> {
        let value = |path: &Vec<usize>| label(&self.item(path)?.label).map(|label| label.value);
        items.iter().find(|path| value(path) == Some(number)).cloned()
    }

    /// The item (号) that a text stands in: the way to its paragraph, and its
    /// place there.
    pub(super) fn own_item(&self, path: &[usize]) -> Option<(Vec<usize>, usize)> {
        let first = *path.first()?;
        if self.paragraphs.binary_search_by_key(&first, |(_, at)| *at).is_ok() {
            return Some((vec![first], *path.get(1)?));
        }
        Some((Vec::new(), first))
    }
}
