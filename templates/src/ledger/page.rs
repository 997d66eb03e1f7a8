//! One page: what has been put on it, and how much room is left.

use pdf_writer::Ref;

use super::draw::{Length, Ops};
use super::tags::Mark;

/// A4, lying.
pub(super) const WIDTH: Length = 84_189;
pub(super) const HEIGHT: Length = 59_528;
pub(super) const LEFT: Length = 3_400;
pub(super) const RIGHT: Length = WIDTH - LEFT;
/// Where rows begin and end.
pub(super) const TOP: Length = HEIGHT - 4_200;
pub(super) const BOTTOM: Length = 4_200;
/// The baselines of the lines above and below.
pub(super) const HEAD: Length = HEIGHT - 3_200;
pub(super) const FOOT: Length = 2_600;

/// A page being filled.
pub(super) struct Page {
    pub(super) id: Ref,
    pub(super) ops: Ops,
    /// Lines between rows and columns: drawn last, all together.
    pub(super) rules: Ops,
    /// The elements of its marks, by number.
    pub(super) owners: Vec<Ref>,
    /// Down to here it is taken.
    pub(super) y: Length,
    /// Where the table begins that is being filled.
    pub(super) table: Option<Length>,
    tagged: bool,
}

impl Page {
    pub(super) fn new(id: Ref, tagged: bool) -> Self {
        let (ops, rules) = (Ops::default(), Ops::default());
        Self { id, ops, rules, owners: Vec::new(), y: TOP, table: None, tagged }
    }

    /// Begins a piece that belongs to an element.
    pub(super) fn mark(&mut self, role: &[u8], owner: Ref) -> Mark {
        let number = i32::try_from(self.owners.len()).unwrap_or(i32::MAX);
        if self.tagged {
            self.ops.raw(b"/");
            self.ops.raw(role);
            self.ops.raw(b"<</MCID ");
            self.ops.digits(number.unsigned_abs());
            self.ops.raw(b">>BDC ");
            self.owners.push(owner);
        }
        Mark { page: self.id, number }
    }

    /// Begins a piece that is no part of what the document says.
    pub(super) fn ornament(&mut self) {
        if self.tagged {
            self.ops.raw(b"/Artifact BMC ");
        }
    }

    /// Ends a piece.
    pub(super) fn end(&mut self) {
        if self.tagged {
            self.ops.raw(b"EMC\n");
        }
    }

    /// Draws the lines between columns of the table that ends here.
    pub(super) fn end_table(&mut self, edges: &[Length]) {
        if let Some(top) = self.table.take() {
            for edge in edges {
                self.rules.rule((*edge, top), (*edge, self.y));
            }
        }
    }

    /// Draws the lines that were kept for the end.
    pub(super) fn draw_rules(&mut self) {
        if self.rules.bytes().is_empty() {
            return;
        }
        self.ornament();
        self.ops.raw(b"q 0.4 w 0.55 G\n");
        let rules = std::mem::take(&mut self.rules);
        self.ops.append(&rules);
        self.ops.raw(b"Q\n");
        self.end();
    }
}
