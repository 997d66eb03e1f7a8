//! What a label does: which list it goes on with, which it begins.

use super::{
    chain::{ending, subject},
    items::{Builder, DEEPEST, Open},
    label::{Label, Mark, Sequence, Style},
    segment::{Role, Segment},
};

/// What a label does.
pub(super) enum Place {
    /// The next of the list at this depth.
    Next { depth: usize, value: u32, style: Style },
    /// The first of a new list under what is being read.
    First { style: Style, value: u32 },
    /// The first of another list beside the one at this depth.
    Again { depth: usize, style: Style },
    /// The second paragraph of the clause, whose first has no number.
    Second { style: Style, value: u32 },
    /// The number of the first paragraph.
    FirstParagraph { style: Style },
}

impl Builder<'_, '_, '_> {
    /// The place of a label; `None` if it is none of an item.
    pub(super) fn place(&self, at: usize, segment: &Segment<'_>, label: &Label<'_>) -> Option<Place> {
        if segment.lone_number() && self.is_page_number(at, label) {
            return None;
        }
        let inline = !segment.first;
        let goes_on = |style, value| self.last.get(&(style, value)).is_some_and(|later| *later > at);
        for (style, value) in label.readings() {
            let bullet = matches!(style.sequence, Sequence::Bullet(_));
            let next = |open: &Open| {
                open.style == style
                    && (value == open.value + 1 || bullet || (label.branch > 0 && value == open.value))
            };
            if let Some(depth) = self.stack.iter().rposition(next) {
                let depth = self.or_paragraph(depth, segment, label);
                let paragraph = self.stack.get(depth).is_some_and(|open| open.paragraphs);
                if !paragraph || self.paragraph_may_begin(segment, label) {
                    return Some(Place::Next { depth, value, style });
                }
            }
        }
        if self.articles && is_paragraph_number(label.style) && !self.stack.iter().any(|open| open.paragraphs)
        {
            let (style, value) = (label.style, label.value);
            let root = self.nodes.first();
            if value == 1 && root.is_some_and(|root| root.text.is_empty() && root.children.is_empty()) {
                return Some(Place::FirstParagraph { style });
            }
            if value == 2 && self.paragraph_may_begin(segment, label) {
                return Some(Place::Second { style, value });
            }
        }
        if self.articles && self.is_circled_second(segment, label) {
            return Some(Place::Second { style: label.style, value: 2 });
        }
        if self.is_list_like_paragraphs(segment, label) && goes_on(label.style, 2) {
            return Some(Place::First { style: label.style, value: 1 });
        }
        for (style, value) in label.readings().filter(|(_, value)| *value == 1) {
            let known = self.stack.iter().rposition(|open| open.style == style);
            let weak = is_weak(style, label);
            let follows = goes_on(style, 2);
            let announced = announces(self.current_text());
            let sure = if inline {
                let cell = segment.space.contains('\t');
                let ended = ending(self.current_text());
                let sure = announced && ended == 2 && matches!(style.mark, Mark::Round | Mark::Circle);
                sure || (follows && (announced || cell || ended > 0))
            } else {
                follows || !weak
            };
            match known {
                None if sure && !self.is_broken_dot(at, segment, label) && self.stack.len() < DEEPEST => {
                    return Some(Place::First { style, value });
                }
                Some(depth)
                    if sure && follows && self.stack.get(depth).is_some_and(|open| !open.paragraphs) =>
                {
                    return Some(Place::Again { depth, style });
                }
                _ => {}
            }
        }
        self.past_gap(segment, label, goes_on)
    }

    /// ・ that joins two words, at a place where a line happens to break.
    fn is_broken_dot(&self, at: usize, segment: &Segment<'_>, label: &Label<'_>) -> bool {
        let dot = matches!(label.style.sequence, Sequence::Bullet('・' | '･'));
        let again = self.last.get(&(label.style, 1)).is_some_and(|later| *later > at);
        let text = self.current_text();
        dot && label.tight && segment.first && ending(text) < 2 && !announces(text) && !again
    }

    /// 1 under a paragraph that says a list follows, numbered as paragraphs are.
    fn is_list_like_paragraphs(&self, segment: &Segment<'_>, label: &Label<'_>) -> bool {
        let [open] = self.stack.as_slice() else { return false };
        let text = self.current_text();
        open.paragraphs
            && open.style == label.style
            && open.value > 1
            && label.value == 1
            && segment.first
            && !label.is_alone()
            && ending(text) == 2
            && announces(text)
    }

    /// Of a list and the paragraphs above it that both could go on here, the
    /// one this number looks like.
    fn or_paragraph(&self, depth: usize, segment: &Segment<'_>, label: &Label<'_>) -> usize {
        let open = |depth: usize| self.stack.get(depth);
        let (Some(list), Some(paragraphs)) = (open(depth), open(0)) else { return depth };
        let both = paragraphs.paragraphs
            && !list.paragraphs
            && (paragraphs.style, paragraphs.value) == (list.style, list.value);
        let Some(item) = self.nodes.get(list.node).filter(|_| both) else { return depth };
        let out = list.tight != label.tight || segment.line.indent < item.indent;
        if out || (names_party(label.rest) && !names_party(&item.text)) { 0 } else { depth }
    }

    /// A number alone on its line with no text below it in the clause, or that
    /// comes again where it belongs.
    fn is_page_number(&self, at: usize, label: &Label<'_>) -> bool {
        let text = |segment: &Segment<'_>| segment.role == Role::Text && !segment.lone_number();
        let below = self.segments.get(at + 1..).unwrap_or_default().iter().take(16).any(text);
        let again = self.last.get(&(label.style, label.value)).is_some_and(|later| *later > at);
        !below || again
    }

    /// ② at the start of a line where no ① was: the second paragraph.
    fn is_circled_second(&self, segment: &Segment<'_>, label: &Label<'_>) -> bool {
        label.style == Style { sequence: Sequence::Arabic, mark: Mark::Circle }
            && label.value == 2
            && segment.first
            && ending(self.current_text()) == 2
            && !self.stack.iter().any(|open| open.style == label.style || open.paragraphs)
    }

    /// A number with one or two missing before it.
    fn past_gap(
        &self,
        segment: &Segment<'_>,
        label: &Label<'_>,
        goes_on: impl Fn(Style, u32) -> bool,
    ) -> Option<Place> {
        if !segment.first || segment.lone_number() {
            return None;
        }
        for (style, value) in label.readings() {
            let near =
                |open: &Open| open.style == style && (open.value + 2..=open.value + 3).contains(&value);
            if let Some(depth) = self.stack.iter().rposition(near) {
                return (!label.tight || !is_weak(style, label)).then_some(Place::Next {
                    depth,
                    value,
                    style,
                });
            }
        }
        let (style, value) = (label.style, label.value);
        let sure = matches!(style.mark, Mark::Round | Mark::Circle) && goes_on(style, value + 1);
        (sure
            && value > 1
            && self.stack.len() < DEEPEST
            && !self.stack.iter().any(|open| open.style == style))
        .then_some(Place::First { style, value })
    }

    /// Whether the sentence before a paragraph's number has come to its end.
    fn paragraph_may_begin(&self, segment: &Segment<'_>, label: &Label<'_>) -> bool {
        let ended = ending(self.current_text());
        match (segment.first, label.is_alone()) {
            (true, true) => ended > 0 || announces(self.current_text()),
            (true, false) => ended > 0 || segment.speaks,
            (false, _) => ended == 2 || (ended == 1 && !label.tight && segment.speaks),
        }
    }
}

