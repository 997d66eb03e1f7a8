//! Where a line may end: the Japanese rules for characters that must not begin
//! or end one (行頭・行末禁則), and Western words kept whole.

use std::ops::Range;

/// What a character asks of the place before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Kanji, kana and most signs: a line may end on either side.
    Free,
    /// 、。）ー and the small kana: never first on a line.
    NotFirst,
    /// （「 and the like: never last on a line.
    NotLast,
    /// A letter or figure of a Western word, of either width.
    Word,
    /// …… and ――: not parted from its like.
    Paired,
    /// Stays at the end of its line, where it takes no room.
    Space,
    /// Ends the line.
    Break,
}

impl Class {
    pub(super) fn of(character: char) -> Self {
        match character {
            '\n' => Self::Break,
            ' ' | '\t' | '\u{3000}' => Self::Space,
            '(' | '[' | '{' | '（' | '［' | '｛' | '「' | '『' | '【' | '〔' | '〈' | '《' | '〖' | '〘'
            | '‘' | '“' | '｢' | '｟' | '«' | '¥' | '￥' | '$' | '＄' | '£' | '￡' | '#' | '＃' | '№' => {
                Self::NotLast
            }
            '…' | '‥' | '—' | '―' | '─' => Self::Paired,
            _ if is_not_first(character) => Self::NotFirst,
            '!'..='~' | '\u{A1}'..='\u{24F}' => Self::Word,
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Self::Word,
            _ => Self::Free,
        }
    }
}

fn is_not_first(character: char) -> bool {
    matches!(character,
        ')' | ']' | '}' | '）' | '］' | '｝' | '」' | '』' | '】' | '〕' | '〉' | '》' | '〗' | '〙' | '’' | '”'
        | '｣' | '｠' | '»' | '、' | '。' | '，' | '．' | '､' | '｡' | ',' | '.' | ':' | ';' | '：' | '；' | '・' | '･'
        | '?' | '!' | '？' | '！' | '‼' | '⁇' | '⁈' | '⁉' | '%' | '％' | '‰' | '℃' | '°' | '〜' | '～' | '゠'
        | 'ー' | 'ｰ' | '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | '゛' | '゜' | 'ﾞ' | 'ﾟ'
        | 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ'
        | 'ァ' | 'ィ' | 'ゥ' | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ'
        | '\u{31F0}'..='\u{31FF}' | 'ｧ'..='ｯ'
        | '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// How well a line may end between two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    /// It may.
    Open,
    /// Only if it can end nowhere better: within a word.
    Word,
    /// Only if it can end nowhere else.
    Closed,
}

fn joint(before: Class, after: Class) -> Joint {
    match (before, after) {
        (_, Class::NotFirst | Class::Space | Class::Break) | (Class::NotLast, _) => Joint::Closed,
        (Class::Word, Class::Word) | (Class::Paired, Class::Paired) => Joint::Word,
        _ => Joint::Open,
    }
}

/// Cuts a text into lines no wider than `limit`, as ranges of its bytes. What
/// lies between two lines is the line break that parted them, or nothing. A
/// single character wider than the limit has a line to itself.
pub(super) fn wrap(
    text: &str,
    limit: u32,
    mut measure: impl FnMut(char) -> (Class, u32),
    lines: &mut Vec<Range<usize>>,
) {
    let mut line = Line::default();
    let mut before = Class::Break;
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let (class, width) = measure(character);
        if class == Class::Break {
            lines.push(line.start..at);
            at += character.len_utf8();
            line = Line::from(at);
            before = Class::Break;
            continue;
        }
        if at > line.start {
            match joint(before, class) {
                Joint::Open => line.open = at,
                Joint::Word => line.word = at,
                Joint::Closed => {}
            }
            if class != Class::Space && line.width + width > limit {
                let end = line.best_end().unwrap_or(at);
                lines.push(line.start..end);
                line = Line::from(end);
                at = end;
                before = Class::Break;
                continue;
            }
        }
        line.width += width;
        before = class;
        at += character.len_utf8();
    }
    if line.start < text.len() || text.is_empty() || text.ends_with('\n') {
        lines.push(line.start..text.len());
    }
}

/// The line being filled.
#[derive(Default)]
struct Line {
    start: usize,
    width: u32,
    /// Where it may end, if past the start.
    open: usize,
    /// Where it may end within a word.
    word: usize,
}

impl Line {
    fn from(start: usize) -> Self {
        Self { start, width: 0, open: start, word: start }
    }

    fn best_end(&self) -> Option<usize> {
        [self.open, self.word].into_iter().find(|end| *end > self.start)
    }
}

#[cfg(test)]
mod tests;
