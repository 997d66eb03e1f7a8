//! The lines of a text as it was typed, pasted or taken out of a PDF.

use super::label::label;
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

/// The text without the space that a PDF has strewn into its words; how many
/// there were, and the first line that had one.
pub(super) fn unstrewn(text: String) -> (String, usize, usize) {
    if !is_strewn(&text) {
        return (text, 0, 0);
    }
    let (mut out, mut taken, mut first) = (String::with_capacity(text.len()), 0, 0);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut before = None;
        for (at, c) in line.char_indices() {
            let after = line.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let between = before.is_some_and(in_words) && after.is_some_and(in_words);
            // What stands before it may be ア, 一 or 第３: that space tells.
            let labels =
                || label(line.get(..at).unwrap_or_default().trim_start()).is_some_and(|l| l.is_alone());
            if matches!(c, ' ' | '\u{3000}') && between && !labels() {
                taken += 1;
                first = if first == 0 { index + 1 } else { first };
            } else {
                out.push(c);
            }
            before = Some(c);
        }
    }
    (out, taken, first)
}

/// Whether space stands where no word can begin, again and again.
fn is_strewn(text: &str) -> bool {
    const WITHIN: &str = "をんるれっゃゅょはがにのでてたしりらくけきせすそちつう";
    let (mut words, mut broken) = (0_usize, 0_usize);
    let (mut two, mut one) = (' ', ' ');
    for c in text.chars() {
        words += usize::from(in_words(c));
        let split = matches!(one, ' ' | '\u{3000}') && in_words(two) && !"、。".contains(two);
        broken += usize::from(split && WITHIN.contains(c));
        (two, one) = (one, c);
    }
    broken >= 8 && broken * 60 > words
}

/// A character that words are written with, without space between them.
fn in_words(c: char) -> bool {
    matches!(c, '一'..='龠' | 'ぁ'..='ん' | 'ァ'..='ヶ' | 'ー' | '々' | '、' | '。')
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

/// The text with labels whole that a line break has cut: (2 and ) on the next
/// line, 第 and １条. The break goes before them.
pub(super) fn unbroken(text: String) -> String {
    let lines: Vec<&str> = text.split('\n').collect();
    let cut = |at: usize| {
        let (line, next) = (lines.get(at)?.trim_end(), lines.get(at + 1)?.trim_start());
        let start = cut_label(line, next)?;
        (!line.get(..start)?.trim().is_empty()).then_some(start)
    };
    if (0..lines.len()).all(|at| cut(at).is_none()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut carried = "";
    for (at, line) in lines.iter().enumerate() {
        let moved = cut(at);
        let (kept, after) = line.split_at_checked(moved.unwrap_or(line.len())).unwrap_or((line, ""));
        out.push_str(carried);
        out.push_str(if carried.is_empty() { kept } else { kept.trim_start() });
        carried = after.trim_end();
        if at + 1 < lines.len() {
            out.push('\n');
        }
    }
    out
}

/// Where a label begins that goes on in the next line.
fn cut_label(line: &str, next: &str) -> Option<usize> {
    let counts = |c: char| {
        c.is_ascii_digit() || matches!(c, '０'..='９' | 'ア'..='ン' | 'ｱ'..='ﾝ' | 'a'..='z' | 'ａ'..='ｚ')
    };
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let before = line.trim_end_matches(counts);
    let inner = line.get(before.len()..)?;
    let short = (1..=2).contains(&inner.chars().count());
    let open = before.chars().next_back().map_or(0, char::len_utf8);
    let behind = before.get(..before.len() - open)?.chars().next_back()?;
    if short && before.ends_with(['（', '(']) && next.starts_with(['）', ')']) {
        return (!"第条項号式表".contains(behind)).then(|| before.len() - open);
    }
    if !(behind.is_whitespace() || "。）)】」".contains(behind)) {
        return None;
    }
    let article = short && inner.chars().all(digit) && next.starts_with('条') && before.ends_with('第');
    let bare = inner.is_empty() && before.ends_with('第') && next.starts_with(digit);
    (article || bare).then(|| before.len() - open)
}
