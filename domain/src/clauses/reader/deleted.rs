//! Numbers in a row that were taken out together: 第６条から第９条まで　削除.

use super::{
    cursor::Cursor,
    heads::Head,
    items::Body,
    label::{LARGEST, Label, label},
    segment::Segment,
    warning::Warning,
};

/// The most clauses that such rows of one text come to.
const MOST: u32 = LARGEST;

/// Whether a text says only that what stood here is gone.
pub(crate) fn is_gone(text: &str) -> bool {
    const WORDS: [&str; 4] = ["削除", "削　除", "削 除", "欠番"];
    let text = text.trim().trim_start_matches(['（', '(', '「', '【']);
    WORDS.iter().filter_map(|word| text.strip_prefix(word)).any(|rest| {
        let rest = rest.trim_start_matches(['）', ')', '」', '】', '。']).trim_start();
        rest.is_empty() || rest.starts_with(['（', '(', '〔', '['])
    })
}

/// The label of a row of numbers at the start of a text.
pub(super) fn row(text: &str) -> Option<Label<'_>> {
    const JOINTS: [&str; 10] = ["から", "及び", "および", "～", "〜", "~", "・", "－", "-", "、"];
    let start = text.get(..text.char_indices().nth(48).map_or(text.len(), |(at, _)| at))?;
    // A quick look first: every line is asked.
    if !["削", "欠"].iter().any(|word| start.contains(word)) {
        return None;
    }
    let (from, end) = numbered(text)?;
    let behind = text.get(end..)?;
    let skipped = behind.len() - behind.trim_start().len();
    let joint = JOINTS.iter().find(|joint| behind.trim_start().starts_with(**joint))?;
    let second = end + skipped + joint.len();
    let second = second + text.get(second..)?.len() - text.get(second..)?.trim_start().len();
    let (to, length) = numbered(text.get(second..)?)?;
    let mut end = second + length;
    let rest = text.get(end..)?;
    if let Some(rest) = rest.trim_start().strip_prefix("まで") {
        end = text.len() - rest.len();
    }
    let rest = text.get(end..)?;
    let pair = matches!(*joint, "及び" | "および" | "・" | "、");
    let in_order = if pair { to == from + 1 } else { to > from && to <= LARGEST };
    let line = rest.split('\n').next().unwrap_or_default();
    let first = label_of(text.get(..second)?, joint)?;
    (in_order && is_gone(line)).then(|| Label {
        through: to,
        text: text.get(..end).unwrap_or_default(),
        rest: rest.trim_start(),
        tight: false,
        ..first
    })
}

/// The label before the joint, as if the text began behind it.
fn label_of<'a>(text: &'a str, joint: &str) -> Option<Label<'a>> {
    let before = text.trim_end().strip_suffix(joint)?.trim_end();
    label(before).filter(|label| label.is_alone() && label.branch == 0)
}

/// A number with what marks it: 第６条, ６, (6); its value and where it ends.
fn numbered(text: &str) -> Option<(u32, usize)> {
    let mut cursor = Cursor::new(text);
    let open = cursor.peek().filter(|c| "第（(".contains(*c));
    if open.is_some() {
        cursor.bump();
    }
    let (value, _) = cursor.spaced_number()?;
    let mut ahead = cursor;
    ahead.skip_space();
    let close = ahead.peek().filter(|c| "条項号）)".contains(*c));
    if close.is_some() {
        ahead.bump();
        cursor = ahead;
    }
    Some((value, cursor.at()))
}

/// Makes of each row as many clauses as it stands for.
pub(super) fn spread<'a>(
    segments: &[Segment<'a>],
    heads: Vec<Head<'a>>,
    warnings: &mut Vec<Warning>,
) -> Vec<Head<'a>> {
    let mut made = 0;
    let mut all = Vec::with_capacity(heads.len());
    for head in heads {
        let segment = segments.get(head.segment);
        let through = segment.and_then(|part| part.label).map_or(0, |label| label.through);
        let more = through.saturating_sub(head.value);
        if more == 0 || made + more > MOST {
            all.push(head);
            continue;
        }
        made += more;
        let line = segment.map_or(1, |part| part.line.number);
        let message = format!(
            "「{}　{}」を、番号{}から{through}までの{}つの条項として読み込みました。それぞれの本文は「{}」です。",
            head.label,
            head.rest,
            head.value,
            more + 1,
            head.rest
        );
        warnings.push(Warning::new(line, "deleted-row", message));
        let (first, body) = (head.value, head.body);
        let next = |value| Head { value, label: "", start: body, caption: None, ..head.clone() };
        let others: Vec<Head<'a>> = (first + 1..=through).map(next).collect();
        all.push(head);
        all.extend(others);
    }
    all
}

/// What stands below a row was read with its last clause; it is the first's,
/// which holds the row as it was typed.
pub(super) fn text_to_first(heads: &[Head<'_>], bodies: &mut [(usize, Body)]) {
    let mut first = 0;
    for (at, head) in heads.iter().enumerate() {
        let goes_on = heads.get(at + 1).is_some_and(|next| next.segment == head.segment);
        if !goes_on {
            bodies.swap(first, at);
            first = at + 1;
        }
    }
}
