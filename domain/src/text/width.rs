//! Full and half width, and nothing else.

use unicode_normalization::char::compose;

/// The half-width form of a full-width letter, digit, sign or space; other
/// characters (kana among them) as they are.
#[must_use]
pub fn narrow_char(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// The text with ASCII letters, digits and signs in full width, as papers
/// print dates and labels. Spaces, control characters and all other text stay.
#[must_use]
pub fn widen(text: &str) -> String {
    text.chars().map(wide_char).collect()
}

fn wide_char(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The text in one width: letters, digits, signs and the space half width,
/// kana full width with their voicing marks joined. `－` and `−`, `～` and `〜`
/// are the same keys in different encodings and come out alike. Case, kana and
/// compatibility forms (①, ㈱, 神) are kept.
#[must_use]
pub fn fold_width(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(kana) = full_kana(c) else {
            out.push(one_width(c));
            continue;
        };
        let mark = match chars.peek() {
            Some('\u{FF9E}') => Some('\u{3099}'),
            Some('\u{FF9F}') => Some('\u{309A}'),
            _ => None,
        };
        match mark.and_then(|mark| compose(kana, mark)) {
            Some(voiced) => {
                chars.next();
                out.push(voiced);
            }
            None => out.push(kana),
        }
    }
    out
}

fn one_width(c: char) -> char {
    match c {
        '\u{2212}' => '-',
        '\u{301C}' => '~',
        '\u{FFE0}' => '¢',
        '\u{FFE1}' => '£',
        '\u{FFE2}' => '¬',
        '\u{FFE3}' => '¯',
        '\u{FFE4}' => '¦',
        '\u{FFE5}' => '¥',
        '\u{FFE6}' => '₩',
        _ => narrow_char(c),
    }
}

/// U+FF61 to U+FF9F in full width, in code order.
const KANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

fn full_kana(c: char) -> Option<char> {
    let at = u32::from(c).checked_sub(0xFF61)?;
    if at > 0x3E {
        return None;
    }
    KANA.chars().nth(usize::try_from(at).ok()?)
}

/// Whether two texts differ in nothing but width: such a change is no change
/// of content and is not marked in papers.
#[must_use]
pub fn same_but_width(a: &str, b: &str) -> bool {
    a == b || fold_width(a) == fold_width(b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_alone_is_no_difference() {
        assert!(same_but_width("約４，８００人", "約4,800人"));
        assert!(same_but_width("１月末", "1月末"));
        assert!(same_but_width("ｶﾞｲﾄﾞ ﾊﾟｽ", "ガイド　パス"));
        assert!(same_but_width("資料３５－１", "資料35−1"));
        assert!(same_but_width("９時～５時", "9時〜5時"));
        assert!(same_but_width("ＩＳＯ２７００１", "ISO27001"));
    }

    #[test]
    fn anything_else_is_a_difference() {
        assert!(!same_but_width("人間ドック", "人間ドッグ"));
        assert!(!same_but_width("①", "1"));
        assert!(!same_but_width("㈱", "(株)"));
        assert!(!same_but_width("\u{FA19}", "神"));
        assert!(!same_but_width("ISO", "iso"));
        assert!(!same_but_width("カナ", "かな"));
        assert!(!same_but_width("第 17条", "第17条"));
    }

    #[test]
    fn every_half_width_kana_has_its_full_form() {
        assert_eq!(KANA.chars().count(), 0x3F);
        let half: String = ('\u{FF61}'..='\u{FF9D}').collect();
        let full = fold_width(&half);
        assert_eq!(full, KANA.chars().take(0x3D).collect::<String>());
        assert_eq!(fold_width("ﾞ"), "゛");
        assert_eq!(fold_width("ｱﾞ"), "ア゛");
    }

    proptest! {
        #[test]
        fn widening_is_only_a_matter_of_width(text in "[ -~ぁ-んァ-ヶ一-龠]*") {
            prop_assert!(same_but_width(&text, &widen(&text)));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold_width(&text);
            prop_assert_eq!(fold_width(&once), once);
        }
    }
}
