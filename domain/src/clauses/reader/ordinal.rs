//! Numbers that begin with 第.

use super::{
    chain::has_subject,
    cursor::{Cursor, is_counter},
    label::{Found, Mark, Sequence, Style},
};

/// 第１条, 第1条の2, 第１, 第１章.
pub(super) fn ordinal(text: &str) -> Option<Found> {
    let mut cursor = Cursor::new(text);
    cursor.bump();
    let (value, kanji) = cursor.spaced_number()?;
    let bare = cursor.at();
    cursor.skip_space();
    let style = |sequence| Style { sequence, mark: Mark::Bare };
    match cursor.peek() {
        Some('条') => {
            cursor.bump();
            let branch = cursor.branch().unwrap_or(0);
            let rest = cursor.rest();
            let refers = match cursor.peek() {
                Some(c) if c.is_whitespace() => goes_on_past_space(rest.trim_start()),
                next => next.is_some_and(|c| {
                    refers_on(c) || (is_hiragana(c) && !(rest.starts_with("この") && has_subject(rest)))
                }),
            };
            (!refers).then(|| (style(Sequence::Article), value, branch, cursor.at()))
        }
        Some(c) if WORN.contains(c) => {
            cursor.bump();
            let apart = cursor.peek().is_some_and(|c| c.is_whitespace() || "（(".contains(c));
            apart.then(|| (style(Sequence::Article), value, 0, cursor.at()))
        }
        Some('章' | '節' | '編' | '款') => {
            cursor.bump();
            Some((style(Sequence::Division), value, 0, cursor.at()))
        }
        _ => {
            let rest = text.get(bare..).unwrap_or_default();
            let next = rest.chars().next();
            let apart = next.is_none_or(|c| c.is_whitespace() || "（(【［．.、".contains(c));
            let marked = rest.starts_with(['．', '.', '、']);
            let tight = !kanji && next.is_some_and(|c| !is_counter(c) && !is_hiragana(c) && !refers_on(c));
            let joints = ["及び", "又は", "から", "並び", "若し"];
            let reference = joints.iter().any(|joint| rest.trim_start().starts_with(joint));
            ((apart || tight) && !is_counted(rest) && !reference && !rest.starts_with("、第")).then(|| {
                let mark = usize::from(marked) * rest.chars().next().map_or(0, char::len_utf8);
                (style(Sequence::Section), value, 0, bare + mark)
            })
        }
    }
}

/// What stands for a character that a page or its print has lost.
const WORN: &str = "xXｘＸ□■〓�";

/// 第１□: an article whose 条 is lost.
pub(super) fn is_worn(label: &str) -> bool {
    label.starts_with('第') && label.ends_with(|c| WORN.contains(c))
}

/// 第●条, 第　条: an article whose number is still to be written; how long its
/// label is.
pub(super) fn blank_article(text: &str) -> Option<usize> {
    const BLANKS: &str = "●○◯〇◎△□■×✕＊*＿_XxＸｘ";
    let mut cursor = Cursor::new(text.strip_prefix('第')?);
    let open = cursor.peek()?;
    cursor.skip_space();
    let mut marks = usize::from(open.is_whitespace());
    while marks < 6 && cursor.peek().is_some_and(|c| BLANKS.contains(c)) {
        cursor.bump();
        marks += 1;
    }
    cursor.skip_space();
    let ends = marks > 0 && cursor.bump() == Some('条');
    let next = cursor.peek();
    let apart = next.is_none_or(|c| "（(【".contains(c))
        || (next.is_some_and(char::is_whitespace) && !goes_on_past_space(cursor.rest().trim_start()));
    (ends && apart).then(|| cursor.at() + '第'.len_utf8())
}

/// Whether what follows a number makes it count something: 第３次, 第３ 項. Behind a
/// space a clause may begin with 次の or 項目.
fn is_counted(rest: &str) -> bool {
    let mut chars = rest.trim_start().chars();
    if !chars.next().is_some_and(|c| "条項号回款編期次".contains(c)) {
        return false;
    }
    let begins_a_word = chars.next().is_some_and(|c| is_kanji(c) && !refers_on(c));
    !rest.starts_with(char::is_whitespace) || !(begins_a_word || rest.trim_start().starts_with('次'))
}

fn is_kanji(c: char) -> bool {
    matches!(c, '一'..='龠')
}

fn is_hiragana(c: char) -> bool {
    matches!(c, 'ぁ'..='ん')
}

/// A character that makes 第１条 before it a reference, not a label.
fn refers_on(c: char) -> bool {
    "及又並若、，。中第各前但関違規同以等・～〜項号,）)」/／".contains(c)
}

/// Whether what stands behind 第１条 and a space makes it a reference: 第１条 第２項.
/// A clause may begin with 前条の規定は or 関係する者は.
fn goes_on_past_space(rest: &str) -> bool {
    const JOINTS: [&str; 18] = [
        "及び",
        "又は",
        "並びに",
        "若しくは",
        "、",
        "，",
        ",",
        "。",
        "・",
        "～",
        "〜",
        "）",
        ")",
        "」",
        "中",
        "各号",
        "各項",
        "前段",
    ];
    let part = || {
        let mut cursor = Cursor::new(rest.strip_prefix('第')?);
        cursor.spaced_number()?;
        cursor.peek_past_space().filter(|c| "条項号".contains(*c))
    };
    JOINTS.iter().any(|joint| rest.starts_with(joint)) || part().is_some()
}
