//! What is new in a text, and what is gone, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A stretch of text, as it stands in both texts or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// In the old text only.
    Gone(String),
    /// In the new text only.
    New(String),
}

/// The new text against the old one. The smallest difference is a word, a
/// number or a mark: a run of characters of one script.
#[must_use]
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (words(old), words(new));
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (before, after) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => push(&mut pieces, Piece::Same, &old[before]),
            DiffOp::Delete { .. } => push(&mut pieces, Piece::Gone, &old[before]),
            DiffOp::Insert { .. } => push(&mut pieces, Piece::New, &new[after]),
            DiffOp::Replace { .. } => {
                push(&mut pieces, Piece::Gone, &old[before]);
                push(&mut pieces, Piece::New, &new[after]);
            }
        }
    }
    pieces
}

/// How much of two texts is the same, from 0 to 100.
#[must_use]
pub fn likeness(old: &str, new: &str) -> usize {
    let total = old.chars().count() + new.chars().count();
    if total == 0 {
        return 100;
    }
    let same = diff(old, new)
        .into_iter()
        .map(|piece| if let Piece::Same(text) = piece { text.chars().count() } else { 0 });
    200 * same.sum::<usize>() / total
}

fn push(pieces: &mut Vec<Piece>, make: fn(String) -> Piece, words: &[&str]) {
    if !words.is_empty() {
        pieces.push(make(words.concat()));
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Digit,
    Latin,
    Hiragana,
    Katakana,
    Han,
    /// Goes with what stands before it.
    Mark,
    Other,
}

fn script(c: char) -> Script {
    match c {
        '0'..='9' | '０'..='９' => Script::Digit,
        'A'..='Z' | 'a'..='z' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Script::Latin,
        'ぁ'..='ゖ' => Script::Hiragana,
        'ァ'..='ヺ' | 'ー' | 'ｦ'..='ﾟ' => Script::Katakana,
        '々'
        | '〆'
        | '〇'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}' => Script::Han,
        '\u{300}'..='\u{36F}'
        | '\u{3099}'
        | '\u{309A}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{E0100}'..='\u{E01EF}' => Script::Mark,
        _ => Script::Other,
    }
}

/// The text cut into runs of one script; what belongs to none stands alone.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut from = 0;
    let mut run = Script::Mark;
    for (at, c) in text.char_indices() {
        let script = script(c);
        let goes_on = script == Script::Mark || (script == run && script != Script::Other);
        if !goes_on {
            if at > from {
                words.push(&text[from..at]);
            }
            (from, run) = (at, script);
        }
    }
    if from < text.len() {
        words.push(&text[from..]);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(old: &str, new: &str) -> String {
        let tell = |piece: &Piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Gone(text) => format!("[-{text}]"),
            Piece::New(text) => format!("[+{text}]"),
        };
        diff(old, new).iter().map(tell).collect()
    }

    #[test]
    fn words_and_numbers_change_as_a_whole() {
        assert_eq!(
            told("対象者は約４，８００人である。", "対象者は約５，２００人である。"),
            "対象者は約[-４][+５]，[-８００][+２００]人である。"
        );
        assert_eq!(told("氏名、住所", "氏名、生年月日、住所"), "氏名、[+生年月日、]住所");
        assert_eq!(told("人間ドッグの受診", "人間ドックの受診"), "人間[-ドッグ][+ドック]の受診");
        assert_eq!(told("", "新規"), "[+新規]");
        assert_eq!(told("同じ", "同じ"), "同じ");
    }

    #[test]
    fn a_mark_stays_with_its_character() {
        assert_eq!(
            words("葛\u{E0100}飾区のＩＳＯ27001、など"),
            ["葛\u{E0100}飾区", "の", "ＩＳＯ", "27001", "、", "など"]
        );
    }

    #[test]
    fn likeness_is_that_of_the_shared_text() {
        assert_eq!(likeness("", ""), 100);
        assert_eq!(likeness("氏名", "住所"), 0);
        assert!(likeness("施錠できる書庫に保管する。", "施錠できる金庫に保管する。") > 50);
    }

    fn of(pieces: &[Piece], wanted: impl Fn(&Piece) -> Option<&String>) -> String {
        pieces.iter().filter_map(wanted).map(String::as_str).collect()
    }

    proptest! {
        #[test]
        fn both_texts_can_be_rebuilt(
            old in "[氏名住所のをア-オa-c0-9、。\n葛\u{E0100}]{0,40}",
            new in prop_oneof!["[氏名住所のをア-オa-c0-9、。\n葛\u{E0100}]{0,40}", any::<String>()],
        ) {
            let pieces = diff(&old, &new);
            let before = of(&pieces, |piece| match piece {
                Piece::Same(text) | Piece::Gone(text) => Some(text),
                Piece::New(_) => None,
            });
            let after = of(&pieces, |piece| match piece {
                Piece::Same(text) | Piece::New(text) => Some(text),
                Piece::Gone(_) => None,
            });
            prop_assert_eq!(before, old);
            prop_assert_eq!(after, new);
        }

        #[test]
        fn a_text_does_not_differ_from_itself(text in any::<String>()) {
            prop_assert!(diff(&text, &text).iter().all(|piece| matches!(piece, Piece::Same(_))));
        }
    }
}
