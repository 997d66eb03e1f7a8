//! Lines as they are pasted from a document: one paragraph a line, the mark
//! before it apart from its text.

use super::Line;

/// Marks that stand before a line on their own.
const MARKS: [char; 14] = ['・', '･', '●', '○', '◎', '■', '□', '◆', '◇', '※', '＊', '*', '☆', '★'];

/// The paragraphs of a pasted text, each with its mark (・, １, (1), ア, ※１).
/// Nothing but white space at the ends of a line is lost.
pub fn pasted_lines(text: &str) -> Vec<Line> {
    text.lines()
        .map(trimmed)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (label, text) = split_mark(line);
            Line { id: None, label: label.map(str::to_owned), text: text.to_owned() }
        })
        .collect()
}

/// The paragraphs of a pasted text without the numbers and bullets before
/// them: for lists that are numbered anew.
pub fn pasted_texts(text: &str) -> Vec<String> {
    pasted_lines(text).into_iter().map(|line| line.text).collect()
}

fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace())
}

fn split_mark(line: &str) -> (Option<&str>, &str) {
    let Some(end) = mark_end(line) else { return (None, line) };
    let (mark, text) = line.split_at(end);
    let text = trimmed(text);
    if text.is_empty() { (None, line) } else { (Some(trimmed(mark)), text) }
}

/// Where the mark ends, if the line begins with one.
fn mark_end(line: &str) -> Option<usize> {
    let mut chars = line.char_indices().peekable();
    let (_, first) = chars.next()?;
    if MARKS.contains(&first) {
        // ※１ is one mark.
        while chars.next_if(|(_, c)| is_digit(*c)).is_some() {}
        return Some(chars.peek().map_or(line.len(), |(at, _)| *at));
    }
    if matches!(first, '①'..='⑳' | '⑴'..='⒇') {
        return chars.peek().map(|(at, _)| *at);
    }
    if matches!(first, '(' | '（') {
        let mut inside = 0;
        while chars.next_if(|(_, c)| is_counter(*c)).is_some() {
            inside += 1;
        }
        let closed = chars.next_if(|(_, c)| matches!(c, ')' | '）')).is_some();
        return (closed && (1..=3).contains(&inside)).then(|| chars.peek().map_or(line.len(), |(at, _)| *at));
    }
    if !is_counter(first) {
        return None;
    }
    // A number or ア counts only where space sets it off: １日 is no mark.
    if is_digit(first) {
        while chars.next_if(|(_, c)| is_digit(*c)).is_some() {}
    }
    let dotted = chars.next_if(|(_, c)| matches!(c, '.' | '．' | ')' | '）')).is_some();
    let (at, next) = chars.next()?;
    (next.is_whitespace() || (dotted && !is_digit(next))).then_some(at)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

fn is_counter(c: char) -> bool {
    is_digit(c) || matches!(c, 'ア'..='ン' | 'ｱ'..='ﾝ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Vec<(Option<String>, String)> {
        pasted_lines(text).into_iter().map(|line| (line.label, line.text)).collect()
    }

    fn marked(mark: &str, text: &str) -> (Option<String>, String) {
        (Some(mark.to_owned()), text.to_owned())
    }

    #[test]
    fn marks_stand_apart_from_their_text() {
        assert_eq!(
            marks("・氏名\n１　対象者\n(1) 対象\n（２）範囲\nア　書庫\n※１ 注\n2. 次\n①最初"),
            [
                marked("・", "氏名"),
                marked("１", "対象者"),
                marked("(1)", "対象"),
                marked("（２）", "範囲"),
                marked("ア", "書庫"),
                marked("※１", "注"),
                marked("2.", "次"),
                marked("①", "最初"),
            ]
        );
    }

    #[test]
    fn what_only_looks_like_a_mark_is_text() {
        for text in
            ["１日に１回", "アンケートを行う。", "（以下「甲」という）", "24時間", "3.5人", "・", "令和８年"]
        {
            assert_eq!(marks(text), [(None, text.to_owned())]);
        }
    }

    #[test]
    fn empty_lines_and_indents_go() {
        assert_eq!(
            marks("\n　　人手が足りない。 \r\n\n\t次の行\n"),
            [(None, "人手が足りない。".to_owned()), (None, "次の行".to_owned())]
        );
        assert_eq!(pasted_texts("１　施錠する。\n２　暗号化する。"), ["施錠する。", "暗号化する。"]);
    }
}
