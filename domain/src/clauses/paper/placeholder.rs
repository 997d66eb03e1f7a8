//! Places in a text that are filled in for each contract: ○○, 〔実施機関名〕,
//! 【　】, ＿＿, and words of which a note says that they are replaced.

use std::{collections::BTreeMap, ops::Range};

use super::super::{Clause, ClauseItem, Edition};
use super::is_note;

/// How much of the text before and after a placeholder tells where it stands.
const AROUND: usize = 14;

/// The longest placeholder; longer brackets are text.
const LONGEST: usize = 40;

/// What a note says when it has words replaced.
const REPLACED: [&str; 8] =
    ["記入", "記載すること", "置き換え", "置換え", "読み替え", "書き換え", "差し替え", "改めること"];

/// What follows quoted words that a note has replaced.
const QUOTED: [&str; 7] = ["とある", "と記載", "の箇所", "の部分", "の欄", "には", "は、"];

/// A place to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// What a form calls it: `p1`, in the order of the text.
    pub key: String,
    /// What stands there now.
    pub text: String,
    /// Where it stands first: 2 (1).
    pub place: String,
    /// The words around it, up to it and after it.
    pub around: (String, String),
    /// How many places it fills: words that say what they are mean the same
    /// wherever they stand; ○○ does not.
    pub places: usize,
    /// The note that says what to fill in.
    pub hint: Option<String>,
}

/// What an edition leaves to be filled in, in the order of its text.
#[must_use]
pub fn placeholders(edition: &Edition) -> Vec<Placeholder> {
    let known = Known::of(edition);
    let mut found: Vec<Placeholder> = Vec::new();
    each_text(edition, &mut |place, text| {
        for span in spans(text, &known) {
            let words = &text[span.clone()];
            let same = found.iter_mut().find(|held| says_what(words, &known) && held.text == words);
            if let Some(held) = same {
                held.places += 1;
                continue;
            }
            let hint = known.0.iter().find(|(declared, _)| declared == words).map(|(_, note)| note.clone());
            found.push(Placeholder {
                key: format!("p{}", found.len() + 1),
                text: words.to_owned(),
                place: place.to_owned(),
                around: around(text, &span),
                places: 1,
                hint,
            });
        }
    });
    found
}

fn around(text: &str, span: &Range<usize>) -> (String, String) {
    let before: Vec<char> = text[..span.start].chars().rev().take(AROUND).collect();
    (before.into_iter().rev().collect(), text[span.end..].chars().take(AROUND).collect())
}

/// The words that notes have replaced, each with its note.
struct Known(Vec<(String, String)>);

impl Known {
    fn of(edition: &Edition) -> Self {
        fn in_items<'a>(items: &'a [ClauseItem], notes: &mut Vec<&'a str>) {
            for item in items {
                notes.extend(item.note.as_deref());
                in_items(&item.items, notes);
            }
        }
        let mut notes: Vec<&str> = Vec::new();
        for clause in &edition.clauses {
            notes.extend(clause.note.as_deref());
            in_items(&clause.items, &mut notes);
        }
        let paragraphs = edition.preamble.iter().chain(&edition.trailing);
        notes.extend(paragraphs.map(String::as_str).filter(|text| is_note(text)));
        let mut known: Vec<(String, String)> = Vec::new();
        for note in notes.into_iter().filter(|note| REPLACED.iter().any(|word| note.contains(word))) {
            for words in quoted(note) {
                if !known.iter().any(|(held, _)| held == words) {
                    let note = note.trim_start_matches('※').trim();
                    known.push((words.to_owned(), note.to_owned()));
                }
            }
        }
        Self(known)
    }
}

/// The quoted words of a note that it speaks of as standing in the text.
fn quoted(note: &str) -> impl Iterator<Item = &str> {
    note.split('「').skip(1).filter_map(|rest| {
        let (words, after) = rest.split_once('」')?;
        let meant = QUOTED.iter().any(|follows| after.starts_with(follows));
        (meant && !words.is_empty() && words.chars().count() <= LONGEST).then_some(words)
    })
}

/// Whether a placeholder's own words say what belongs there.
fn says_what(words: &str, known: &Known) -> bool {
    let inner = words.trim_matches(['〔', '〕', '【', '】', '（', '）', '(', ')', '[', ']', '［', '］']);
    known.0.iter().any(|(declared, _)| declared == words)
        || inner.chars().any(|c| !is_blank(c) && !is_circle(c) && !"令和平成年月日".contains(c))
}

fn is_circle(c: char) -> bool {
    "○●◯〇△▲□■◎◇◆☆★×".contains(c)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '＿' || c == '_'
}

/// The placeholders of a text, in order, without overlap.
fn spans(text: &str, known: &Known) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let length = length_at(text, at, known);
        if length == 0 {
            at += first.len_utf8();
        } else {
            found.push(at..at + length);
            at += length;
        }
    }
    dates(text, found)
}

