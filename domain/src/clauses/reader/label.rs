//! What may stand before a clause or an item: its number, in every way wards
//! write numbers.

use super::{
    cursor::{Cursor, is_counter, kana_place, reads_on},
    deleted::row,
    glyphs::enclosed,
    ordinal::{blank_article, ordinal},
};

/// What is counted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sequence {
    /// 第１条.
    Article,
    /// 第１.
    Section,
    /// 第１章, 第１節.
    Division,
    /// 1, １.
    Arabic,
    /// 一.
    Kanji,
    /// ア イ ウ.
    Aiueo,
    /// イ ロ ハ.
    Iroha,
    /// a b c.
    Latin,
    /// A B C.
    Capital,
    /// i ii iii, ⅰ.
    Roman,
    /// I II III, Ⅰ.
    RomanCapital,
    /// 1.1, 1-1: the last part counts; how many parts there are.
    Levels(u8),
    /// ・, ●, ○ and others, which do not count.
    Bullet(char),
}

/// How the number is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing: 1.
    Bare,
    /// 1. １．1：
    Dot,
    /// １、
    Comma,
    /// 1)
    Close,
    /// (1) （１） ⑴
    Round,
    /// `[1]` 〔１〕
    Square,
    /// ①
    Circle,
}

/// What a list is numbered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Style {
    /// What is counted with.
    pub sequence: Sequence,
    /// How the number is marked.
    pub mark: Mark,
}

/// A label at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    pub(crate) style: Style,
    pub(crate) value: u32,
    /// 2 of 第1条の2; 0 if there is none.
    pub(crate) branch: u32,
    /// The last of a row of numbers taken out together, 9 of 第６条から第９条まで;
    /// 0 if there is none.
    pub(crate) through: u32,
    /// イ is the second of アイウ and the first of イロハ; i is both too.
    pub(crate) also: Option<(Sequence, u32)>,
    /// As typed.
    pub(crate) text: &'a str,
    /// What follows, without the space before it.
    pub(crate) rest: &'a str,
    /// Nothing stands between the label and the text.
    pub(crate) tight: bool,
}

impl Label<'_> {
    /// Every way to understand it.
    pub(crate) fn readings(&self) -> impl Iterator<Item = (Style, u32)> {
        let also = self.also.map(|(sequence, value)| (Style { sequence, ..self.style }, value));
        std::iter::once((self.style, self.value)).chain(also)
    }

    /// Nothing follows it.
    pub(crate) fn is_alone(&self) -> bool {
        self.rest.is_empty()
    }
}

/// The largest number a clause or an item may have: beyond it stand years,
/// postal codes, law numbers.
pub(super) const LARGEST: u32 = 400;

/// The label at the start of a text without space before it.
pub(crate) fn label(text: &str) -> Option<Label<'_>> {
    let first = text.chars().next()?;
    if let Some(row) = row(text) {
        return Some(row);
    }
    if first == '•' {
        return listed(text).or_else(|| found(text, first));
    }
    found(text, first)
}

/// The label behind the dot of a page's list: • (1).
fn listed(text: &str) -> Option<Label<'_>> {
    let inner = text.strip_prefix('•')?.trim_start();
    let label = label(inner).filter(|label| !matches!(label.style.sequence, Sequence::Bullet(_)))?;
    let end = text.len() - inner.len() + label.text.len();
    Some(Label { text: text.get(..end)?, ..label })
}

fn found(text: &str, first: char) -> Option<Label<'_>> {
    let found = match first {
        '第' => ordinal(text),
        '(' | '（' | '[' | '［' | '〔' => bracketed(text),
        '0'..='9' | '０'..='９' => arabic(text),
        _ => enclosed(first)
            .map(|(sequence, mark, value)| {
                // Ⅰ．
                let dotted = mark == Mark::Bare && text.chars().nth(1).is_some_and(|c| "．.".contains(c));
                let mark = if dotted { Mark::Dot } else { mark };
                (Style { sequence, mark }, value, 0, after(text, if dotted { 2 } else { 1 }))
            })
            .or_else(|| kanji(text))
            .or_else(|| letter(text))
            .or_else(|| bullet(text)),
    };
    let (style, value, branch, label_len) = found?;
    let (label, rest) = text.split_at_checked(label_len)?;
    let trimmed = rest.trim_start();
    let tight = trimmed.len() == rest.len() && !rest.is_empty();
    if value == 0 || value > LARGEST || reads_on(style.mark, trimmed, tight) {
        return None;
    }
    let also = also(style, label);
    Some(Label { style, value, branch, through: 0, also, text: label, rest: trimmed, tight })
}

