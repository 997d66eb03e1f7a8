//! A text pasted from a word processor, as blocks.

use super::{Block, BlockKind};
use crate::text::narrow_char;

/// Signs that begin an entry of a list.
const BULLETS: [char; 18] =
    ['・', '･', '•', '●', '○', '◎', '◆', '◇', '■', '□', '▪', '▫', '‣', '⁃', '➢', '►', '\u{F0B7}', '*'];

/// Splits a text into blocks, a line each: numbered parts (１ …), heads (【…】),
/// entries (・, （１）, ①, ア), notes (※１ …), and everything else as running
/// text. A line that is set in under an entry or a note belongs to it. Nothing
/// that can be seen is lost; only space around marks and lines goes.
#[must_use]
pub fn split(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // Whether a line set in goes on with the block before.
    let mut open = false;
    for line in text.split(['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let set_in = line.starts_with(char::is_whitespace);
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let (kind, label, rest) = marked(line);
        match blocks.last_mut() {
            Some(block) if open && set_in && kind == BlockKind::Paragraph => {
                block.text.push('\n');
                block.text.push_str(line);
            }
            _ => push(&mut blocks, kind, label, rest),
        }
        open =
            blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Bullet | BlockKind::Footnote));
    }
    blocks
}

fn push(blocks: &mut Vec<Block>, kind: BlockKind, label: Option<&str>, text: &str) {
    let label = label.map(str::to_owned);
    if kind == BlockKind::Heading
        && let Some((head, after)) = text.split_once('】')
        && !after.trim().is_empty()
    {
        blocks.push(Block { id: None, kind, label, text: format!("{head}】") });
        let text = after.trim().to_owned();
        blocks.push(Block { id: None, kind: BlockKind::Paragraph, label: None, text });
        return;
    }
    blocks.push(Block { id: None, kind, label, text: text.to_owned() });
}

/// What a line is, its mark, and the rest. A mark alone is text.
fn marked(line: &str) -> (BlockKind, Option<&str>, &str) {
    if line.starts_with('【') && line.contains('】') {
        return (BlockKind::Heading, None, line);
    }
    let found = note(line).map(|end| (BlockKind::Footnote, end));
    let found = found.or_else(|| entry(line).map(|end| (BlockKind::Bullet, end)));
    let found = found.or_else(|| part(line).map(|end| (BlockKind::Numbered, end)));
    if let Some((kind, end)) = found
        && let (Some(label), Some(rest)) = (line.get(..end), line.get(end..))
        && !rest.trim().is_empty()
    {
        return (kind, Some(label.trim_end()), rest.trim_start());
    }
    (BlockKind::Paragraph, None, line)
}

/// The end of ※, ※１, 注１.
fn note(line: &str) -> Option<usize> {
    if let Some(rest) = line.strip_prefix('※') {
        return Some(line.len() - digits(rest).1.len());
    }
    let rest = line.strip_prefix('注')?;
    let (count, after) = digits(rest);
    (count > 0).then(|| line.len() - after.len())
}

/// The end of ・, （１）, ①, ア with space after it, - with space after it.
fn entry(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let after = line.get(first.len_utf8()..)?;
    if BULLETS.contains(&first) || matches!(first, '①'..='⑳') {
        return Some(first.len_utf8());
    }
    if matches!(first, '-' | '－' | '–' | 'ア'..='ン') && after.starts_with(char::is_whitespace) {
        return Some(first.len_utf8());
    }
    if matches!(first, '(' | '（') {
        let (count, rest) = digits(after);
        let close = rest.strip_prefix([')', '）'])?;
        return (count > 0).then(|| line.len() - close.len());
    }
    None
}

/// The end of １ or １．, when something other than a number or a unit follows.
fn part(line: &str) -> Option<usize> {
    let (count, after) = digits(line);
    if !(1..=2).contains(&count) {
        return None;
    }
    if after.starts_with(char::is_whitespace) {
        return Some(line.len() - after.len());
    }
    let dotted = after.strip_prefix(['.', '．', '、'])?;
    let number = dotted.chars().next().map(narrow_char).is_some_and(|c| c.is_ascii_digit());
    (!number).then(|| line.len() - dotted.len())
}

/// How many digits, of any width, a text begins with, and what follows them.
fn digits(text: &str) -> (usize, &str) {
    let after = text.trim_start_matches(|c| narrow_char(c).is_ascii_digit());
    (text.chars().count() - after.chars().count(), after)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let line = |block: Block| {
            format!("{}|{}|{}", block.kind.code(), block.label.unwrap_or_default(), block.text)
        };
        split(text).into_iter().map(line).collect()
    }

    #[test]
    fn a_text_of_every_kind_of_line_is_told_apart() {
        let text = "１　電話による聞き取り\r\n　見本区では、聞き取りを行う（※１）。\n\n【事業の流れ】\n\
                    ・ 質問票を送付する。\n　　約９，６００人。\n（１）電話をかける。\n①\t結果を集計する。\nア 案内する。\n\
                    ※　件数は見込みである。\n※１ フレイル…年齢を重ねた状態\n２．今回の内容\n２０２６年４月から行う。\n\
                    １．５倍になる。\n10 名で行う。";
        assert_eq!(
            shown(text),
            [
                "numbered|１|電話による聞き取り",
                "paragraph||見本区では、聞き取りを行う（※１）。",
                "heading||【事業の流れ】",
                "bullet|・|質問票を送付する。\n約９，６００人。",
                "bullet|（１）|電話をかける。",
                "bullet|①|結果を集計する。",
                "bullet|ア|案内する。",
                "footnote|※|件数は見込みである。",
                "footnote|※１|フレイル…年齢を重ねた状態",
                "numbered|２．|今回の内容",
                "paragraph||２０２６年４月から行う。",
                "paragraph||１．５倍になる。",
                "numbered|10|名で行う。",
            ]
        );
    }

    #[test]
    fn text_after_a_head_is_running_text_and_a_mark_alone_is_text() {
        assert_eq!(
            shown("【目的】健康を保つ。\n・\n１\n※１"),
            [
                "heading||【目的】",
                "paragraph||健康を保つ。",
                "paragraph||・",
                "paragraph||１",
                "paragraph||※１"
            ]
        );
        assert!(split(" \n　\n").is_empty());
    }

    fn seen(text: &str) -> String {
        text.chars().filter(|c| !c.is_whitespace()).collect()
    }

    fn of_blocks(blocks: &[Block]) -> String {
        let parts = blocks.iter().flat_map(|block| [block.label.as_deref().unwrap_or_default(), &block.text]);
        seen(&parts.collect::<String>())
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_moved(text in any::<String>()) {
            prop_assert_eq!(of_blocks(&split(&text)), seen(&text));
        }

        #[test]
        fn no_character_of_lines_with_marks_is_lost(
            lines in proptest::collection::vec("[ 　\t]{0,2}(【|】|※|注|・|（|）|[0-9０-９]|①|ア|-|．|、){0,4}[ 　]?[あ-ん】。\n]{0,6}", 0..12),
        ) {
            let text = lines.join("\n");
            let blocks = split(&text);
            prop_assert_eq!(of_blocks(&blocks), seen(&text));
            prop_assert!(blocks.iter().all(|block| !block.text.trim().is_empty()), "{:?}", blocks);
            prop_assert!(blocks.iter().all(|block| block.label.as_deref() != Some("")), "{:?}", blocks);
        }
    }
}
