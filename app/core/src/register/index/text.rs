//! Folded texts as they are kept to be looked into.

use sea_orm::DbBackend;

/// A folded text, or a word to find in one, as an engine keeps it.
///
/// SQLite goes to the next place of a capital letter at the processor's speed, and
/// takes twenty times longer over a text in which it has to unpack each character.
/// So there each stands behind a letter that tells it from most others. A folded
/// text has no capitals of its own: whatever is found was there, and only that.
/// PostgreSQL has no use for them.
pub(super) fn kept(backend: DbBackend, folded: &str) -> String {
    if backend == DbBackend::Postgres { folded.to_owned() } else { lettered(folded) }
}

/// The table in which an engine keeps them, as `folded` by `entry_id`: PostgreSQL
/// beside the terms by which they are looked up.
pub(super) fn table(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Postgres { "search_terms" } else { "search_text" }
}

fn lettered(folded: &str) -> String {
    let mut kept = String::with_capacity(folded.len() / 2 * 3);
    for c in folded.chars() {
        // Lines stay lines.
        if c != '\n' {
            kept.push(LETTERS[c as usize % LETTERS.len()]);
        }
        kept.push(c);
    }
    kept
}

const LETTERS: [char; 26] = [
    'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U',
    'V', 'W', 'X', 'Y', 'Z',
];

#[cfg(test)]
mod tests {
    use domain::text::fold;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_has_a_word_as_it_has_it_kept(text in "[a-dA-D委託先た ]{0,12}\n?[\\PC]{0,8}", word in "[a-dA-D委託先た]{1,3}") {
            let (text, word) = (fold(&text), fold(&word));
            prop_assert_eq!(lettered(&text).contains(&lettered(&word)), text.contains(&word));
        }

        #[test]
        fn no_folded_text_has_capitals(text in "\\PC{0,40}") {
            prop_assert!(!fold(&text).contains(|c: char| c.is_ascii_uppercase()));
        }
    }

    #[test]
    fn lines_stay_apart() {
        assert_eq!(lettered("a委\n託"), "TaM委\nR託");
        assert_eq!(kept(DbBackend::Postgres, "a委"), "a委");
    }
}
