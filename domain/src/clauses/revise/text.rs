//! The text of one clause as a person edits it, a line for each item, and back.
//! What was not touched keeps its place and its id.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::ids::keep_ids;
use crate::{
    Id,
    clauses::{
        Clause, ClauseItem,
        reader::{
            Mark, Sequence, Style,
            label::{Label, label},
            segment::is_note,
        },
    },
};

/// The deepest an item may stand.
const DEEPEST: usize = 8;

/// What a line of a clause's text is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// The clause's body begins, behind the number of its first paragraph.
    Body { paragraph: String, text: String },
    /// It goes on with the text above, behind a line break.
    More,
    /// An item begins; without a label a paragraph.
    Item { depth: usize, label: String, text: String, id: Option<Id<ClauseItem>> },
    /// A drafting note of the item above.
    Note(String),
}

/// A line as it is printed.
#[derive(Debug, Clone)]
struct Printed {
    line: String,
    kind: Kind,
}

/// The text of a clause: its body, its items and paragraphs.
#[must_use]
pub fn print(clause: &Clause) -> String {
    let lines: Vec<String> = printed(clause).into_iter().map(|printed| printed.line).collect();
    lines.join("\n")
}

fn printed(clause: &Clause) -> Vec<Printed> {
    let mut out = Vec::new();
    let paragraph = clause.paragraph.clone();
    if !clause.body.is_empty() || !paragraph.is_empty() {
        let text = clause.body.split('\n').next().unwrap_or_default().to_owned();
        let before = if paragraph.is_empty() { String::new() } else { format!("{paragraph}\u{3000}") };
        push(&mut out, &before, &clause.body, Kind::Body { paragraph, text });
    }
    items(&clause.items, 0, &mut out);
    out
}

fn push(out: &mut Vec<Printed>, before: &str, text: &str, first: Kind) {
    for (at, line) in text.split('\n').enumerate() {
        let (before, kind) = if at == 0 { (before, first.clone()) } else { ("", Kind::More) };
        out.push(Printed { line: format!("{before}{line}"), kind });
    }
}

fn items(list: &[ClauseItem], depth: usize, out: &mut Vec<Printed>) {
    let indent = "\u{3000}".repeat(depth);
    for item in list {
        let first = item.text.split('\n').next().unwrap_or_default().to_owned();
        let kind = Kind::Item { depth, label: item.label.clone(), text: first, id: item.id };
        push(out, &format!("{indent}{}\u{3000}", item.label), &item.text, kind);
        for line in item.note.iter().flat_map(|note| note.split('\n')) {
            out.push(Printed { line: format!("{indent}\u{3000}{line}"), kind: Kind::Note(line.to_owned()) });
        }
        items(&item.items, depth + 1, out);
    }
}

/// What was read of a clause's text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Read {
    /// The number of the first paragraph.
    pub(super) paragraph: String,
    /// The first paragraph.
    pub(super) body: String,
    /// A drafting note that stood above the first item.
    pub(super) note: Option<String>,
    /// What stands under it; with the ids of the items that were kept.
    pub(super) items: Vec<ClauseItem>,
}

/// Reads the text of a clause that comes from others, or from none.
#[must_use]
pub(super) fn read(text: &str, old: &[&Clause]) -> Read {
    if let [same] = old
        && print(same) == text
    {
        return Read {
            paragraph: same.paragraph.clone(),
            body: same.body.clone(),
            note: None,
            items: same.items.clone(),
        };
    }
    let known: Vec<Printed> = old.iter().flat_map(|clause| printed(clause)).collect();
    let known_lines: Vec<&str> = known.iter().map(|printed| printed.line.as_str()).collect();
    let typed: Vec<&str> = text.split('\n').collect();
    let mut kinds: Vec<Option<&Kind>> = vec![None; typed.len()];
    for op in capture_diff_slices(Algorithm::Myers, &known_lines, &typed) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            for step in 0..len {
                kinds[new_index + step] = known.get(old_index + step).map(|printed| &printed.kind);
            }
        }
    }
    let mut reader = Reader::default();
    for (line, kind) in typed.iter().zip(kinds) {
        reader.take(line, kind);
    }
    let mut read = reader.finish();
    keep_ids(&mut read.items, old);
    read
}

/// An item whose place is known by its depth.
struct Open {
    depth: usize,
    style: Option<Style>,
    item: ClauseItem,
}

/// Where a line that goes on belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Text,
    Note,
}

#[derive(Default)]
struct Reader {
    paragraph: String,
    body: String,
    note: Option<String>,
    items: Vec<Open>,
    last: Last,
}

impl Reader {
    fn take(&mut self, line: &str, kind: Option<&Kind>) {
        match kind {
            Some(Kind::Item { label, text, .. }) if label.is_empty() && self.last == Last::Nothing => {
                self.begin("", text);
            }
            Some(Kind::Item { depth, label, text, id }) => {
                self.open(*depth, label, text, *id);
            }
            Some(Kind::Note(text)) if !self.items.is_empty() => self.note(text),
            Some(Kind::More) if self.last != Last::Nothing => self.more(line),
            Some(Kind::Body { paragraph, text }) if self.last == Last::Nothing => self.begin(paragraph, text),
            _ => self.unknown(line.trim_end()),
        }
    }

