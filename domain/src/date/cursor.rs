//! One way to walk over typed dates: the text brought to one width, one dash
//! and one wave, and the pieces dates are made of.

use crate::text::{narrow_char, parse_kanji};

use super::Era;

/// The text with width, dashes, slashes and waves unified, without spaces
/// except between two digits (where one keeps numbers apart), letters upper
/// case, and the square eras (㍻) written out. For reading only.
pub(super) fn normalise(text: &str) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(text.len() / 2);
    let mut space = false;
    for raw in text.chars() {
        let c = narrow_char(raw);
        if c.is_whitespace() {
            space = true;
            continue;
        }
        if c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}') {
            continue;
        }
        let digit_before = out.last().is_some_and(char::is_ascii_digit);
        if space && digit_before && c.is_ascii_digit() {
            out.push(' ');
        }
        space = false;
        match c {
            '㍾' => out.extend(['明', '治']),
            '㍽' => out.extend(['大', '正']),
            '㍼' => out.extend(['昭', '和']),
            '㍻' => out.extend(['平', '成']),
            '㋿' => out.extend(['令', '和']),
            '‐'..='―' | '−' | '﹣' | '⁃' | '─' | '━' => out.push('-'),
            // The prolonged sound mark is on the hyphen's key.
            'ー' | 'ｰ' if digit_before => out.push('-'),
            '⁄' | '∕' => out.push('/'),
            '〜' | '∼' => out.push('~'),
            '･' => out.push('・'),
            '｡' => out.push('。'),
            other => out.push(other.to_ascii_uppercase()),
        }
    }
    out
}

/// A number as written: its value and how many characters it took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    pub(super) value: u32,
    /// Characters, for telling 2026 from 26.
    pub(super) length: usize,
}

/// A place in a normalised text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    pub(super) chars: &'a [char],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(chars: &'a [char]) -> Self {
        Self { chars, at: 0 }
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.chars.len()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// The character before the cursor.
    pub(super) fn before(&self) -> Option<char> {
        self.at.checked_sub(1).and_then(|at| self.chars.get(at)).copied()
    }

    pub(super) fn rest(&self) -> String {
        self.chars.get(self.at..).unwrap_or_default().iter().collect()
    }

    pub(super) fn sees(&self, word: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let mut length = 0;
        word.chars().enumerate().all(|(i, c)| {
            length = i + 1;
            rest.get(i) == Some(&c)
        }) && length > 0
    }

    pub(super) fn sees_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.sees(word))
    }

    pub(super) fn eat(&mut self, word: &str) -> bool {
        let seen = self.sees(word);
        if seen {
            self.at += word.chars().count();
        }
        seen
    }

    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// A run of digits or of kanji numerals, up to eight characters.
    pub(super) fn number(&mut self) -> Option<Number> {
        let rest = self.chars.get(self.at..)?;
        let digits = rest.iter().take_while(|c| c.is_ascii_digit()).count();
        if digits > 0 {
            if digits > 8 {
                return None;
            }
            let value = rest[..digits].iter().collect::<String>().parse().ok()?;
            self.at += digits;
            return Some(Number { value, length: digits });
        }
        let length = rest.iter().take_while(|c| is_kanji_numeral(**c)).count();
        if length == 0 || length > 8 {
            return None;
        }
        let written: String = rest[..length].iter().collect();
        let value = u32::try_from(parse_kanji(&written)?).ok()?;
        self.at += length;
        Some(Number { value, length })
    }

    /// The full name of an era.
    pub(super) fn era_name(&mut self) -> Option<Era> {
        Era::ALL.into_iter().find(|era| self.eat(era.name()))
    }

    /// The letter of an era that a year follows, and that ends no longer word.
    pub(super) fn era_letter(&mut self) -> Option<Era> {
        if self.before().is_some_and(|c| c.is_ascii_alphanumeric()) {
            return None;
        }
        let letter = self.peek()?;
        let era = Era::ALL.into_iter().find(|era| era.letter() == letter)?;
        let next = self.chars.get(self.at + 1)?;
        let after = self.chars.get(self.at + 2);
        let dotted = *next == '.' && after.is_some_and(char::is_ascii_digit);
        if next.is_ascii_digit() || *next == '元' || dotted {
            self.at += if dotted { 2 } else { 1 };
            return Some(era);
        }
        None
    }

    /// The one-character abbreviation of an era that a year follows.
    pub(super) fn era_short(&mut self) -> Option<Era> {
        let short = self.peek()?;
        let era = Era::ALL.into_iter().find(|era| era.short() == short)?;
        let next = self.chars.get(self.at + 1)?;
        if next.is_ascii_digit() || *next == '元' || is_kanji_numeral(*next) {
            self.at += 1;
            return Some(era);
        }
        None
    }
}

/// A kanji that dates are numbered with.
pub(super) fn is_kanji_numeral(c: char) -> bool {
    matches!(c, '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}
