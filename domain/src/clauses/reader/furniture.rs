//! Page numbers and running heads: what belongs to the paper, not to the text.

use std::collections::HashMap;

use super::{
    lines::Line,
    segment::{Role, Segment},
    warning::Warning,
};
use crate::text::{fold_key, narrow_char};

/// Takes page numbers that show by their form, and heads and feet that are
/// repeated from page to page, out of the lines.
pub(super) fn without_furniture<'a>(lines: Vec<Line<'a>>, warnings: &mut Vec<Warning>) -> Vec<Line<'a>> {
    let mut numbers: Vec<bool> = lines.iter().map(|line| is_page_number(line.text)).collect();
    for at in page_feet(&lines) {
        numbers.get_mut(at).into_iter().for_each(|number| *number = true);
    }
    let numbered = |at: usize| numbers.get(at).copied().unwrap_or_default();
    let edge = |at: usize, line: &Line<'_>| {
        let turns = lines.get(at + 1).is_some_and(|next| next.page) || numbered(at + 1);
        at == 0 || line.page || turns || numbered(at - 1)
    };
    let key = |text: &str| fold_key(text).chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let mut repeated: HashMap<String, usize> = HashMap::new();
    for (_, line) in lines.iter().enumerate().filter(|(at, line)| !numbered(*at) && edge(*at, line)) {
        *repeated.entry(key(line.text)).or_default() += 1;
    }
    let mut kept = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let again = || {
            let key = key(line.text);
            !key.is_empty()
                && !line.text.ends_with('。')
                && line.text.chars().count() <= 40
                && repeated.get(&key).is_some_and(|count| *count > 1)
                && super::label::label(line.text).is_none()
        };
        if numbered(at) {
            warnings.push(page_number(line.number, line.text));
        } else if at > 0 && edge(at, line) && again() {
            warnings.push(running_head(line.number, line.text));
        } else {
            kept.push(*line);
        }
    }
    kept
}

/// Numbers alone at the ends of pages that count the pages.
fn page_feet(lines: &[Line<'_>]) -> Vec<usize> {
    let number = |line: &Line<'_>| -> Option<u32> {
        let digits: String = line.text.chars().map(narrow_char).collect();
        digits.parse().ok().filter(|_| digits.len() < 4)
    };
    let (mut page, mut feet) = (0_u32, Vec::new());
    for (at, line) in lines.iter().enumerate() {
        page += u32::from(line.page);
        let turns = lines.get(at + 1).map_or(page > 0, |next| next.page);
        feet.extend(number(line).filter(|_| turns).map(|number| (at, number.wrapping_sub(page))));
    }
    let count = feet.windows(2).all(|pair| matches!(pair, [a, b] if a.1 == b.1));
    // A single one may be the number of the clause whose text is overleaf.
    let is_foot = |at: usize| {
        let overleaf = lines.get(at + 1).is_some_and(|next| super::label::label(next.text).is_some());
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        overleaf || before.is_some_and(|before| super::chain::ending(before.text) == 0)
    };
    let sure = feet.len() > 1 || feet.iter().all(|(at, _)| is_foot(*at));
    feet.into_iter().filter(|_| count && sure).map(|(at, _)| at).collect()
}

/// A page number was left out.
pub(super) fn page_number(line: usize, text: &str) -> Warning {
    let message =
        format!("「{text}」はページ番号とみて除きました。条文の一部のときは、本文に戻してください。");
    Warning::new(line, "page-number", message)
}

fn running_head(line: usize, text: &str) -> Warning {
    let message = format!(
        "「{text}」は各ページに印刷される見出しとみて除きました。条文の一部のときは、本文に戻してください。"
    );
    Warning::new(line, "page-header", message)
}

/// - 3 -, 3/5, P.3, 3ページ: not a number alone, which may be that of a clause.
fn is_page_number(text: &str) -> bool {
    if text.chars().count() > 16 {
        return false;
    }
    let plain: String = text.chars().map(narrow_char).filter(|c| !c.is_whitespace()).collect();
    let plain = plain.to_lowercase();
    let dash = |c: char| "-‐‑–—―ー─━−~〜・".contains(c);
    let is_number = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let between = plain.trim_matches(dash);
    let dashed = plain.starts_with(dash) && plain.ends_with(dash) && is_number(between);
    let named = ["page", "p.", "p", "頁"].iter().any(|name| plain.strip_prefix(name).is_some_and(is_number))
        || ["ページ", "頁", "page"].iter().any(|name| plain.strip_suffix(name).is_some_and(is_number));
    let inner = plain.trim_matches(['(', ')', '[', ']', '<', '>']);
    let of = ["/", "of"]
        .iter()
        .any(|of| inner.split_once(of).is_some_and(|(page, pages)| is_number(page) && is_number(pages)));
    let boxed = plain.starts_with(['<', '[']) && plain.ends_with(['>', ']']) && is_number(inner);
    dashed || named || of || boxed
}

/// Whether a line is nothing but the label of an annex: （別紙１）, 様式第２号,
/// 別記第１号様式（第３条関係）.
pub(super) fn is_annex_label(text: &str) -> bool {
    const NAMES: [&str; 7] = ["別紙", "別記", "別添", "別表", "別冊", "様式", "資料"];
    if text.chars().count() > 24 {
        return false;
    }
    let key = fold_key(text);
    let key = match key.rfind('(').filter(|at| *at > 0 && key.ends_with("関係)")) {
        Some(at) => key.get(..at).unwrap_or_default(),
        None => &key,
    };
    let key = key.trim_matches(|c| "()[]【】<>〔〕".contains(c));
    let number = |c: char| c.is_ascii_digit() || "第号様式-のノ一二三四五六七八九十abc".contains(c);
    match NAMES.iter().find_map(|name| key.strip_prefix(name)) {
        Some(rest) => rest.chars().all(number),
        None => key.starts_with('第') && key.ends_with("号様式") && key.chars().all(number),
    }
}

/// Running heads between the first clause and the last: the annex's label and
/// the title once more.
pub(super) fn drop_repeated(
    segments: &mut [Segment<'_>],
    from: usize,
    to: usize,
    title: &str,
    warnings: &mut Vec<Warning>,
) {
    let title = fold_key(title);
    for segment in segments.get_mut(from..to).unwrap_or_default() {
        let titled = segment.text.len() < 200 && !title.is_empty() && fold_key(segment.text) == title;
        if segment.role == Role::Text && segment.first && (titled || is_annex_label(segment.text)) {
            segment.role = Role::Furniture;
            warnings.push(running_head(segment.line.number, segment.text));
        }
    }
}
