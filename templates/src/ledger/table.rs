//! The columns: where each stands, and a row's cells cut into lines.

use std::ops::Range;

use super::draw::{Length, Type};
use super::letters::{Letters, Style};
use super::page::{LEFT, RIGHT};
use super::wrap::wrap;
use super::{Cells, Column};

/// Between a cell's edge and its text.
pub(super) const PAD: Length = 300;
/// How rows are set.
pub(super) const ROW: Type = Type { style: Style::Plain, size: 750, lead: 1_000 };
/// How their heads are set.
pub(super) const ROW_HEAD: Type = Type { style: Style::Strong, size: 750, lead: 1_000 };

/// The columns of a ledger.
pub(super) struct Grid {
    pub(super) columns: Vec<Column>,
    /// The left edge of each, and the right edge of the last.
    pub(super) edges: Vec<Length>,
    /// The heads, cut into lines.
    pub(super) heads: Cut,
}

impl Grid {
    pub(super) fn new(columns: Vec<Column>, letters: &mut Letters) -> Self {
        let all: i64 = columns.iter().map(|column| i64::from(column.share)).sum();
        let mut edges = vec![LEFT];
        let mut taken = 0;
        for column in &columns {
            taken += i64::from(column.share);
            let across = i64::from(RIGHT - LEFT) * taken / all.max(1);
            edges.push(LEFT + Length::try_from(across).unwrap_or_default());
        }
        let mut grid = Self { columns, edges, heads: Cut::default() };
        let mut heads = Cut::default();
        for (at, column) in grid.columns.iter().enumerate() {
            heads.add(&column.head, grid.room(at), ROW_HEAD, letters);
        }
        grid.heads = heads;
        grid
    }

    /// How wide the text of a column may be.
    pub(super) fn room(&self, column: usize) -> Length {
        self.edges[column + 1] - self.edges[column] - 2 * PAD
    }

    /// What a column's cells are.
    pub(super) fn role(&self, column: usize) -> Cells {
        self.columns[column].role
    }
}

/// Cells cut into lines.
#[derive(Default)]
pub(super) struct Cut {
    lines: Vec<Range<usize>>,
    /// Where each cell's lines end.
    ends: Vec<usize>,
}

impl Cut {
    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.ends.clear();
    }

    /// Cuts the next cell.
    pub(super) fn add(&mut self, text: &str, room: Length, kind: Type, letters: &mut Letters) {
        let measure = |character| {
            let letter = letters.letter(character, kind.style);
            (letter.class, u32::from(letter.width))
        };
        wrap(text, kind.room(room), measure, &mut self.lines);
        self.ends.push(self.lines.len());
    }

    /// Some of the lines of a cell, of those it has.
    pub(super) fn of(&self, cell: usize, part: Range<usize>) -> &[Range<usize>] {
        let start = if cell == 0 { 0 } else { self.ends[cell - 1] };
        let lines = &self.lines[start..self.ends[cell]];
        &lines[part.start.min(lines.len())..part.end.min(lines.len())]
    }

    /// The lines of the tallest cell.
    pub(super) fn height(&self) -> usize {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.ends.iter().zip(starts).map(|(end, start)| end - start).max().unwrap_or_default()
    }
}

/// The height of a row of so many lines.
pub(super) fn tall(lines: usize) -> Length {
    Length::try_from(lines).unwrap_or(Length::MAX / 2_000) * ROW.lead + 2 * PAD
}
