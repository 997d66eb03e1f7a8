//! Numbers as papers write them and as people type them.

use std::fmt::Display;

use super::{narrow_char, widen};

/// A clause number as the papers set it: full width from 1 to 9, half width
/// from 10, so that every number is one character wide.
#[must_use]
pub fn paper_number(n: u32) -> String {
    if n < 10 { full_width(n) } else { n.to_string() }
}

/// A number in full-width digits throughout: 35 → ３５.
#[must_use]
pub fn full_width(n: impl Display) -> String {
    widen(&n.to_string())
}

/// Reads a whole number in any width, with or without separators between
/// thousands, in kanji (二十三, 二〇一七) or mixed (４万８千). Nothing else may
/// stand in the text but space around it.
#[must_use]
pub fn parse_number(text: &str) -> Option<u64> {
    let narrow: String = text.trim().chars().map(narrow_char).collect();
    if narrow.contains(',') {
        return parse_separated(&narrow);
    }
    if !narrow.is_empty() && narrow.bytes().all(|b| b.is_ascii_digit()) {
        return narrow.parse().ok();
    }
    parse_kanji(&narrow)
}

fn parse_separated(text: &str) -> Option<u64> {
    let mut groups = text.split(',');
    let first = groups.next()?;
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&first.len()) || !digits(first) {
        return None;
    }
    groups.all(|group| group.len() == 3 && digits(group)).then(|| text.replace(',', "").parse().ok())?
}

/// Reads a number in kanji, by place (二〇一七) or by unit (二千十七, 4万8千).
#[must_use]
pub fn parse_kanji(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    // Units below 万 gather in `section`, those above in `total`.
    let (mut total, mut section): (u64, u64) = (0, 0);
    let mut digits: Option<u64> = None;
    let mut last_unit = u64::MAX;
    let mut last_big = u64::MAX;
    for c in text.chars() {
        if let Some(digit) = digit(c) {
            digits = Some(digits.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            continue;
        }
        let unit = unit(c)?;
        if unit < 10_000 {
            if unit >= last_unit {
                return None;
            }
            section = section.checked_add(digits.take().unwrap_or(1).checked_mul(unit)?)?;
            last_unit = unit;
        } else {
            let part = section.checked_add(digits.take().unwrap_or(0))?;
            if unit >= last_big || part == 0 {
                return None;
            }
            total = total.checked_add(part.checked_mul(unit)?)?;
            (section, last_unit, last_big) = (0, u64::MAX, unit);
        }
    }
    total.checked_add(section)?.checked_add(digits.unwrap_or(0))
}

fn digit(c: char) -> Option<u64> {
    let digits = "〇一二三四五六七八九";
    let kanji = digits.chars().position(|d| d == c || (c == '零' && d == '〇'));
    kanji.and_then(|at| u64::try_from(at).ok()).or_else(|| c.to_digit(10).map(u64::from))
}

fn unit(c: char) -> Option<u64> {
    match c {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1_000),
        '万' => Some(10_000),
        '億' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    }
}

/// A number in kanji by unit: 二十一, 千三. Beyond 9999 in digits.
#[must_use]
pub fn kanji_number(n: u32) -> String {
    if n == 0 || n > 9_999 {
        return n.to_string();
    }
    let mut out = String::new();
    for (unit, name) in [(1_000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let count = n / unit % 10;
        if count > 1 || (count == 1 && unit == 1) {
            out.extend(usize::try_from(count).ok().and_then(|at| "〇一二三四五六七八九".chars().nth(at)));
        }
        if count > 0 {
            out.push_str(name);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clause_numbers_are_one_character_wide_up_to_nine() {
        assert_eq!(paper_number(1), "１");
        assert_eq!(paper_number(9), "９");
        assert_eq!(paper_number(10), "10");
        assert_eq!(paper_number(22), "22");
    }

    #[test]
    fn full_width_is_full_width_throughout() {
        assert_eq!(full_width(35), "３５");
        assert_eq!(full_width(-1), "－１");
    }

    #[test]
    fn reads_every_way_of_writing_a_number() {
        for text in ["4800", "４８００", "4,800", "４，８００", " ４8０0　", "四千八百", "四八〇〇", "4千8百"]
        {
            assert_eq!(parse_number(text), Some(4800), "{text}");
        }
        assert_eq!(parse_number("十"), Some(10));
        assert_eq!(parse_number("二十三"), Some(23));
        assert_eq!(parse_number("二〇一七"), Some(2017));
        assert_eq!(parse_number("４万８千"), Some(48_000));
        assert_eq!(parse_number("一億二千万"), Some(120_000_000));
        assert_eq!(parse_number("零"), Some(0));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            "約4800",
            "48,00",
            "4,8000",
            ",800",
            "十百",
            "万",
            "1.5",
            "-3",
            "四千八百人",
            "99999999999999999999",
        ] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_number_in_kanji_is_read_back(n in 1_u32..10_000) {
            prop_assert_eq!(parse_kanji(&kanji_number(n)), Some(u64::from(n)));
        }

        #[test]
        fn digits_of_any_width_are_read_back(n in any::<u64>()) {
            prop_assert_eq!(parse_number(&n.to_string()), Some(n));
            prop_assert_eq!(parse_number(&full_width(n)), Some(n));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9０-９〇一-九十百千万億兆,，]*") {
            let _ = parse_number(&text);
        }
    }
}
