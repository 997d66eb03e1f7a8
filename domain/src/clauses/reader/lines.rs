//! The lines of a text as it was typed, pasted or taken out of a PDF.

use crate::text::is_forbidden;

/// A line that holds something.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Counted from 1, as an editor does.
    pub(super) number: usize,
    /// Without space around it.
    pub(super) text: &'a str,
    /// Columns of space before it.
    pub(super) indent: usize,
    /// Empty lines above it.
    pub(super) blanks: usize,
    /// A page begins here.
    pub(super) page: bool,
}

/// How many columns a text takes: two for a character of full width.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1 } else { 2 }).sum()
}

/// The text without hidden characters; how many there were, and the first
/// line that had one.
pub(super) fn visible(text: &str) -> (String, usize, usize) {
    let mut out = String::with_capacity(text.len());
    let (mut hidden, mut first, mut line) = (0, 0, 1);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let c = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            c => c,
        };
        line += usize::from(c == '\n');
        if is_forbidden(c) && !matches!(c, '\x0B' | '\x0C') {
            hidden += 1;
            first = if first == 0 { line } else { first };
        } else {
            out.push(c);
        }
    }
    (out, hidden, first)
}

/// The lines of a visible text that are not empty.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut blanks, mut page) = (0, false);
    for (index, physical) in text.split('\n').enumerate() {
        for (part, raw) in physical.split(['\x0B', '\x0C']).enumerate() {
            page |= part > 0 && physical.contains('\x0C');
            let trimmed = raw.trim();
            if trimmed.is_empty() {
                blanks += 1;
                continue;
            }
            let indent = columns(raw.get(..raw.len() - raw.trim_start().len()).unwrap_or_default());
            lines.push(Line { number: index + 1, text: trimmed, indent, blanks, page });
            (blanks, page) = (0, false);
        }
    }
    lines
}
