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
    let mut cursor = Cursor::new(text);
    let from = numbered(&mut cursor)?;
    let first = label(text.get(..cursor.at())?).filter(|label| label.is_alone() && label.branch == 0)?;
    cursor.skip_space();
    let joint = JOINTS.iter().find(|joint| cursor.skip_word(joint))?;
    cursor.skip_space();
    let to = numbered(&mut cursor)?;
    let mut ahead = cursor;
    ahead.skip_space();
    if ahead.skip_word("まで") {
        cursor = ahead;
    }
    let pair = matches!(*joint, "及び" | "および" | "・" | "、");
    let in_order = if pair { to == from + 1 } else { to > from && to <= LARGEST };
    let rest = cursor.rest();
    let line = rest.split('\n').next().unwrap_or_default();
    (in_order && is_gone(line)).then(|| Label {
        through: to,
        text: text.get(..cursor.at()).unwrap_or_default(),
        rest: rest.trim_start(),
        tight: false,
        ..first
    })
}

/// A number with what marks it: 第６条, ６, (6).
fn numbered(cursor: &mut Cursor<'_>) -> Option<u32> {
    if cursor.peek().is_some_and(|c| "第（(".contains(c)) {
        cursor.bump();
    }
    let (value, _) = cursor.spaced_number()?;
    let mut ahead = *cursor;
    ahead.skip_space();
    if ahead.bump().is_some_and(|c| "条項号）)".contains(c)) {
        *cursor = ahead;
    }
    Some(value)
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
