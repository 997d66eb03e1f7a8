//! Lines taken apart where a label stands inside them. A part that turns out
//! to be no clause and no item goes back into its line as it was.

use super::{
    brackets::{closing, is_amendment, is_caption_text},
    chain::has_subject,
    cursor::is_kanji_digit,
    label::{LARGEST, Label, Mark, Sequence, blank_label, label},
    lines::Line,
};

/// What a part of the text has turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Not known yet: text of whatever it stands in.
    Text,
    /// A page number, a running head.
    Furniture,
    /// The caption of the clause below it.
    Caption,
    /// 第１章: a heading over clauses.
    Division,
    /// A clause begins.
    Clause,
}

/// A line, or a part of one that begins with what may be a label.
#[derive(Debug, Clone)]
pub(super) struct Segment<'a> {
    pub(super) line: Line<'a>,
    /// It begins its line.
    pub(super) first: bool,
    /// The space that stood before it on its line.
    pub(super) space: &'a str,
    pub(super) text: &'a str,
    pub(super) label: Option<Label<'a>>,
    /// Behind its label stands who does something, if need be in the next line.
    pub(super) speaks: bool,
    pub(super) role: Role,
}

impl<'a> Segment<'a> {
    /// A number alone on its line.
    pub(super) fn lone_number(&self) -> bool {
        let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || c.is_whitespace();
        self.first && self.text.chars().count() <= 4 && self.text.chars().all(digits)
    }

    /// A drafting note.
    pub(super) fn is_note(&self) -> bool {
        is_note(self.text)
    }
}

/// Whether a text begins as a drafting note.
pub(crate) fn is_note(text: &str) -> bool {
    const MARKS: [&str; 12] =
        ["※", "＊", "（※", "(※", "（注）", "(注)", "注）", "注)", "【注】", "［注］", "〔注〕", "注："];
    MARKS.iter().any(|mark| text.starts_with(mark)) || is_end_note(text) || is_amendment(text)
}

/// Whether a text begins as the notes below a set do: 注１　…, 備考　….
pub(super) fn is_end_note(text: &str) -> bool {
    let numbered = |c: char| {
        c.is_whitespace() || c.is_ascii_digit() || ('０'..='９').contains(&c) || "：:）)".contains(c)
    };
    let named = |name: &str| text.strip_prefix(name).is_some_and(|rest| rest.starts_with(numbered));
    ["注", "備考", "（注", "(注"].iter().any(|name| named(name))
}

/// The parts of all lines.
pub(super) fn segments<'a>(lines: &[Line<'a>]) -> Vec<Segment<'a>> {
    let mut segments = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        split(*line, lines.get(at + 1).map_or("", |next| next.text), &mut segments);
    }
    // 第●条 has the number of its place.
    let mut before = 0;
    for segment in segments.iter_mut().filter(|segment| segment.first) {
        if segment.label.is_none() && before < LARGEST {
            segment.label = blank_label(segment.text, before + 1);
        }
        let article = segment.label.filter(|label| label.style.sequence == Sequence::Article);
        before = article.map_or(before, |label| label.value.max(label.through));
    }
    segments
}

/// How much of the next line is looked at, in characters.
const AHEAD: usize = 24;

/// A line and how the next one begins: a sentence may break anywhere.
fn ahead(text: &str, next: &str) -> String {
    let next: String = next.chars().take(AHEAD).collect();
    let space = if text.ends_with(|c| is_digit(c) || is_kanji_digit(c)) { " " } else { "" };
    format!("{text}{space}{next}")
}

fn split<'a>(line: Line<'a>, next: &str, segments: &mut Vec<Segment<'a>>) {
    let seen = ahead(line.text, next);
    let from = segments.len();
    let mut start = 0;
    let mut space = "";
    let mut before = Before::default();
    let text = line.text;
    let mut resume = 0;
    let mut quoted = 0_usize;
    let mut labelled = 0;
    for (at, c) in text.char_indices() {
        // A caption right behind a number is that number's; one at the end of a
        // heading is the heading's.
        let bracket = matches!(c, '（' | '(' | '【');
        let heads = || start == 0 && labelled == 0 && before.last != Some('。');
        let closes = || closing(text.get(at..).unwrap_or_default()) == Some(text.len() - at);
        let own = bracket && (at <= labelled || (heads() && closes()));
        if at > start && at >= resume && quoted == 0 && !own && begins(&seen, at, c, &before) {
            let part = text.get(start..at).unwrap_or_default();
            push(segments, line, start == 0, space, part.trim_end());
            space = part.get(part.trim_end().len()..).unwrap_or_default();
            start = at;
        }
        if at == start {
            // What stands within a label begins nothing.
            let rest = text.get(at..).unwrap_or_default();
            let label = label(rest).or_else(|| blank_label(rest, 1));
            resume = resume.max(at + label.map_or(0, |label| label.text.len()));
            labelled = label.map_or(0, |label| text.len() - label.rest.len());
        }
        if let Some(end) = inline_caption(text, at, c, &before, start).filter(|_| at >= resume) {
            // What follows a caption is the clause.
            push(segments, line, start == 0, space, text.get(start..end).unwrap_or_default());
            let rest = text.get(end..).unwrap_or_default();
            space = rest.get(..rest.len() - rest.trim_start().len()).unwrap_or_default();
            start = end + space.len();
            resume = start;
        }
        quoted = match c {
            '「' | '『' => quoted + 1,
            '」' | '』' => quoted.saturating_sub(1),
            '。' => 0,
            _ => quoted,
        };
        before.take(c);
    }
    if start < text.len() {
        push(segments, line, start == 0, space, text.get(start..).unwrap_or_default());
    }
    if let Some(last) = segments.get_mut(from..).and_then(<[_]>::last_mut) {
        let label = seen.get(start..).and_then(label);
        last.speaks |= last.label.is_some() && label.is_some_and(|label| has_subject(label.rest));
    }
}

