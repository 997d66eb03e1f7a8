//! Which characters may be stored.

use std::borrow::Cow;

use crate::{Fault, Place};

/// Whether a character may not stand in stored text: control characters other
/// than the line break and the tab, marks that turn the direction of writing,
/// noncharacters, and characters no one can see. Variation selectors stay (they
/// choose the form of a kanji), and so do the ward's own characters (外字).
#[must_use]
pub fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || is_invisible(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFC}')
        || is_noncharacter(c)
}

/// Characters without a glyph of their own that hide in pasted text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}')
}

fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE
}

/// The first forbidden character and its place, in characters from 0.
#[must_use]
pub fn find_forbidden(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(_, c)| is_forbidden(*c))
}

/// What stands where a character broke on its way: half of a pair, bytes of
/// another encoding. It can be seen, so it is not taken away unasked; but what
/// stood there is lost, so it is not stored either.
const BROKEN: char = '\u{FFFD}';

/// The first character that cannot be stored and its place, in characters from
/// 0: a forbidden one, or one that broke on its way.
#[must_use]
pub fn find_unstorable(text: &str) -> Option<(usize, char)> {
    text.chars().enumerate().find(|(_, c)| is_forbidden(*c) || *c == BROKEN)
}

/// What people are told of a character that cannot be stored.
#[must_use]
pub fn unstorable(at: usize, c: char) -> String {
    let (number, code) = (at + 1, u32::from(c));
    if c == BROKEN {
        return format!(
            "{number}文字目の文字が壊れています（U+{code:04X}）。その文字を入力し直してください。"
        );
    }
    format!("{number}文字目に、保存できない文字（U+{code:04X}）があります。その文字を消してください。")
}

/// The text without forbidden characters. Line breaks of every kind (CR LF, CR,
/// U+2028, U+2029, U+0085) become `\n`; nothing that can be seen is lost.
#[must_use]
pub fn clean(text: &str) -> Cow<'_, str> {
    if find_forbidden(text).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{0085}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            c if is_forbidden(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Refuses text with a forbidden character, for input that must be taken
/// exactly as given or not at all.
///
/// # Errors
/// A [`Fault`] that names the character's code and its place.
pub fn check_forbidden(place: Place, text: &str) -> Result<(), Fault> {
    let Some((at, c)) = find_unstorable(text) else {
        return Ok(());
    };
    Err(Fault { code: "forbidden-character", message: unstorable(at, c), place })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_is_untouched() {
        let text = "第１条\t甲は、\n葛\u{E0100}飾 ☎\u{FE0F} \u{E000} ①㈱";
        assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
    }

    #[test]
    fn hidden_characters_are_found_and_removed() {
        for hidden in [
            '\0',
            '\u{7}',
            '\u{7F}',
            '\u{9B}',
            '\u{202E}',
            '\u{2066}',
            '\u{200B}',
            '\u{FEFF}',
            '\u{FFFE}',
            '\u{1FFFF}',
            '\u{FDD0}',
            '\u{E0041}',
        ] {
            let text = format!("住{hidden}所");
            assert_eq!(find_forbidden(&text), Some((1, hidden)));
            assert_eq!(clean(&text), "住所");
        }
    }

    #[test]
    fn every_line_break_becomes_one() {
        assert_eq!(clean("a\r\nb\rc\u{2028}d\u{85}e\n"), "a\nb\nc\nd\ne\n");
    }

    #[test]
    fn the_fault_names_the_character() {
        let fault = check_forbidden(Place::Field("title".into()), "件名\u{202E}").unwrap_err();
        assert_eq!(fault.code, "forbidden-character");
        assert!(fault.message.starts_with("3文字目") && fault.message.contains("U+202E"));
    }

    #[test]
    fn what_broke_on_its_way_is_refused_and_not_taken_away() {
        let fault = check_forbidden(Place::Field("title".into()), "件\u{FFFD}名").unwrap_err();
        assert!(fault.message.starts_with("2文字目の文字が壊れて"), "{}", fault.message);
        assert_eq!(clean("件\u{FFFD}名"), "件\u{FFFD}名");
    }

    proptest! {
        #[test]
        fn clean_text_has_nothing_forbidden(text in any::<String>()) {
            let cleaned = clean(&text);
            prop_assert_eq!(find_forbidden(&cleaned), None);
            prop_assert_eq!(cleaned == text, find_forbidden(&text).is_none());
        }
    }
}