/// How long the placeholder is that begins here; 0 when none does.
fn length_at(text: &str, at: usize, known: &Known) -> usize {
    let rest = &text[at..];
    let declared = known.0.iter().filter(|(words, _)| rest.starts_with(words.as_str()));
    if let Some(longest) = declared.map(|(words, _)| words.len()).max() {
        return longest;
    }
    let run = |kind: fn(char) -> bool| {
        let end = rest.find(|c| !kind(c)).unwrap_or(rest.len());
        (end, rest[..end].chars().count())
    };
    let before = text[..at].chars().next_back();
    let Some(first) = rest.chars().next() else { return 0 };
    match first {
        _ if is_circle(first) => {
            let (end, count) = run(is_circle);
            let unit = rest[end..]
                .chars()
                .next()
                .is_some_and(|c| "年月日条項号課部区市町村都道府県円名人回".contains(c));
            // 〇 is a kanji number, too: 二〇二六年.
            let number = |c: char| "〇一二三四五六七八九十百千".contains(c);
            let counted =
                first == '〇' && (before.is_some_and(number) || rest[3..].chars().next().is_some_and(number));
            if !counted && (count > 1 || unit) { end } else { 0 }
        }
        '＿' | '_' => run(|c| c == '＿' || c == '_').0,
        '〔' | '【' | '（' | '(' | '［' | '[' => bracketed(rest, first),
        _ if is_blank(first) => {
            let (end, _) = run(char::is_whitespace);
            let dated = before.is_some_and(|c| "和成年月第".contains(c))
                && rest[end..].chars().next().is_some_and(|c| "年月日号条".contains(c));
            if dated { end } else { 0 }
        }
        _ => 0,
    }
}

/// 〔…〕 whatever it holds; others when they are empty or say that something is
/// to be written.
fn bracketed(rest: &str, open: char) -> usize {
    let close = match open {
        '〔' => '〕',
        '【' => '】',
        '（' => '）',
        '(' => ')',
        '［' => '］',
        _ => ']',
    };
    let Some(end) = rest.find(close) else { return 0 };
    let inner = &rest[open.len_utf8()..end];
    let blank = !inner.is_empty() && inner.chars().all(|c| is_blank(c) || is_circle(c));
    let asks = matches!(open, '【' | '［')
        && (inner.ends_with('名') || ["記入", "記載", "選択"].iter().any(|word| inner.contains(word)));
    if inner.chars().count() <= LONGEST && (open == '〔' || blank || asks) {
        end + close.len_utf8()
    } else {
        0
    }
}

/// 令和○年○月○日 is one place.
fn dates(text: &str, spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if matches!(&text[last.end..span.start], "年" | "月") => last.end = span.end,
            _ => joined.push(span),
        }
    }
    for span in &mut joined {
        let is_date = text[span.clone()].contains('月') && text[span.end..].starts_with('日');
        if is_date {
            span.end += '日'.len_utf8();
            let era = ["令和", "平成"].iter().find(|era| text[..span.start].ends_with(**era));
            span.start -= era.map_or(0, |era| era.len());
        }
    }
    joined
}

/// Every printed text of an edition in order, with where it stands.
fn each_text(edition: &Edition, see: &mut dyn FnMut(&str, &str)) {
    fn items(list: &[ClauseItem], place: &str, see: &mut dyn FnMut(&str, &str)) {
        for item in list {
            let place = format!("{place} {}", item.label);
            see(&place, &item.text);
            items(&item.items, &place, see);
        }
    }
    let paragraphs = |texts: &[String], place: &str, see: &mut dyn FnMut(&str, &str)| {
        texts.iter().filter(|text| !is_note(text)).for_each(|text| see(place, text));
    };
    paragraphs(&edition.preamble, "前文", see);
    for Clause { number, divisions, caption, body, items: list, .. } in &edition.clauses {
        let place = edition.numbering.label(*number);
        divisions.iter().for_each(|heading| see(&place, heading));
        caption.iter().for_each(|caption| see(&place, caption));
        see(&place, body);
        items(list, &place, see);
    }
    paragraphs(&edition.trailing, "末文", see);
}

/// Writes texts with their placeholders filled, in the order in which
/// [`placeholders`] lists them.
pub(super) struct Filling<'a> {
    known: Known,
    listed: Vec<Placeholder>,
    values: &'a BTreeMap<String, String>,
    /// How many of those that stand for one place each were written.
    next: usize,
}

impl<'a> Filling<'a> {
    pub(super) fn new(edition: &Edition, values: &'a BTreeMap<String, String>) -> Self {
        Self { known: Known::of(edition), listed: placeholders(edition), values, next: 0 }
    }

    /// A text, what stands between its placeholders as `between` writes it.
    pub(super) fn write(&mut self, text: &str, between: impl Fn(&str) -> String) -> String {
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for span in spans(text, &self.known) {
            out.push_str(&between(&text[from..span.start]));
            let words = &text[span.clone()];
            let value = self.key(words).and_then(|key| self.values.get(&key)).map(|value| value.trim());
            out.push_str(value.filter(|value| !value.is_empty()).unwrap_or(words));
            from = span.end;
        }
        out.push_str(&between(&text[from..]));
        out
    }

    fn key(&mut self, words: &str) -> Option<String> {
        if says_what(words, &self.known) {
            return self.listed.iter().find(|held| held.text == words).map(|held| held.key.clone());
        }
        let mut rest = self.listed.iter().enumerate().skip(self.next);
        let known = &self.known;
        let (at, held) = rest.find(|(_, held)| !says_what(&held.text, known))?;
        self.next = at + 1;
        Some(held.key.clone())
    }
}