fn push<'a>(segments: &mut Vec<Segment<'a>>, line: Line<'a>, first: bool, space: &'a str, text: &'a str) {
    if !text.is_empty() {
        let label = label(text);
        let speaks = label.is_some_and(|label| has_subject(label.rest));
        segments.push(Segment { line, first, space, text, label, speaks, role: Role::Text });
    }
}

/// What stands before a place in a line.
#[derive(Debug, Default)]
struct Before {
    /// The last character that is no space.
    last: Option<char>,
    /// The one before it.
    second: Option<char>,
    /// Space stands between it and the place.
    spaced: bool,
}

impl Before {
    fn take(&mut self, c: char) {
        if c.is_whitespace() {
            self.spaced = true;
        } else {
            (self.second, self.last, self.spaced) = (self.last, Some(c), false);
        }
    }

    /// A number in brackets here counts on from a word: 前項(2), 様式(1), but not
    /// 次の事項(1).
    fn counts(&self) -> bool {
        let last = self.last.unwrap_or('。');
        let matter = (self.second, last) == (Some('事'), '項');
        !self.spaced && !matter && ("第項条号前記同表式者の".contains(last) || is_digit(last))
    }

    fn ends(&self) -> bool {
        self.last.is_some_and(|c| "。．）)】」：:；".contains(c))
    }
}

/// Whether a clause, an item or a note may begin inside a line.
fn begins(text: &str, at: usize, c: char, before: &Before) -> bool {
    let rest = || text.get(at..).unwrap_or_default();
    let last = before.last.unwrap_or('。');
    match c {
        '※' => before.ends() || before.spaced,
        '（' | '(' => {
            if caption_at(rest(), last == '。').is_some() {
                return true;
            }
            !before.counts()
                && label(rest()).is_some_and(|label| label.style.mark == Mark::Round && !label.is_alone())
        }
        '①'..='⓿' | '㈠'..='㋾' | '❶'..='➉' => {
            !before.counts() && label(rest()).is_some_and(|label| !label.is_alone())
        }
        '0'..='9' | '０'..='９' => {
            let free = !is_digit(last) && !last.is_ascii_alphanumeric() && !"第．.・－-/／".contains(last);
            let apart = before.spaced || last == '。' || "）】".contains(last);
            free && ((apart && number_begins(rest(), last))
                || (!"の条項号".contains(last) && sentence_begins(rest())))
        }
        '第' => {
            (before.ends() || before.spaced)
                && label(rest()).is_some_and(|label| {
                    matches!(label.style.sequence, Sequence::Article | Sequence::Section | Sequence::Division)
                })
        }
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' => {
            let free = last != '第' && !is_kanji_digit(last);
            free && label(rest()).is_some_and(|label| {
                let apart = !label.tight && label.style.mark == Mark::Bare;
                !label.is_alone() && (apart || before.spaced || before.ends())
            })
        }
        'ア'..='ン' | 'ｱ'..='ﾝ' => {
            (before.spaced || last == '。')
                && label(rest()).is_some_and(|label| label.style.mark != Mark::Bare || !label.tight)
        }
        'a'..='z' | 'ａ'..='ｚ' => {
            (before.spaced || last == '。')
                && label(rest()).is_some_and(|label| matches!(label.style.mark, Mark::Close | Mark::Dot))
        }
        _ => false,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn number_begins(rest: &str, last: char) -> bool {
    label(rest).is_some_and(|label| {
        let marked = label.style.mark != Mark::Bare;
        !label.is_alone() && (marked || !label.tight || "。）】".contains(last))
    })
}

/// A number and, apart from it, who does something: 3 乙は、.
fn sentence_begins(rest: &str) -> bool {
    label(rest).is_some_and(|label| {
        label.style.mark == Mark::Bare && !label.tight && !label.is_alone() && has_subject(label.rest)
    })
}

/// The end of a caption at the start of a text, if a clause follows it; behind
/// the end of a sentence also if nothing does.
fn caption_at(text: &str, sentence: bool) -> Option<usize> {
    let end = closing(text)?;
    let (caption, rest) = text.split_at_checked(end)?;
    if !is_caption_text(caption) {
        return None;
    }
    let rest = rest.trim_start();
    let clause = |label: Label<'_>| {
        matches!(label.style.mark, Mark::Bare | Mark::Dot | Mark::Comma)
            && (sentence || has_subject(label.rest))
    };
    ((sentence && rest.is_empty()) || label(rest).is_some_and(clause)).then_some(end)
}

fn inline_caption(text: &str, at: usize, c: char, before: &Before, start: usize) -> Option<usize> {
    if !matches!(c, '（' | '(' | '【') || at != start {
        return None;
    }
    let end = at + caption_at(text.get(at..)?, before.last.is_none_or(|last| last == '。'))?;
    (end < text.len()).then_some(end)
}
