//! Where a folded word stands in a text as it was typed.

use std::ops::Range;

use super::fold::{alone, fold};

/// The places of folded words in a text, as ranges of bytes, in order and apart
/// from each other. What stands there folds to the word: 「ﾄﾞｯｸ」 for 「どっく」.
#[must_use]
pub fn hits(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = words.iter().flat_map(|word| places(text, word)).collect();
    found.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

fn places(text: &str, word: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let Some(first) = word.chars().next() else { return places };
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if start < end || begins_otherwise(c, next, first) {
            continue;
        }
        if let Some(length) = length_at(&text[start..], word) {
            end = start + length;
            places.push(start..end);
        }
    }
    places
}

/// Whether what a character and its next fold to begins with another one than
/// `first`. Most are told apart by this, without folding what follows them.
fn begins_otherwise(c: char, next: Option<char>, first: char) -> bool {
    if next.is_some_and(|next| alone(next).is_none()) {
        return false;
    }
    match c {
        'ァ'..='ヶ' => u32::from(c) - 0x60 != u32::from(first),
        'ぁ'..='ゖ' => c != first,
        _ => is_plain(c) && c != first,
    }
}

/// How much of the text, from its start, folds to the word.
fn length_at(text: &str, word: &str) -> Option<usize> {
    let mut fits = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let folded = fold(&text[..end]);
        if folded == word {
            // A mark that belongs to the last character belongs to the hit.
            fits = Some(end);
        } else if fits.is_some() || !(word.starts_with(&folded) || joins(&folded, word)) {
            break;
        }
    }
    fits
}

/// Whether a character to come may still turn the last one into the word's:
/// か before its voicing mark.
fn joins(folded: &str, word: &str) -> bool {
    let count = folded.chars().count();
    let before = |text: &str| text.chars().take(count.saturating_sub(1)).collect::<String>();
    count <= word.chars().count()
        && before(folded) == before(word)
        && !folded.chars().next_back().is_some_and(is_plain)
}

/// Characters that fold to themselves and join with nothing: kanji.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') && !matches!(c, '髙')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marked(text: &str, words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
        hits(text, &words).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn a_hit_is_shown_as_it_was_typed() {
        assert_eq!(marked("人間ﾄﾞｯｸの委託、再委託", &["ドック", "委託"]), ["ﾄﾞｯｸ", "委託", "委託"]);
        assert_eq!(marked("ＩＳＯ２７００１取得", &["iso27001"]), ["ＩＳＯ２７００１"]);
        assert_eq!(marked("か\u{3099}いど", &["ガイ"]), ["か\u{3099}い"]);
        assert_eq!(marked("葛\u{E0100}飾", &["葛"]), ["葛\u{E0100}"]);
        assert_eq!(marked("㈱見本", &["(株)見本"]), ["㈱見本"]);
    }

    #[test]
    fn hits_that_touch_are_one() {
        assert_eq!(marked("再委託先", &["再委", "委託"]), ["再委託"]);
        assert!(marked("委託", &["結合"]).is_empty() && marked("委託", &[""]).is_empty());
    }

    proptest! {
        #[test]
        fn what_is_cut_out_is_found_again(
            text in "[ぁ-んァ-ヶ一-龠ａ-ｚa-z0-9]{1,30}", from in 0_usize..30, count in 1_usize..6,
        ) {
            let word: String = text.chars().skip(from).take(count).collect();
            let folded = fold(&word);
            if !folded.is_empty() && fold(&text).contains(&folded) {
                prop_assert!(!hits(&text, &[folded]).is_empty(), "{word} in {text}");
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), word in any::<String>()) {
            for range in hits(&text, &[fold(&word)]) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