/// 第●条 at the start of a text: its number is that of its place, given here.
pub(super) fn blank_label(text: &str, value: u32) -> Option<Label<'_>> {
    let (label, rest) = text.split_at_checked(blank_article(text)?)?;
    let style = Style { sequence: Sequence::Article, mark: Mark::Bare };
    let (tight, rest) = (rest.starts_with(['（', '(', '【']), rest.trim_start());
    Some(Label { style, value, branch: 0, through: 0, also: None, text: label, rest, tight })
}

pub(super) type Found = (Style, u32, u32, usize);

fn after(text: &str, chars: usize) -> usize {
    text.chars().take(chars).map(char::len_utf8).sum()
}

/// (1) （１） （一） （ア） (a) [1].
fn bracketed(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    let open = cursor.bump()?;
    let (mark, close) = match open {
        '(' | '（' => (Mark::Round, [')', '）']),
        _ => (Mark::Square, [']', if open == '〔' { '〕' } else { '］' }]),
    };
    cursor.skip_space();
    let (sequence, value) = if let Some((value, kanji)) = cursor.number() {
        (if kanji { Sequence::Kanji } else { Sequence::Arabic }, value)
    } else {
        cursor.letters()?
    };
    let branch = cursor.branch().unwrap_or(0);
    cursor.skip_space();
    let closed = cursor.bump().is_some_and(|c| close.contains(&c));
    // One kanji in brackets is a day, a company, a number only in a row of them.
    closed.then(|| (Style { sequence, mark }, value, branch, cursor.at()))
}

/// 1 1. １、 1) 1.1.
fn arabic(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    let (value, _) = cursor.number()?;
    let style = |mark| Style { sequence: Sequence::Arabic, mark };
    let number_end = cursor.at();
    let next = cursor.peek();
    let then = cursor.second();
    let digit_after = then.is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    match next {
        Some('.' | '．' | '-' | '－' | '‐') if digit_after => levels(text),
        Some('.' | '．' | '：' | ':') if !digit_after => {
            Some((style(Mark::Dot), value, 0, mark_end(cursor)))
        }
        Some('、' | '，' | ',') if !digit_after => Some((style(Mark::Comma), value, 0, mark_end(cursor))),
        Some(')' | '）') => Some((style(Mark::Close), value, 0, mark_end(cursor))),
        Some('の') => {
            let branch = cursor.branch()?;
            let apart = cursor.peek().is_none_or(|c| c.is_whitespace() || "（(".contains(c));
            apart.then(|| (style(Mark::Bare), value, branch, cursor.at()))
        }
        None => Some((style(Mark::Bare), value, 0, number_end)),
        Some(c) if c.is_whitespace() => {
            (!is_counted(cursor.rest())).then(|| (style(Mark::Bare), value, 0, number_end))
        }
        Some(c) => {
            let text_follows = !is_counter(c) && !c.is_ascii() && !"／～〜・＋－％".contains(c);
            (text_follows || matches!(c, '(' | '（' | '【'))
                .then(|| (style(Mark::Bare), value, 0, number_end))
        }
    }
}

/// Whether the number before a text counts something: 10 日以内.
fn is_counted(rest: &str) -> bool {
    let rest = rest.trim_start();
    let mut chars = rest.chars();
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    chars.next().is_some_and(is_counter)
        && (chars.clone().next().is_none_or(|c| "以間後前のをにはがまかと、。分度内目".contains(c))
            || chars.find(|c| !c.is_whitespace()).is_some_and(digit))
}

fn mark_end(mut cursor: Cursor<'_>) -> usize {
    cursor.bump();
    cursor.at()
}

