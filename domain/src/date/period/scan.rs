//! Walks over a period line and gives each date its part: beginning, end, or a
//! span of its own.

use chrono::{Days, Months, NaiveDate};

use super::Precision;
use super::expression::{Context, Dated, read};
use crate::date::cursor::{Cursor, normalise};

const START: [&str; 10] = ["から", "より", "~", "-", "以降", "以後", "に開始", "開始", "を始期", "に着手"];
const END: [&str; 9] = ["まで", "迄", "に終了", "終了", "満了", "限り", "を期限", "を終期", "以前"];
const ROLLING: [&str; 17] = [
    "次年度以降",
    "翌年度以降",
    "来年度以降",
    "次年度以後",
    "翌年度以後",
    "次年度も",
    "翌年度も",
    "以降も同様",
    "以後も同様",
    "以降も、同様",
    "以後も、同様",
    "毎年",
    "毎会計年度",
    "各年度",
    "年度ごと",
    "年度毎",
    "自動更新",
];
/// Words after which a month or a day alone belongs to no one year.
const RECURRING: [&str; 5] = ["毎年", "毎会計年度", "各年度", "毎月", "毎週"];
const DECIDED: [&str; 9] = ["了承", "承認", "承諾", "答申", "議決", "可決", "同意", "報告", "諮問"];
const AFTERWARDS: [&str; 6] = ["後", "のち", "以降", "次第", "日から", "を経て"];

/// The part a date has in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Start,
    End,
    /// Neither: the date is a span of its own.
    Within,
}

/// A date of the line: the days it may mean, and its part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) precision: Precision,
    pub(super) role: Role,
}

#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) spans: Vec<Span>,
    pub(super) rolling: bool,
    pub(super) after_council: bool,
}

pub(super) fn scan(text: &str) -> Found {
    let chars = normalise(text);
    let mut cursor = Cursor::new(&chars);
    let mut found = Found::default();
    let mut context = Context::default();
    // Just after a から or 〜: a date that follows at once ends the span.
    let mut bridge: Option<usize> = None;
    while !cursor.done() {
        found.after_council |= council(cursor);
        if cursor.sees_any(&RECURRING) {
            context = Context::default();
        }
        if cursor.eat_any(&ROLLING) {
            found.rolling = true;
            continue;
        }
        let bridged = bridge.is_some_and(|end| cursor.at - end <= 1);
        if bridged && let Some(end) = running(cursor, &found.spans) {
            found.spans.push(end);
        }
        if let Some(dated) = read(&mut cursor, &mut context, pending(&found.spans)) {
            let role = role(cursor, bridged, &dated, pending(&found.spans));
            found.spans.push(Span { from: dated.from, to: dated.to, precision: dated.precision, role });
            continue;
        }
        if cursor.eat_any(&["から", "より", "~", "-"]) {
            bridge = Some(cursor.at);
            continue;
        }
        skip(&mut cursor);
    }
    found
}

/// Past one character, or past the whole number that begins here: a number's
/// tail is not a number.
fn skip(cursor: &mut Cursor<'_>) {
    let digits = cursor.chars[cursor.at..].iter().take_while(|c| c.is_ascii_digit()).count();
    cursor.at += digits.max(1);
}

/// The first day of a beginning that has no end yet.
fn pending(spans: &[Span]) -> Option<NaiveDate> {
    spans.last().filter(|span| span.role == Role::Start).map(|span| span.from)
}

fn role(after: Cursor<'_>, bridged: bool, dated: &Dated, pending: Option<NaiveDate>) -> Role {
    let after = past_bracket(after);
    let can_end = pending.is_none_or(|start| dated.to >= start);
    if after.sees_any(&END) {
        Role::End
    } else if after.sees_any(&START) {
        Role::Start
    } else if bridged && can_end {
        Role::End
    } else {
        Role::Within
    }
}

/// Past a short remark such as 「（水）」 or 「（契約締結日）」 after a date.
fn past_bracket(cursor: Cursor<'_>) -> Cursor<'_> {
    const LONGEST: usize = 16;
    let mut ahead = cursor;
    if !ahead.eat("(") {
        return cursor;
    }
    let inside = ahead.chars[ahead.at..].iter().take(LONGEST).position(|c| *c == ')');
    let Some(length) = inside else {
        return cursor;
    };
    ahead.at += length + 1;
    ahead
}

/// 「…から３年間」: the end a running time gives to a beginning.
fn running(cursor: Cursor<'_>, spans: &[Span]) -> Option<Span> {
    let start = *spans.last().filter(|span| span.role == Role::Start)?;
    let mut ahead = cursor;
    let count = ahead.number()?.value;
    let after = if ahead.eat("年間") {
        Months::new(count.checked_mul(12)?)
    } else if ahead.eat_any(&["か月間", "ヶ月間", "カ月間", "ケ月間", "ヵ月間", "箇月間", "月間"])
    {
        Months::new(count)
    } else if ahead.eat("日間") {
        let to = start.from.checked_add_days(Days::new(u64::from(count)))?.pred_opt()?;
        return Some(Span { to, role: Role::End, ..start });
    } else {
        return None;
    };
    let to = start.to.checked_add_months(after)?.pred_opt()?;
    Some(Span { to, role: Role::End, ..start })
}

/// 「本審議会で了承後」 and its like: what the council decides, and a word for
/// afterwards, in one phrase.
fn council(cursor: Cursor<'_>) -> bool {
    const LONGEST: usize = 30;
    if !cursor.sees_any(&["審議会", "審査会", "答申"]) {
        return false;
    }
    let rest = &cursor.chars[cursor.at..];
    let length =
        rest.iter().take(LONGEST).position(|c| "。;".contains(*c)).unwrap_or(rest.len().min(LONGEST));
    let phrase = Cursor::new(&rest[..length]);
    (0..length).any(|at| {
        let mut ahead = Cursor { at, ..phrase };
        ahead.eat_any(&DECIDED) && afterwards(ahead)
    })
}

/// 了承後, 承認された後, 了承を得た日から: a word for afterwards within a few
/// characters of the same clause.
fn afterwards(mut ahead: Cursor<'_>) -> bool {
    const BETWEEN: usize = 7;
    for _ in 0..BETWEEN {
        if ahead.sees_any(&AFTERWARDS) {
            return true;
        }
        if ahead.peek().is_none_or(|c| "済、(年今".contains(c)) {
            return false;
        }
        ahead.at += 1;
    }
    false
}
