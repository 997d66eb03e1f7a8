//! Lines and blocks of text in one cell: a line of the cell each; one that
//! begins with a full-width space goes on with the line before.

use uuid::Uuid;

use crate::{
    Id,
    item::Line,
    programme::{Block, BlockKind},
};

/// Marks that stand before a line.
const MARKS: &[char] = &['・', '※', '○', '●', '◎', '◇', '◆', '□', '■', '☆', '★', '＊', '*'];

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The mark before a line, and the line without it.
fn split_label(line: &str) -> (Option<String>, &str) {
    let mut chars = line.char_indices();
    let Some((_, first)) = chars.next() else { return (None, line) };
    if MARKS.contains(&first) || ('①'..='⑳').contains(&first) {
        let after = line.get(first.len_utf8()..).unwrap_or_default();
        let digits: usize = after.chars().take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
        // ※１ is one mark; ・２０ is a mark and a number.
        let end = first.len_utf8() + if first == '※' { digits } else { 0 };
        let (label, text) = line.split_at(end);
        return (Some(label.to_owned()), text.trim_start_matches([' ', '　']));
    }
    let end = numbered(line);
    let (label, text) = line.split_at(end);
    if end > 0 && text.starts_with([' ', '　']) {
        return (Some(label.to_owned()), text.trim_start_matches([' ', '　']));
    }
    (None, line)
}

/// The length of a number before a line: １, 1., (1), （１）.
fn numbered(line: &str) -> usize {
    let open = line.chars().next().filter(|c| matches!(c, '(' | '（')).map_or(0, char::len_utf8);
    let rest = line.get(open..).unwrap_or_default();
    let digits: usize = rest.chars().take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
    if digits == 0 {
        return 0;
    }
    let rest = rest.get(digits..).unwrap_or_default();
    let close =
        rest.chars().next().filter(|c| matches!(c, ')' | '）' | '.' | '．')).map_or(0, char::len_utf8);
    open + digits + close
}

fn joined(label: Option<&str>, text: &str) -> String {
    let text = text.replace('\n', "\n　");
    match label {
        None => text,
        Some(label) if label.ends_with(|c| MARKS.contains(&c) || ('①'..='⑳').contains(&c)) => {
            format!("{label}{text}")
        }
        Some(label) => format!("{label}　{text}"),
    }
}

/// The pieces of a cell: each a first line and the lines that go on from it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix('　'), pieces.last_mut()) {
            (Some(rest), Some(last)) => {
                last.push('\n');
                last.push_str(rest.trim_end());
            }
            _ if line.trim().is_empty() => {}
            _ => pieces.push(line.trim().to_owned()),
        }
    }
    pieces
}

/// The lines of a cell.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let line = |piece: String| {
        let (label, text) = split_label(&piece);
        // A mark alone is a text.
        if text.is_empty() {
            return Line { id: None, label: None, text: piece.clone() };
        }
        Line { id: None, label, text: text.to_owned() }
    };
    pieces(text).into_iter().map(line).collect()
}

/// Lines as a cell holds them.
pub(super) fn show_lines(lines: &[Line]) -> String {
    let shown: Vec<String> = lines.iter().map(|line| joined(line.label.as_deref(), &line.text)).collect();
    shown.join("\n")
}

/// The blocks of a cell.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let block = |piece: String| {
        let first = piece.lines().next().unwrap_or_default();
        if first.starts_with('【') && first.ends_with('】') {
            return Block { id: None, kind: BlockKind::Heading, label: None, text: piece };
        }
        let (label, text) = split_label(&piece);
        if text.is_empty() || label.is_none() {
            return Block { id: None, kind: BlockKind::Paragraph, label: None, text: piece };
        }
        let kind = match label.as_deref().and_then(|label| label.chars().next()) {
            Some('※' | '＊' | '*') => BlockKind::Footnote,
            Some(c) if MARKS.contains(&c) => BlockKind::Bullet,
            _ => BlockKind::Numbered,
        };
        let text = text.to_owned();
        Block { id: None, kind, label, text }
    };
    pieces(text).into_iter().map(block).collect()
}

/// Blocks as a cell holds them.
pub(super) fn show_blocks(blocks: &[Block]) -> String {
    let shown: Vec<String> = blocks.iter().map(|block| joined(block.label.as_deref(), &block.text)).collect();
    shown.join("\n")
}

/// Gives new children the ids of the old ones they are: first those that are
/// the same, then those that took a place; the rest get new ones.
pub(super) fn keep_ids<T>(
    old: &[T],
    new: &mut [T],
    same: impl Fn(&T, &T) -> bool,
    id: impl Fn(&T) -> Option<Id<T>>,
    give: impl Fn(&mut T, Id<T>),
    make: impl Fn(usize) -> Uuid,
) {
    let mut left: Vec<Option<&T>> = old.iter().map(Some).collect();
    let mut without = Vec::new();
    for (index, child) in new.iter_mut().enumerate() {
        let found = left.iter_mut().find(|held| held.is_some_and(|held| same(held, child)));
        match found.and_then(Option::take).and_then(&id) {
            Some(kept) => give(child, kept),
            None => without.push(index),
        }
    }
    for index in without {
        let kept = left.get_mut(index).and_then(Option::take).and_then(&id);
        if let Some(child) = new.get_mut(index) {
            give(child, kept.unwrap_or_else(|| Id::new(make(index))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_numbers_stand_before_lines() {
        let read =
            lines("・一つ目\n　続き\n\n※１ 注\n１　番号\n（２） かっこ\n2026年4月から\n令和8年4月1日から");
        let read: Vec<(Option<&str>, &str)> =
            read.iter().map(|line| (line.label.as_deref(), line.text.as_str())).collect();
        assert_eq!(
            read,
            [
                (Some("・"), "一つ目\n続き"),
                (Some("※１"), "注"),
                (Some("１"), "番号"),
                (Some("（２）"), "かっこ"),
                (None, "2026年4月から"),
                (None, "令和8年4月1日から"),
            ]
        );
    }

    #[test]
    fn a_mark_alone_stays_a_text() {
        assert_eq!(lines("・")[0].text, "・");
        assert_eq!(blocks("※")[0].kind, BlockKind::Paragraph);
    }

    #[test]
    fn blocks_are_told_by_their_marks() {
        let kinds: Vec<BlockKind> =
            blocks("【概要】\n１　番号\n・箇条\n※１ 注\n本文").iter().map(|block| block.kind).collect();
        use BlockKind::{Bullet, Footnote, Heading, Numbered, Paragraph};
        assert_eq!(kinds, [Heading, Numbered, Bullet, Footnote, Paragraph]);
    }

    #[test]
    fn children_keep_their_ids_when_they_move_or_change() {
        let line = |id: Option<u128>, text: &str| Line {
            id: id.map(|id| Id::new(Uuid::from_u128(id))),
            label: None,
            text: text.into(),
        };
        let old = [line(Some(1), "a"), line(Some(2), "b")];
        let mut new = [line(None, "b"), line(None, "c"), line(None, "d")];
        keep_ids(
            &old,
            &mut new,
            |a, b| a.text == b.text,
            |l| l.id,
            |l, id| l.id = Some(id),
            |i| Uuid::from_u128(100 + i as u128),
        );
        let ids: Vec<u128> = new.iter().map(|line| line.id.unwrap().uuid().as_u128()).collect();
        assert_eq!(ids, [2, 101, 102]);
    }
}
