//! The form in which texts are compared and searched.

use unicode_normalization::UnicodeNormalization;

use super::{clean::is_invisible, width::narrow_char};

/// The text for comparing and searching: one width, lower case, kana as
/// hiragana, compatibility forms as what they stand for (㈱ → (株), ① → 1,
/// U+FA19 → 神), all dashes as `-`, all waves as `~`, all middle dots as `・`, runs
/// of white space as one space with none at the ends, and invisible characters
/// and variation selectors gone. ー after kana stays: it is a sound there.
///
/// For the index and the search term alone: what a person typed is stored and
/// printed as typed. Folding twice changes nothing.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = folded_one_by_one(text).unwrap_or_else(|| folded_composing(text));
    out.truncate(out.trim_end_matches(' ').len());
    if out.starts_with(' ') {
        out.remove(0);
    }
    out
}

/// The text folded character by character, if none of them can join with another:
/// nearly every text, and ten times faster.
fn folded_one_by_one(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(&mut out, alone(c)?);
    }
    Some(out)
}

fn folded_composing(text: &str) -> String {
    let visible = text.chars().filter(|c| !is_skipped(*c));
    let mut mapped = String::with_capacity(text.len());
    for c in visible.nfkc().filter(|c| !is_skipped(*c)) {
        for lower in c.to_lowercase() {
            push_folded(&mut mapped, lower);
        }
    }
    let mut out = String::with_capacity(mapped.len());
    for c in mapped.nfkc() {
        if !(c == ' ' && out.is_empty()) {
            out.push(c);
        }
    }
    out
}

/// A character in one width and lower case, if it is one of those that stand for
/// themselves and join with no other of them.
pub(super) fn alone(c: char) -> Option<char> {
    match c {
        '\t' | '\n' | '\r' | ' '..='~' => Some(c.to_ascii_lowercase()),
        '\u{FF01}'..='\u{FF5E}' | '\u{3000}' => Some(narrow_char(c).to_ascii_lowercase()),
        '、'..='】' | '〜' | 'ぁ'..='ゖ' | 'ァ'..='ヶ' | '・' | 'ー' | '\u{4E00}'..='\u{9FFF}' => {
            Some(c)
        }
        _ => None,
    }
}

/// [`fold`] without any white space: for asking whether two names or labels
/// are the same (第 17条 and 第１７条).
#[must_use]
pub fn fold_key(text: &str) -> String {
    let mut key = fold(text);
    key.retain(|c| c != ' ');
    key
}

fn is_skipped(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn push_folded(out: &mut String, c: char) {
    let before = out.chars().next_back();
    match c {
        _ if c.is_whitespace() => {
            if before != Some(' ') {
                out.push(' ');
            }
        }
        'ー' => out.push(if before.is_some_and(sounds) { 'ー' } else { '-' }),
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => out.push(char::from_u32(u32::from(c) - 0x60).unwrap_or(c)),
        '\u{2010}'..='\u{2015}' | '−' | '⁃' | '˗' | '─' | '━' | '\u{2E3A}' | '\u{2E3B}' => {
            out.push('-')
        }
        '〜' | '∼' | '∿' | '〰' => out.push('~'),
        '·' | '•' | '‧' | '∙' | '⋅' => out.push('・'),
        '\u{2018}'..='\u{201B}' | 'ʼ' => out.push('\''),
        '\u{201C}'..='\u{201F}' => out.push('"'),
        // Letters of names that have no decomposition, and that many keyboards
        // give only in the plain form.
        '髙' => out.push('高'),
        '﨑' => out.push('崎'),
        '𠮷' => out.push('吉'),
        _ => out.push(c),
    }
}

/// Kana, whose sound a following ー prolongs.
fn sounds(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | '\u{3099}' | '\u{309A}' | 'ゝ' | 'ゞ' | 'ァ'..='ヺ' | 'ー' | 'ヽ'..='ヿ')
        || matches!(c, '\u{31F0}'..='\u{31FF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn joins_width_case_and_kana() {
        assert_eq!(fold("ＩＳＯ２７００１"), "iso27001");
        assert_eq!(fold("プライバシーマーク"), fold("ﾌﾟﾗｲﾊﾞｼｰﾏｰｸ"));
        assert_eq!(fold("ヤマダ"), "やまだ");
        assert_eq!(fold("か\u{3099}"), fold("ガ"));
    }

    #[test]
    fn joins_dashes_but_keeps_the_sound() {
        for dash in ["－", "‐", "‑", "–", "—", "―", "−", "-", "ー", "ｰ", "─"] {
            assert_eq!(fold(&format!("資料３５{dash}１")), "資料35-1", "{dash}");
        }
        assert_eq!(fold("データー"), "でーたー");
        assert_eq!(fold("ＣＤ－Ｒ"), "cd-r");
        assert_ne!(fold("コード"), fold("コ-ド"));
    }

    #[test]
    fn finds_compatibility_forms() {
        assert_eq!(fold("㈱見本"), fold("（株）見本"));
        assert_eq!(fold("\u{FA19}田"), "神田");
        assert_eq!(fold("\u{FA10}"), "塚");
        assert_eq!(fold("①"), "1");
        assert_eq!(fold("葛\u{E0100}"), "葛");
        assert_eq!(fold("髙﨑"), "高崎");
    }

    #[test]
    fn keeps_one_space_between_words() {
        assert_eq!(fold("　人間ドック \n 委託 "), "人間どっく 委託");
        assert_eq!(fold("人間\u{200B}ドック"), "人間どっく");
        assert_eq!(fold_key("第 17条第１項第 4号"), "第17条第1項第4号");
    }

    #[test]
    fn keeps_words_apart_that_differ() {
        assert_ne!(fold("人間ドック"), fold("人間ドッグ"));
        assert_ne!(fold("立入り"), fold("立ち入り"));
        assert_ne!(fold("返還"), fold("返却"));
    }

    #[test]
    fn every_character_folds_for_good() {
        for c in ('\0'..='\u{FFFF}').chain('\u{1F100}'..='\u{1F2FF}').chain('\u{2F800}'..='\u{2FA1F}') {
            for text in [c.to_string(), format!("カ{c}"), format!("{c}ー")] {
                let once = fold(&text);
                assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
            }
        }
    }

    #[test]
    fn what_stands_alone_folds_as_everything_does() {
        for c in '\0'..='\u{FFFF}' {
            if let Some(folded) = folded_one_by_one(&c.to_string()) {
                assert_eq!(folded.trim(), folded_composing(&c.to_string()).trim(), "U+{:04X}", u32::from(c));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn one_by_one_is_the_same(text in "[\\t\\n -~\u{3000}-】〜ぁ-ゖァ-ヶ・ー！-～一-龠]*") {
            let (folded, composed) = (folded_one_by_one(&text).unwrap(), folded_composing(&text));
            prop_assert_eq!(folded.trim_matches(' '), composed.trim_matches(' '));
        }

        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn folding_japanese_twice_changes_nothing(text in "[ -~　-ヿ㈀-㋿一-丿︀-￯\u{300}-\u{36f}]*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn texts_equal_but_for_width_fold_alike(text in "[ -~ぁ-んァ-ヶ一-龠]*") {
            prop_assert_eq!(fold(&super::super::widen(&text)), fold(&text));
        }
    }
}
