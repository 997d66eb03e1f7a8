//! The text of one clause as a tree: its first paragraph, items in items,
//! further paragraphs, drafting notes.

use std::collections::HashMap;

use super::{
    chain::{ending, has_subject},
    front::join,
    furniture::page_number,
    label::{Label, Mark, Sequence, Style},
    leave::width,
    place::{Place, announces, is_paragraph_number},
    segment::{Role, Segment},
    warning::{Warning, start_of},
};
use crate::clauses::ClauseItem;

/// The deepest nesting that is read; what is deeper stays in the text.
pub(super) const DEEPEST: usize = 8;

/// A clause's text.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// The number that stood before the first paragraph.
    pub(super) paragraph: String,
    pub(super) text: String,
    pub(super) note: Option<String>,
    pub(super) items: Vec<ClauseItem>,
}

/// An item or, first of all, the clause itself.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) label: String,
    pub(super) text: String,
    /// Where lines were joined in the text.
    pub(super) breaks: Vec<usize>,
    pub(super) note: Option<String>,
    pub(super) children: Vec<usize>,
    pub(super) line: usize,
    pub(super) indent: usize,
}

/// A list that may go on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) style: Style,
    pub(super) value: u32,
    pub(super) node: usize,
    pub(super) parent: usize,
    /// Paragraphs of an article: nothing stands above them.
    pub(super) paragraphs: bool,
    /// Nothing stands between its number and its text.
    pub(super) tight: bool,
}

/// Reads one clause.
pub(super) struct Builder<'s, 'a, 'w> {
    pub(super) segments: &'s [Segment<'a>],
    /// Whether numbers under the clause are those of paragraphs.
    pub(super) articles: bool,
    warnings: &'w mut Vec<Warning>,
    pub(super) nodes: Vec<Node>,
    pub(super) stack: Vec<Open>,
    /// The number of the first paragraph, as typed.
    first: String,
    /// A paragraph's number that stands above the list of the one before it.
    pending: Option<(&'a str, Style, u32)>,
    /// The last place of each number.
    pub(super) last: HashMap<(Style, u32), usize>,
    /// A note is being read: its indent.
    note: Option<usize>,
    /// How far the widest line reaches.
    pub(super) widest: usize,
    /// A caption above the number of a paragraph or an item, to stand before
    /// its text.
    pub(super) caption: Option<&'a str>,
}

