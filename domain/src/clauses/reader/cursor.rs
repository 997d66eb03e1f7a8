//! Reading a text from the left, and what its characters are.

use super::label::{Mark, Sequence};
use crate::text::{fold_width, narrow_char, parse_kanji};

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// At the start.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// How far it has come, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// The next character that is no space.
    pub(crate) fn peek_past_space(&self) -> Option<char> {
        self.rest().chars().find(|c| !c.is_whitespace())
    }

    pub(crate) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Whether a word stood here; it is behind then.
    pub(crate) fn skip_word(&mut self, word: &str) -> bool {
        let found = self.rest().starts_with(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    pub(crate) fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// A number, and whether it is in kanji.
    pub(crate) fn number(&mut self) -> Option<(u32, bool)> {
        let digits: String =
            self.rest().chars().map(narrow_char).take_while(char::is_ascii_digit).take(6).collect();
        if !digits.is_empty() {
            let value = digits.parse().ok()?;
            self.advance(digits.len());
            return Some((value, false));
        }
        let kanji: String = self.rest().chars().take_while(|c| is_kanji_digit(*c)).take(6).collect();
        let value = u32::try_from(parse_kanji(&kanji)?).ok()?;
        self.advance(kanji.chars().count());
        Some((value, true))
    }

    /// A number with space around it or between its digits: 第 １ ０ 条.
    pub(crate) fn spaced_number(&mut self) -> Option<(u32, bool)> {
        self.skip_space();
        let (mut value, kanji) = self.number()?;
        while !kanji && value < 100 {
            let mut ahead = *self;
            ahead.skip_space();
            let spaced = ahead.at > self.at;
            match ahead.number() {
                Some((digit, false)) if spaced && digit < 10 => {
                    (value, *self) = (value * 10 + digit, ahead);
                }
                _ => break,
            }
        }
        Some((value, kanji))
    }

    /// の2 after a number.
    pub(crate) fn branch(&mut self) -> Option<u32> {
        let mut ahead = *self;
        ahead.skip_space();
        if ahead.bump() != Some('の') {
            return None;
        }
        let (branch, _) = ahead.spaced_number()?;
        let ends = ahead.peek().is_none_or(|c| !is_counter(c));
        (ends && (2..100).contains(&branch)).then(|| {
            *self = ahead;
            branch
        })
    }

    /// A kana, a Latin letter or a Roman number.
    pub(crate) fn letters(&mut self) -> Option<(Sequence, u32)> {
        let first = narrow_char(self.peek()?);
        if first.is_ascii_alphabetic() {
            return self.latin(first);
        }
        if let Some(place) = kana_place(first, Sequence::Aiueo) {
            self.bump();
            return Some((Sequence::Aiueo, place));
        }
        let place = kana_place(first, Sequence::Iroha)?;
        self.bump();
        Some((Sequence::Iroha, place))
    }

    fn latin(&mut self, first: char) -> Option<(Sequence, u32)> {
        let word: String =
            self.rest().chars().map(narrow_char).take_while(char::is_ascii_alphabetic).take(6).collect();
        let lower = first.is_ascii_lowercase();
        if let Some(value) = roman(&word) {
            self.advance(word.len());
            return Some((if lower { Sequence::Roman } else { Sequence::RomanCapital }, value));
        }
        if word.len() > 1 {
            return None;
        }
        self.bump();
        let place = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1;
        Some((if lower { Sequence::Latin } else { Sequence::Capital }, place))
    }

    fn advance(&mut self, chars: usize) {
        for _ in 0..chars {
            self.bump();
        }
    }
}

fn roman(word: &str) -> Option<u32> {
    const SMALL: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let lower = word.to_ascii_lowercase();
    let one_case = word == lower || word == word.to_ascii_uppercase();
    let at = SMALL.iter().position(|roman| *roman == lower)?;
    one_case.then(|| u32::try_from(at + 1).ok())?
}

/// A numeral in kanji.
pub(crate) fn is_kanji_digit(c: char) -> bool {
    "〇一二三四五六七八九十百".contains(c)
}

const AIUEO: &str =
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
const IROHA: &str =
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";

/// The place of a kana of either width in its order, from 1.
pub(crate) fn kana_place(c: char, order: Sequence) -> Option<u32> {
    let full = match c {
        '\u{FF66}'..='\u{FF9D}' => fold_width(c.encode_utf8(&mut [0; 4])).chars().next()?,
        'ア'..='ン' => c,
        _ => return None,
    };
    let order = if order == Sequence::Iroha { IROHA } else { AIUEO };
    order.chars().position(|kana| kana == full).and_then(|at| u32::try_from(at + 1).ok())
}

/// The kana of a place, from 1.
pub(crate) fn kana_at(place: u32, order: Sequence) -> Option<char> {
    let order = if order == Sequence::Iroha { IROHA } else { AIUEO };
    order.chars().nth(usize::try_from(place.checked_sub(1)?).ok()?)
}

/// A word that counts: the number before it is no label.
pub(crate) fn is_counter(c: char) -> bool {
    "年月日時分秒人名件部枚回項条号階丁番歳円％%万千億箇カヵケヶか個種社者つペ頁桁倍割点列行類級台度週字泊冊期"
        .contains(c)
}

/// Whether the text after a label shows that it is a reference in a sentence:
/// (1)から(3)まで.
pub(super) fn reads_on(mark: Mark, rest: &str, tight: bool) -> bool {
    const WORDS: [&str; 11] =
        ["から", "まで", "及び", "又は", "並びに", "若しくは", "、", "，", "の規定", "に掲げる", "に定める"];
    const TIGHT: [&str; 9] = ["の", "に", "を", "と", "は", "で", "が", "）", "」"];
    if matches!(mark, Mark::Dot | Mark::Comma) {
        return false;
    }
    WORDS.iter().any(|word| rest.starts_with(word))
        || (tight && mark != Mark::Bare && TIGHT.iter().any(|word| rest.starts_with(word)))
}