/// 1.1, 1-2-3: must stand apart from the text.
fn levels(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    let mut parts = 0_u8;
    let last = loop {
        let (value, _) = cursor.number()?;
        parts = parts.checked_add(1)?;
        let separates = matches!(cursor.peek(), Some('.' | '．' | '-' | '－' | '‐'));
        let digit_after = cursor.second().is_some_and(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
        if !(separates && digit_after) || parts > 4 {
            break value;
        }
        cursor.bump();
    };
    let apart = cursor.peek().is_none_or(char::is_whitespace);
    let counted = cursor.rest().trim_start().starts_with(is_counter);
    let style = Style { sequence: Sequence::Levels(parts), mark: Mark::Bare };
    (apart && !counted && parts > 1).then(|| (style, last, 0, cursor.at()))
}

/// 一 一、 一．: apart from the text, as 一 begins many words.
fn kanji(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    let (value, kanji) = cursor.number()?;
    let style = |mark| Style { sequence: Sequence::Kanji, mark };
    let end = cursor.at();
    if !kanji {
        return None;
    }
    match cursor.peek() {
        None => Some((style(Mark::Bare), value, 0, end)),
        Some(c) if c.is_whitespace() => {
            (!is_counted(cursor.rest())).then(|| (style(Mark::Bare), value, 0, end))
        }
        Some('．' | '.' | '：') => Some((style(Mark::Dot), value, 0, mark_end(cursor))),
        Some('、' | '，' | ',') => {
            let more = cursor.second().is_some_and(|c| "一二三四五六七八九十".contains(c));
            (!more).then(|| (style(Mark::Comma), value, 0, mark_end(cursor)))
        }
        Some('（' | '(') => Some((style(Mark::Bare), value, 0, end)),
        Some(')' | '）') => Some((style(Mark::Close), value, 0, mark_end(cursor))),
        Some(_) => None,
    }
}

/// ア ア． ｱ) a. a) Ａ i).
fn letter(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    let (sequence, value) = cursor.letters()?;
    let style = |mark| Style { sequence, mark };
    let kana = matches!(sequence, Sequence::Aiueo | Sequence::Iroha);
    let end = cursor.at();
    match cursor.peek() {
        None => kana.then(|| (style(Mark::Bare), value, 0, end)),
        Some(c) if c.is_whitespace() => Some((style(Mark::Bare), value, 0, end)),
        Some('．' | '.' | '：') => Some((style(Mark::Dot), value, 0, mark_end(cursor))),
        Some('、' | '，' | ',') if kana => Some((style(Mark::Comma), value, 0, mark_end(cursor))),
        Some(')' | '）') => Some((style(Mark::Close), value, 0, mark_end(cursor))),
        Some(c) if kana && matches!(c, '一'..='龠') => Some((style(Mark::Bare), value, 0, end)),
        Some(_) => None,
    }
}

fn bullet(text: &str) -> Option<Found> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let next = chars.next();
    let apart = next.is_some_and(char::is_whitespace);
    let is_bullet = match first {
        '・' | '･' | '•' | '\u{F0B7}' | '\u{F06C}' | '▪' | '➢' | '✓' => {
            next.is_some_and(|c| c != first && c != '…')
        }
        '●' | '○' | '◎' | '■' | '□' | '◆' | '◇' | '◯' | '▲' | '△' | '-' | '－' | '–' | '—' | '―' | '*'
        | '＊' => apart,
        _ => false,
    };
    let style = Style { sequence: Sequence::Bullet(first), mark: Mark::Bare };
    is_bullet.then(|| (style, 1, 0, first.len_utf8()))
}

fn also(style: Style, label: &str) -> Option<(Sequence, u32)> {
    let inner = label.trim_matches(|c: char| !c.is_alphanumeric());
    let mut chars = inner.chars();
    let (first, more) = (chars.next()?, chars.next().is_some());
    match style.sequence {
        Sequence::Aiueo => kana_place(first, Sequence::Iroha).map(|place| (Sequence::Iroha, place)),
        Sequence::Roman if !more && first != 'ⅰ' => {
            latin_place(first, 'a').map(|place| (Sequence::Latin, place))
        }
        Sequence::RomanCapital if !more => latin_place(first, 'A').map(|place| (Sequence::Capital, place)),
        _ => None,
    }
}

fn latin_place(c: char, first: char) -> Option<u32> {
    let c = crate::text::narrow_char(c);
    (c.is_ascii_alphabetic()).then(|| (u32::from(c)).checked_sub(u32::from(first)).map(|place| place + 1))?
}