/// The numbers of paragraphs: 2, ２, 2.
pub(super) fn is_paragraph_number(style: Style) -> bool {
    style.sequence == Sequence::Arabic && matches!(style.mark, Mark::Bare | Mark::Dot | Mark::Comma)
}

/// Marks that also begin words: a second one must follow.
fn is_weak(style: Style, label: &Label<'_>) -> bool {
    let bare = style.mark == Mark::Bare;
    match style.sequence {
        Sequence::Bullet(_) => false,
        Sequence::Aiueo | Sequence::Iroha => bare && label.tight,
        _ => bare || (style.sequence == Sequence::Kanji && style.mark == Mark::Round),
    }
}

/// Whether a text says that a list follows it.
pub(super) fn announces(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "次に掲げる",
        "次の各号",
        "次のとおり",
        "次の事項",
        "次に定める",
        "次のこと",
        "次の措置",
        "以下の",
        "下記の",
        "次に示す",
        "次のいずれ",
        "掲げる事項",
        "次の要件",
        "次のもの",
    ];
    // What was said long before announces nothing here.
    let near = text.char_indices().rev().nth(200).and_then(|(at, _)| text.get(at..)).unwrap_or(text);
    WORDS.iter().any(|word| near.contains(word)) || near.ends_with(['：', ':'])
}

/// Whether a text begins with a party: 乙は、受託者が.
pub(super) fn names_party(text: &str) -> bool {
    subject(text, 14).is_some_and(|who| {
        let count = who.chars().count();
        !who.starts_with(|c| matches!(c, 'ぁ'..='ん'))
            && ((2..=10).contains(&count) || (count == 1 && "甲乙丙丁国都道府県市区町村".contains(who)))
            && !who.contains(['、', '。', ',', ' ', '\u{3000}', '（', '('])
    })
}
