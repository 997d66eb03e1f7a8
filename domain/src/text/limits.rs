//! How long a text may be.

use crate::{Fault, Place};

/// The length of a text in characters as a person counts them by eye, line
/// breaks included. A variation selector belongs to the kanji before it.
#[must_use]
pub fn length(text: &str) -> usize {
    text.chars().filter(|c| !matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')).count()
}

/// Refuses a text of more than `max` characters. `label` is the field's name on
/// screen, such as 「件名」.
///
/// # Errors
/// A [`Fault`] that says the limit and how long the text is.
pub fn check_length(place: Place, label: &str, text: &str, max: usize) -> Result<(), Fault> {
    // Bytes bound characters: most texts are short and need no count.
    if text.len() <= max {
        return Ok(());
    }
    // Selectors do not count, but cannot make a text unboundedly large either.
    let length = length(text).max(text.len() / 16);
    if length <= max {
        return Ok(());
    }
    let message = format!("{label}は{max}文字以内で入力してください（入力は{length}文字）。");
    Err(Fault { code: "text-too-long", message, place })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, max: usize) -> Result<(), Fault> {
        check_length(Place::Field("title".into()), "件名", text, max)
    }

    #[test]
    fn counts_characters_not_bytes() {
        assert!(check("個人情報", 4).is_ok());
        assert!(check("葛\u{E0100}飾", 2).is_ok());
        assert!(check("a\nb", 3).is_ok());
    }

    #[test]
    fn says_the_limit_and_the_length() {
        let fault = check("個人情報", 3).unwrap_err();
        assert_eq!(fault.code, "text-too-long");
        assert_eq!(fault.message, "件名は3文字以内で入力してください（入力は4文字）。");
        assert_eq!(fault.place, Place::Field("title".into()));
    }

    #[test]
    fn selectors_alone_do_not_escape_the_limit() {
        assert!(check(&"\u{FE00}".repeat(1_000), 10).is_err());
    }
}
