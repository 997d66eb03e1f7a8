//! Whether a text below an item is the item's, or a paragraph behind the list.

use super::{
    chain::ending,
    items::{Builder, Node, Open},
    lines::columns,
    place::names_party,
    segment::{Role, Segment},
};

/// How many parts below a text are searched for the next of its list.
const AHEAD: usize = 64;

impl Builder<'_, '_, '_> {
    /// Whether a text begins a paragraph behind a list rather than going on
    /// with its last item.
    pub(super) fn leaves_list(&self, at: usize, segment: &Segment<'_>) -> bool {
        const STARTS: [&str; 5] = ["前項", "前各", "ただし、", "なお、", "この場合"];
        let Some(open) = self.stack.last().filter(|open| !open.paragraphs) else { return false };
        let Some(node) = self.nodes.get(open.node) else { return false };
        let begins = STARTS.iter().any(|start| segment.text.starts_with(start)) || names_party(segment.text);
        (ending(&node.text) == 2 || (ending(&node.text) == 1 && !self.is_full(at)))
            && !node.label.is_empty()
            && !node.text.is_empty()
            && begins
            && segment.line.indent <= node.indent
            && !self.list_goes_on(at, open)
            && !self.is_under_heading(open, node)
    }

    /// The line above fills its column: a sentence may run on from it.
    fn is_full(&self, at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|above| self.segments.get(above));
        above.is_some_and(|above| self.widest > 30 && width(above) + 4 > self.widest)
    }

    /// The next of the list stands below: what is between is the item's.
    fn list_goes_on(&self, at: usize, open: &Open) -> bool {
        let below = self.segments.get(at + 1..).unwrap_or_default().iter().take(AHEAD);
        below
            .filter(|part| part.role == Role::Text && part.first)
            .filter_map(|part| part.label.as_ref())
            .find_map(|label| label.readings().find(|(style, _)| *style == open.style))
            .is_some_and(|(_, value)| value == open.value + 1)
    }

    /// The items of this list are headings, each with its text below it.
    fn is_under_heading(&self, open: &Open, node: &Node) -> bool {
        let siblings = self.nodes.get(open.parent).map(|parent| parent.children.as_slice());
        let before = siblings.unwrap_or_default().iter().rev().skip(1).take(1);
        is_heading(&node.text)
            && node.breaks.is_empty()
            && before.filter_map(|at| self.nodes.get(*at)).any(|before| {
                let end = before.breaks.first().copied();
                let head = before.text.get(..end.unwrap_or(before.text.len())).unwrap_or_default();
                (end.is_some() || !before.children.is_empty()) && is_heading(head)
            })
    }
}

/// How far a line reaches, in columns.
pub(super) fn width(segment: &Segment<'_>) -> usize {
    segment.line.indent + columns(segment.line.text)
}

/// Whether an item's line is a heading rather than a sentence.
fn is_heading(text: &str) -> bool {
    let text = text.trim_end();
    text.chars().count() <= 40 && !text.contains(['、', '。', '，', ',']) && ending(text) == 1
}
