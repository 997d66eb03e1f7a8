//! What the index knows an entry by: its grams and its facets, as numbers.
//!
//! A gram is a character or a pair of neighbours in the folded text. Japanese
//! lives on words of two characters, which no engine's own index finds. A facet
//! is what a list filters by. Both are terms of the same index, so that any
//! words and filters together are one look-up.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Grams of one word looked up at most; the text itself decides in the end.
const LOOKED_UP: usize = 24;

/// Something a list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Facet<'a> {
    /// Who finds the entry, and when.
    Base(&'a str, Base),
    /// The kind of an item.
    Kind(&'a str),
    /// A state one of its versions is in.
    State(&'a str),
    /// All its versions are past.
    OnlyPast,
    /// The section that holds it.
    Section(Uuid),
    /// Its party.
    Party(Uuid),
    /// Its programme.
    Programme(Uuid),
    /// Its registered business.
    Business(Uuid),
    /// A medium, by its folded name.
    Medium(&'a str),
    /// A direction of its data.
    Direction(&'a str),
    /// 要配慮個人情報.
    Sensitive,
    /// 特定個人情報.
    MyNumber,
    /// A clause set it is under.
    ClauseSet(Uuid),
    /// A gram of its party's name.
    PartyGram(i64),
}

/// Who finds an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Base {
    /// Those who may see what is proposed.
    Staff,
    /// Everyone.
    Public,
    /// Whoever asks for a day on which it was in force.
    Dated,
    /// Those who look for what was put away.
    Shelved,
}

impl Base {
    /// Everyone who finds entries.
    pub(super) const ALL: [Self; 4] = [Self::Staff, Self::Public, Self::Dated, Self::Shelved];

    /// Its place in a number that tells several.
    pub(super) const fn bit(self) -> i64 {
        match self {
            Self::Staff => 1,
            Self::Public => 2,
            Self::Dated => 4,
            Self::Shelved => 8,
        }
    }
}

impl Facet<'_> {
    /// The facet as a term: below zero, where no gram is.
    pub(crate) fn term(self) -> i64 {
        let told = match self {
            Self::Base(noun, base) => format!("base:{noun}:{base:?}"),
            Self::Kind(code) => format!("kind:{code}"),
            Self::State(code) => format!("state:{code}"),
            Self::OnlyPast => "past".to_owned(),
            Self::Section(id) => format!("section:{id}"),
            Self::Party(id) => format!("party:{id}"),
            Self::Programme(id) => format!("programme:{id}"),
            Self::Business(id) => format!("business:{id}"),
            Self::Medium(name) => format!("medium:{name}"),
            Self::Direction(code) => format!("direction:{code}"),
            Self::Sensitive => "sensitive".to_owned(),
            Self::MyNumber => "my-number".to_owned(),
            Self::ClauseSet(id) => format!("clauses:{id}"),
            Self::PartyGram(gram) => format!("party-gram:{gram}"),
        };
        let hash = Sha256::digest(told.as_bytes());
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        i64::from_be_bytes(first) | i64::MIN
    }
}

/// Whether an entry is in the sample: a thousand of every eight thousand, side by
/// side, so that their texts are. PostgreSQL gathers everything that has some terms
/// before it gives the first; the sample has an index of its own, in which that
/// takes an eighth of the time.
pub(super) fn is_sampled(entry: i64) -> bool {
    (entry >> 10) % 8 == 0
}

/// How many numbers a sieve has.
pub(super) const SIEVE: usize = 16;

/// The pairs among some grams as bits: a text whose sieve lacks a bit of a word's
/// does not have the word. One bit of three is set for an item's text, so that of a
/// hundred texts without it one or two pass for a word of five characters.
pub(super) fn sieve(grams: impl IntoIterator<Item = i64>) -> [i64; SIEVE] {
    let mut sieve = [0; SIEVE];
    for pair in grams.into_iter().filter(|gram| *gram > i64::from(u32::from(char::MAX))) {
        // Multiplied by an odd number with many bits, the first ten of a product
        // depend on all of the pair.
        let hash = pair.cast_unsigned().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54;
        sieve[(hash / 64) as usize] |= 1 << (hash % 64);
    }
    sieve
}

/// The column of a number of a sieve.
pub(super) fn pairs(at: usize) -> String {
    format!("pairs_{at}")
}

/// A term as a word: what SQLite's index holds.
pub(super) fn word_of(term: i64) -> String {
    format!("t{term:x}")
}

/// The grams of a folded text. None reaches over a space or a line's end.
pub(crate) fn grams(folded: &str) -> BTreeSet<i64> {
    let mut grams = BTreeSet::new();
    for run in folded.split([' ', '\n']) {
        let mut before = None;
        for c in run.chars() {
            let code = i64::from(u32::from(c));
            grams.insert(code);
            if let Some(before) = before {
                grams.insert(pair(before, code));
            }
            before = Some(code);
        }
    }
    grams
}

/// The grams by which a folded word is looked up: one alone finds exactly the
/// entries that have a word of one or two characters in them.
pub(crate) fn grams_of_word(word: &str) -> Vec<i64> {
    let codes: Vec<i64> = word.chars().map(|c| i64::from(u32::from(c))).collect();
    let all: Vec<i64> = match codes.as_slice() {
        [] => Vec::new(),
        [one] => vec![*one],
        codes => codes.windows(2).map(|two| pair(two[0], two[1])).collect(),
    };
    let step = all.len().div_ceil(LOOKED_UP).max(1);
    all.into_iter().step_by(step).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whether the grams of a word tell everything about it.
pub(crate) fn is_exact(word: &str) -> bool {
    word.chars().count() <= 2
}

/// Characters have 21 bits, and none of a text is 0: a pair is above them all.
fn pair(first: i64, second: i64) -> i64 {
    first << 21 | second
}

/// The words of a search, folded.
pub(crate) fn words(search: &str) -> Vec<String> {
    let folded = domain::text::fold(search);
    let words: BTreeSet<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    words.into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_looked_up_by_grams_that_its_text_has() {
        let text = grams("再委託先の\n個人 情報");
        for word in ["委", "委託", "委託先", "再委託先の"] {
            assert!(grams_of_word(word).iter().all(|gram| text.contains(gram)), "{word}");
        }
        for word in ["託委", "の個", "人情"] {
            assert!(!grams_of_word(word).iter().all(|gram| text.contains(gram)), "{word}");
        }
    }

    #[test]
    fn one_entry_of_eight_is_in_the_sample() {
        assert_eq!((0..80_000).filter(|entry| is_sampled(*entry)).count(), 10_240);
        assert!(is_sampled(1) && !is_sampled(1_024) && is_sampled(8_192));
    }

    #[test]
    fn a_sieve_holds_what_a_text_has_and_few_others() {
        let held = |text: &str, word: &str| {
            let (text, word) = (sieve(grams(text)), sieve(grams_of_word(word)));
            text.iter().zip(word).all(|(text, word)| text & word == word)
        };
        let text = "見守り対象者の名簿を提供し、訪問の結果を受領する業務を委託する。";
        for from in 0..text.chars().count() - 5 {
            let word: String = text.chars().skip(from).take(5).collect();
            assert!(held(text, &word), "{word}");
        }
        assert!(held(text, "鯨") && !held(text, "再委託先") && !held(text, "データ入力"));
        let words = ('一'..='万').map(|c| format!("{c}守対簿"));
        assert_eq!(words.filter(|word| held(text, word)).count(), 0);
    }

    #[test]
    fn facets_and_grams_are_never_the_same() {
        assert!(Facet::Sensitive.term() < 0 && Facet::Kind("linkage").term() < 0);
        assert!(grams("\u{10FFFF}委").iter().all(|gram| *gram > 0));
        assert_ne!(Facet::Sensitive.term(), Facet::MyNumber.term());
    }

    #[test]
    fn a_long_word_is_looked_up_by_some_of_its_grams() {
        let word: String = ('一'..='万').chain('ぁ'..='ん').cycle().take(400).collect();
        assert!(grams_of_word(&word).len() <= LOOKED_UP);
    }
}
