//! References within structured text. A note is referred to by its mark (※１)
//! standing in another block; a numbered part by 「１参照」 or 「上記１」. They are
//! read off the text, so nothing can come apart from it.

use super::{Block, BlockKind};
use crate::text::{fold_key, narrow_char};

/// Words that point to the number after them.
const POINTING: [&str; 6] = ["上記", "前記", "下記", "後記", "次記", "別記"];

/// Something in a structured text that a careful reader would stumble over. It
/// is shown, never refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The block, from 0.
    pub block: usize,
    /// What it is and what could be done.
    pub message: String,
}

/// What is odd about the marks and references of a text. `elsewhere` are texts
/// beside it that may refer to its notes: purpose and subjects.
#[must_use]
pub fn hints(blocks: &[Block], elsewhere: &[&str]) -> Vec<Hint> {
    let mut hints = Vec::new();
    let notes = labels(blocks, BlockKind::Footnote);
    let parts = labels(blocks, BlockKind::Numbered);
    let mut used: Vec<String> = elsewhere.iter().flat_map(|text| notes_in(text)).collect();
    for (index, block) in blocks.iter().enumerate() {
        let own = label(block);
        for mark in notes_in(&block.text) {
            if block.kind == BlockKind::Footnote && own.as_deref() == Some(mark.as_str()) {
                continue;
            }
            if !notes.iter().any(|(_, note)| *note == mark) {
                let message = format!(
                    "本文に「{mark}」とありますが、「{mark}」の注がありません。注を足すか、番号を確かめてください。"
                );
                hints.push(Hint { block: index, message });
            }
            used.push(mark);
        }
        for number in parts_in(&block.text) {
            if !parts.iter().any(|(_, part)| part.trim_end_matches(['.', '、']) == number) {
                let message = format!(
                    "「{number}」の項を指していますが、番号「{number}」の項がありません。番号を確かめてください。"
                );
                hints.push(Hint { block: index, message });
            }
        }
    }
    for (index, note) in &notes {
        if note.len() > '※'.len_utf8() && !used.contains(note) {
            let message = format!(
                "「{note}」は、どこからも指されていません。説明する語の後に「{note}」と書くと、注に結び付きます。"
            );
            hints.push(Hint { block: *index, message });
        }
    }
    for list in [&notes, &parts] {
        for (place, (index, label)) in list.iter().enumerate() {
            if label != "※" && list.iter().take(place).any(|(_, earlier)| earlier == label) {
                let message = format!("「{label}」が二度使われています。番号を確かめてください。");
                hints.push(Hint { block: *index, message });
            }
        }
    }
    hints.sort_by_key(|hint| hint.block);
    hints
}

fn label(block: &Block) -> Option<String> {
    block.label.as_deref().map(fold_key).filter(|label| !label.is_empty())
}

/// The folded marks of the blocks of a kind, with their places.
fn labels(blocks: &[Block], kind: BlockKind) -> Vec<(usize, String)> {
    let of_kind = blocks.iter().enumerate().filter(|(_, block)| block.kind == kind);
    of_kind.filter_map(|(index, block)| Some((index, label(block)?))).collect()
}

/// The folded note marks that a text holds: ※ with a number.
fn notes_in(text: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_note(text, from) {
        marks.extend(text.get(start..end).map(fold_key));
        from = end;
    }
    marks
}

/// Where the next ※ with a number stands, at or after a place.
fn next_note(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let start = at + text.get(at..)?.find('※')?;
        let digits = start + '※'.len_utf8();
        let end = digits + number_at(text.get(digits..)?).len();
        if end > digits {
            return Some((start, end));
        }
        at = digits;
    }
}

/// The folded numbers of parts that a text points to.
fn parts_in(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let number = number_at(rest);
        if number.is_empty() {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let (before, after) =
            (text.get(..at).unwrap_or_default(), rest.get(number.len()..).unwrap_or_default());
        let pointed = POINTING.iter().any(|word| before.trim_end().ends_with(word));
        let bare = !before
            .ends_with(|c: char| matches!(c, '※' | '－' | '-' | '第' | '.' | '．') || c.is_alphanumeric());
        let named = bare && (after.starts_with("参照") || after.starts_with("を参照"));
        let short = number.chars().count() <= 2;
        let unit = after
            .starts_with(['年', '月', '日', '人', '件', '回', '条', '項', '号', '名', '，', ',', '％', '%']);
        if short && !unit && (pointed || named) {
            numbers.push(fold_key(number));
        }
        at += number.len();
    }
    numbers
}

fn number_at(text: &str) -> &str {
    let end = text.find(|c| !narrow_char(c).is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::programme::split;

    fn told(text: &str) -> Vec<(usize, String)> {
        hints(&split(text), &[]).into_iter().map(|hint| (hint.block, hint.message)).collect()
    }

    #[test]
    fn a_text_whose_notes_are_all_referred_to_has_no_hint() {
        assert_eq!(told("１ 概要\n本文（※１）は、上記１のとおり。\n※ 見込みである。\n※１ 注"), []);
        // Any width is the same mark, and a purpose may refer to it too.
        assert_eq!(told("本文※1である。\n※１ 注"), []);
        assert_eq!(hints(&split("※２ 注"), &["目的（※2）"]), []);
    }

    #[test]
    fn what_is_not_referred_to_and_what_is_missing_is_told() {
        let told = told("１ 概要\n本文（※２）。２参照。\n※１ 注\n１ また");
        let shown: Vec<(usize, &str)> =
            told.iter().map(|(block, message)| (*block, message.split('、').next().unwrap())).collect();
        assert_eq!(
            shown,
            [
                (1, "本文に「※2」とありますが"),
                (1, "「2」の項を指していますが"),
                (2, "「※1」は"),
                (3, "「1」が二度使われています。番号を確かめてください。")
            ]
        );
    }

    #[test]
    fn numbers_that_point_to_no_part_are_left_alone() {
        assert_eq!(
            told("１ 概要\n上記５，２００人と前記３月の件。資料１４－１参照。第５回参照。※３０"),
            told("１ 概要\n※３０")
        );
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd_for_hints(text in "[※0-9０-９あ-う上記参照 \n]{0,40}") {
            let blocks = split(&text);
            prop_assert!(hints(&blocks, &[&text]).iter().all(|hint| hint.block < blocks.len()));
        }
    }
}