    /// A line that is new, or stands where it did not.
    fn unknown(&mut self, line: &str) {
        let text = line.trim_start();
        if text.is_empty() {
            return;
        }
        let indent = columns(line.get(..line.len() - text.len()).unwrap_or_default()) / 2;
        let found = label(text).filter(|label| is_item(label.style));
        if is_note(text) && self.last != Last::Nothing {
            return self.note(text);
        }
        match found {
            Some(found) if self.last != Last::Nothing || begins_list(&found) => {
                let depth = self.depth(indent, &found);
                self.open(depth, found.text, found.rest, None);
            }
            Some(found) if found.value == 1 => self.begin(found.text, found.rest),
            _ if self.last == Last::Nothing => self.begin("", text),
            _ if indent == 0 => self.more(text),
            _ => self.open(indent - 1, "", text, None),
        }
    }

    /// As deep as it was typed; else with the list that it goes on with, or
    /// under the item above if it begins one.
    fn depth(&self, indent: usize, found: &Label<'_>) -> usize {
        if indent > 0 {
            return indent;
        }
        let (mut above, mut same) = (usize::MAX, None);
        for open in self.items.iter().rev() {
            if open.depth >= above {
                continue;
            }
            above = open.depth;
            if open.style.is_some_and(|style| found.readings().any(|(known, _)| known == style)) {
                same = Some(open.depth);
            }
        }
        if let Some(depth) = same {
            return depth;
        }
        let last = self.items.last();
        last.filter(|_| begins_list(found)).map_or(0, |last| last.depth + 1)
    }

    fn begin(&mut self, paragraph: &str, text: &str) {
        paragraph.clone_into(&mut self.paragraph);
        text.clone_into(&mut self.body);
        self.last = Last::Text;
    }

    fn more(&mut self, line: &str) {
        let text = match (self.last, self.items.last_mut()) {
            (Last::Note, Some(open)) => open.item.note.get_or_insert_default(),
            (Last::Note, None) => self.note.get_or_insert_default(),
            (_, Some(open)) => &mut open.item.text,
            (_, None) => &mut self.body,
        };
        text.push('\n');
        text.push_str(line);
    }

    fn note(&mut self, text: &str) {
        let note = match self.items.last_mut() {
            Some(open) => &mut open.item.note,
            None => &mut self.note,
        };
        match note {
            Some(note) => {
                note.push('\n');
                note.push_str(text);
            }
            None => *note = Some(text.to_owned()),
        }
        self.last = Last::Note;
    }

    fn open(&mut self, depth: usize, label_text: &str, text: &str, id: Option<Id<ClauseItem>>) {
        let deepest = self.items.last().map_or(0, |last| last.depth + 1).min(DEEPEST);
        let style = label(label_text).map(|label| label.style);
        let (label, text) = (label_text.to_owned(), text.to_owned());
        let item = ClauseItem { id, label, text, note: None, items: Vec::new() };
        self.items.push(Open { depth: depth.min(deepest), style, item });
        self.last = Last::Text;
    }

    fn finish(self) -> Read {
        let mut open: Vec<ClauseItem> = Vec::new();
        let mut done = Vec::new();
        let close = |open: &mut Vec<ClauseItem>, done: &mut Vec<ClauseItem>, depth: usize| {
            while open.len() > depth {
                let Some(item) = open.pop() else { break };
                match open.last_mut() {
                    Some(above) => above.items.push(item),
                    None => done.push(item),
                }
            }
        };
        for next in self.items {
            close(&mut open, &mut done, next.depth);
            open.push(next.item);
        }
        close(&mut open, &mut done, 0);
        Read { paragraph: self.paragraph, body: self.body, note: self.note, items: done }
    }
}

/// Columns of space: two for one of full width, and for a tab.
fn columns(space: &str) -> usize {
    space.chars().map(|c| if c == ' ' { 1 } else { 2 }).sum()
}

/// 第３条 at the start of a line is a reference, never an item.
fn is_item(style: Style) -> bool {
    !matches!(style.sequence, Sequence::Article | Sequence::Section | Sequence::Division)
}

/// The first of a list, which is no paragraph's number.
fn begins_list(label: &Label<'_>) -> bool {
    let paragraph = label.style.sequence == Sequence::Arabic
        && matches!(label.style.mark, Mark::Bare | Mark::Dot | Mark::Comma);
    !paragraph && label.readings().any(|(_, value)| value == 1)
}

/// Whether a line begins with the number of a paragraph or an item.
pub(super) fn is_labelled(line: &str) -> bool {
    label(line.trim_start()).is_some_and(|label| is_item(label.style))
}