impl<'s, 'a, 'w> Builder<'s, 'a, 'w> {
    /// For the parts of one clause.
    pub(super) fn new(segments: &'s [Segment<'a>], articles: bool, warnings: &'w mut Vec<Warning>) -> Self {
        let mut last = HashMap::new();
        for (at, segment) in segments.iter().enumerate() {
            if let Some(label) = segment.label.as_ref().filter(|_| segment.role == Role::Text) {
                last.extend(label.readings().map(|reading| (reading, at)));
            }
        }
        let (nodes, stack) = (vec![Node::default()], Vec::new());
        Self {
            segments,
            articles,
            warnings,
            nodes,
            stack,
            first: String::new(),
            pending: None,
            last,
            note: None,
            widest: segments.iter().filter(|part| part.first).map(width).max().unwrap_or_default(),
            caption: None,
        }
    }

    /// The tree, as a list whose first is the clause.
    pub(super) fn build(mut self, rest: &str, line: usize) -> (Vec<Node>, String) {
        if let Some(root) = self.nodes.first_mut() {
            (root.text, root.line) = (rest.to_owned(), line);
        }
        for at in 0..self.segments.len() {
            let Some(segment) = self.segments.get(at) else { break };
            if segment.role == Role::Text {
                self.take(at, segment);
            }
        }
        if let Some((label, ..)) = self.pending.take() {
            self.paragraph(label, "", line);
        }
        (self.nodes, self.first)
    }

    fn take(&mut self, at: usize, segment: &'s Segment<'a>) {
        if segment.is_note() {
            return self.begin_note(segment);
        }
        if self.is_caption_of_next(at, segment) {
            self.caption = Some(segment.text);
            return;
        }
        match segment.label.as_ref() {
            Some(label) => match self.place(at, segment, label) {
                Some(place) => {
                    self.put(at, segment, label, place);
                    self.put_caption();
                }
                None => self.unplaced(at, segment, label),
            },
            None => self.text(at, segment),
        }
    }

    pub(super) fn current(&self) -> usize {
        self.stack.last().map_or(0, |open| open.node)
    }

    pub(super) fn current_text(&self) -> &str {
        self.nodes.get(self.current()).map_or("", |node| node.text.as_str())
    }

    fn put(&mut self, at: usize, segment: &'s Segment<'a>, label: &Label<'a>, place: Place) {
        self.note = None;
        let (line, rest) = (segment.line.number, label.rest);
        match place {
            Place::FirstParagraph { style } => {
                label.text.clone_into(&mut self.first);
                self.stack =
                    vec![Open { style, value: 1, node: 0, parent: 0, paragraphs: true, tight: false }];
                self.append(rest, "", segment.first);
            }
            Place::Second { style, value } => {
                self.begin_paragraph(at, segment, label, style, value.max(label.through));
            }
            Place::Next { depth, value, style } => {
                let Some(open) = self.stack.get(depth).copied() else { return };
                if open.paragraphs {
                    return self.begin_paragraph(at, segment, label, style, value.max(label.through));
                }
                if value > open.value + 1 {
                    let message = format!(
                        "{}の前の番号がありません。条文が抜けていないか、確かめてください。",
                        label.text
                    );
                    self.warnings.push(Warning::new(line, "item-gap", message));
                }
                self.stack.truncate(depth);
                self.open(open.parent, label.text, rest, segment, style, value.max(label.through));
            }
            Place::First { style, value } => {
                if value > 1 && !matches!(style.sequence, Sequence::Bullet(_)) {
                    let message = format!(
                        "{}より前の番号がありません。条文が抜けていないか、確かめてください。",
                        label.text
                    );
                    self.warnings.push(Warning::new(line, "item-gap", message));
                }
                self.open(self.current(), label.text, rest, segment, style, value.max(label.through));
            }
            Place::Again { depth, style } => {
                let parent = self.stack.get(depth).map_or(0, |open| open.parent);
                self.stack.truncate(depth);
                self.open(parent, label.text, rest, segment, style, 1);
            }
        }
    }

    fn open(
        &mut self,
        parent: usize,
        label: &str,
        rest: &str,
        segment: &Segment<'_>,
        style: Style,
        value: u32,
    ) {
        let node = self.nodes.len();
        self.nodes.push(Node {
            label: label.to_owned(),
            text: rest.to_owned(),
            line: segment.line.number,
            indent: segment.line.indent,
            ..Node::default()
        });
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(node);
        }
        let tight = segment.label.is_some_and(|label| label.tight);
        self.stack.push(Open { style, value, node, parent, paragraphs: false, tight });
    }

    fn begin_paragraph(
        &mut self,
        at: usize,
        segment: &Segment<'a>,
        label: &Label<'a>,
        style: Style,
        value: u32,
    ) {
        let last =
            self.nodes.get(self.stack.first().filter(|open| open.paragraphs).map_or(0, |open| open.node));
        let waits = last.is_some_and(|node| node.children.is_empty() && announces(&node.text));
        let next = self.segments.get(at + 1).and_then(|next| next.label.as_ref());
        let list = next.is_some_and(|next| next.value == 1 && !is_paragraph_number(next.style));
        if label.is_alone() && waits && list && self.pending.is_none() {
            // The list below is that of the paragraph above; the text of this
            // one comes behind the list.
            self.pending = Some((label.text, style, value));
            return;
        }
        self.stack = vec![Open { style, value, node: 0, parent: 0, paragraphs: true, tight: false }];
        self.paragraph(label.text, label.rest, segment.line.number);
    }

    /// A further paragraph of the clause.
    fn paragraph(&mut self, label: &str, text: &str, line: usize) {
        let node = self.nodes.len();
        self.nodes.push(Node { label: label.to_owned(), text: text.to_owned(), line, ..Node::default() });
        if let Some(root) = self.nodes.first_mut() {
            root.children.push(node);
        }
        match self.stack.first_mut().filter(|open| open.paragraphs) {
            Some(open) => open.node = node,
            None => self.stack.clear(),
        }
        self.stack.truncate(1);
    }

    fn begin_note(&mut self, segment: &Segment<'_>) {
        self.note = Some(segment.line.indent);
        let current = self.current();
        if let Some(node) = self.nodes.get_mut(current) {
            let note = node.note.get_or_insert_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(segment.text);
        }
    }

    fn unplaced(&mut self, at: usize, segment: &'s Segment<'a>, label: &Label<'_>) {
        if segment.lone_number() {
            return self.warnings.push(page_number(segment.line.number, segment.text));
        }
        let shows = segment.first
            && (matches!(label.style.mark, Mark::Round | Mark::Circle | Mark::Square) || segment.speaks)
            && !matches!(label.style.sequence, Sequence::Bullet(_));
        if shows {
            let message = format!(
                "「{}」の番号{}がどこに続くか分かりません。前の文に続けました。",
                start_of(segment.text),
                label.text
            );
            self.warnings.push(Warning::new(segment.line.number, "unplaced-number", message));
        }
        self.text(at, segment);
    }

    fn text(&mut self, at: usize, segment: &Segment<'a>) {
        if let Some(indent) = self.note {
            let current = self.current();
            let note = self.nodes.get_mut(current).and_then(|node| node.note.as_mut());
            if let Some(note) = note.filter(|note| {
                !segment.first || ending(note) < 2 || (indent > 0 && segment.line.indent >= indent)
            }) {
                return join(note, segment.text, if segment.first { "" } else { segment.space });
            }
            self.note = None;
        }
        if segment.first && self.leaves_list(at, segment) {
            return self.behind_list(segment);
        }
        self.append(segment.text, if segment.first { "" } else { segment.space }, segment.first);
    }

    fn behind_list(&mut self, segment: &Segment<'_>) {
        let line = segment.line.number;
        let start = start_of(segment.text);
        if let Some((label, style, value)) = self.pending.take() {
            let message =
                format!("項の番号{label}が列記の上にありました。「{start}」からを{label}としました。");
            self.warnings.push(Warning::new(line, "displaced-number", message));
            self.stack = vec![Open { style, value, node: 0, parent: 0, paragraphs: true, tight: false }];
            return self.paragraph(label, segment.text, line);
        }
        let message = format!(
            "列記の後の「{start}」を、番号のない段落としました。列記の続きのときは、直してください。"
        );
        self.warnings.push(Warning::new(line, "text-after-items", message));
        let paragraphs = self.stack.first().copied().filter(|open| open.paragraphs);
        let parent = paragraphs.map_or(0, |open| open.node);
        let node = self.nodes.len();
        self.nodes.push(Node { text: segment.text.to_owned(), line, ..Node::default() });
        if let Some(parent) = self.nodes.get_mut(parent) {
            parent.children.push(node);
        }
        self.stack.truncate(usize::from(paragraphs.is_some()));
        let style = Style { sequence: Sequence::Bullet('\0'), mark: Mark::Bare };
        self.stack.push(Open { style, value: 0, node, parent, paragraphs: false, tight: false });
    }

    fn append(&mut self, text: &str, space: &str, new_line: bool) {
        let current = self.current();
        if let Some(node) = self.nodes.get_mut(current) {
            if new_line && !node.text.is_empty() {
                node.breaks.push(node.text.len());
            }
            // A heading of its own stays apart from the text below it.
            let heading = new_line && node.text.len() < 60 && !node.text.contains(['、', '。', '，', ',']);
            let apart = heading && ending(&node.text) == 1 && has_subject(text);
            join(&mut node.text, text, if apart { "\u{3000}" } else { space });
        }
    }
}
