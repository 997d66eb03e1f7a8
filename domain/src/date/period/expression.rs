//! One date of a period line, as exact as it was written.

use chrono::NaiveDate;

use super::Precision;
use crate::date::cursor::Cursor;
use crate::date::parse::last_day;
use crate::date::{Era, EraYear, FiscalYear};

/// 西暦 years a period line is taken to mean; other numbers of four digits are
/// numbers.
const WESTERN: std::ops::RangeInclusive<u32> = 1900..=2199;

/// The days a date may mean, and how closely it was written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dated {
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) precision: Precision,
}

/// A year of either kind.
#[derive(Debug, Clone, Copy)]
enum Year {
    Calendar(i32),
    Fiscal(i32),
}

impl Year {
    /// The calendar year a month of it lies in.
    fn of_month(self, month: u32) -> i32 {
        match self {
            Self::Fiscal(year) if month < 4 => year + 1,
            Self::Calendar(year) | Self::Fiscal(year) => year,
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Calendar(year) => Self::Calendar(year + 1),
            Self::Fiscal(year) => Self::Fiscal(year + 1),
        }
    }

    fn whole(self) -> Option<Dated> {
        let (from, to) = match self {
            Self::Calendar(year) => (day(year, 1, 1)?, day(year, 12, 31)?),
            Self::Fiscal(year) => {
                let fiscal = FiscalYear::new(year).ok()?;
                (fiscal.start(), fiscal.end())
            }
        };
        Some(Dated { from, to, precision: Precision::Year })
    }
}

/// What later, shorter dates take from the ones before them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    era: Option<EraYear>,
    year: Option<Year>,
    /// Calendar year and month last named.
    month: Option<(i32, u32)>,
    day: Option<NaiveDate>,
    /// Where the last date ended.
    at: usize,
}

impl Context {
    fn remember(&mut self, dated: Dated, at: usize) {
        self.day = (dated.precision == Precision::Day).then_some(dated.from);
        self.at = at;
    }
}

/// Reads the date at the cursor and moves past it; leaves the cursor when there
/// is none. `start` is the beginning that waits for its end.
pub(super) fn read(
    cursor: &mut Cursor<'_>,
    context: &mut Context,
    start: Option<NaiveDate>,
) -> Option<Dated> {
    let mut ahead = *cursor;
    let mut learnt = *context;
    if ahead.before() == Some('第') || ahead.before().is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let dated = relative(&mut ahead, &mut learnt)
        .or_else(|| full(&mut ahead, &mut learnt))
        .or_else(|| bare_year(&mut ahead, &mut learnt))
        .or_else(|| bare_month(&mut ahead, &mut learnt, start))
        .or_else(|| bare_day(&mut ahead, &learnt))?;
    learnt.remember(dated, ahead.at);
    *cursor = ahead;
    *context = learnt;
    Some(dated)
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// 同年, 同月, 同日, 翌年, 翌月, 同年度, 翌年度.
fn relative(cursor: &mut Cursor<'_>, context: &mut Context) -> Option<Dated> {
    let mut ahead = *cursor;
    let dated = if ahead.eat_any(&["同年度", "当該年度"]) {
        let year = fiscal(context)?;
        in_year(&mut ahead, context, year)
    } else if ahead.eat_any(&["翌年度", "次年度"]) {
        let year = fiscal(context)?.next();
        in_year(&mut ahead, context, year)
    } else if ahead.eat("同年") {
        let year = Year::Calendar(context.month?.0);
        in_year(&mut ahead, context, year)
    } else if ahead.eat("翌年") {
        let year = Year::Calendar(context.month?.0 + 1);
        in_year(&mut ahead, context, year)
    } else if ahead.eat("同月") {
        let (year, month) = context.month?;
        in_month(&mut ahead, context, year, month)
    } else if ahead.eat("翌月") {
        let (year, month) = context.month?;
        let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        in_month(&mut ahead, context, year, month)
    } else if ahead.eat("同日") {
        let day = context.day?;
        Some(Dated { from: day, to: day, precision: Precision::Day })
    } else {
        None
    }?;
    *cursor = ahead;
    Some(dated)
}

fn fiscal(context: &Context) -> Option<Year> {
    match (context.year?, context.day, context.month) {
        (Year::Fiscal(year), _, _) => Some(Year::Fiscal(year)),
        (_, Some(day), _) => Some(Year::Fiscal(FiscalYear::of(day).year())),
        (_, None, Some((year, month))) => Some(Year::Fiscal(if month < 4 { year - 1 } else { year })),
        (Year::Calendar(year), None, None) => Some(Year::Fiscal(year)),
    }
}

/// A date that names its year: 令和８年…, R8.4.1, 2026年…, 2026/4/1.
fn full(cursor: &mut Cursor<'_>, context: &mut Context) -> Option<Dated> {
    let mut ahead = *cursor;
    let era = ahead.era_name().or_else(|| ahead.era_letter());
    let year = match era {
        Some(era) => era_year(&mut ahead, context, era)?,
        None => {
            let number = ahead.number().filter(|n| n.length == 4 && WESTERN.contains(&n.value))?;
            context.era = None;
            i32::try_from(number.value).ok()?
        }
    };
    let dated = after_year(&mut ahead, context, year)?;
    *cursor = ahead;
    Some(dated)
}

fn era_year(cursor: &mut Cursor<'_>, context: &mut Context, era: Era) -> Option<i32> {
    let year = if cursor.eat("元") { 1 } else { cursor.number()?.value };
    let written = EraYear { era, year };
    context.era = Some(written);
    written.calendar_year()
}

/// What may follow the number of a year.
fn after_year(cursor: &mut Cursor<'_>, context: &mut Context, year: i32) -> Option<Dated> {
    if let Some(fiscal) = shared_unit(*cursor) {
        let year = if fiscal { Year::Fiscal(year) } else { Year::Calendar(year) };
        context.year = Some(year);
        return year.whole();
    }
    if cursor.eat("年度") {
        // 「平成１９年度第７回審議会」 cites a decision.
        if cursor.sees("第") {
            return None;
        }
        return in_year(cursor, context, Year::Fiscal(year));
    }
    if cursor.eat("年") {
        if cursor.sees_any(&["間", "第"]) {
            return None;
        }
        return in_year(cursor, context, Year::Calendar(year));
    }
    separated(cursor, context, year)
}

/// 「令和８～１０年度」, 「令和８・９年度」: the unit stands after the last number.
/// Tells whether it is the fiscal year.
fn shared_unit(cursor: Cursor<'_>) -> Option<bool> {
    let mut ahead = cursor;
    if !ahead.eat_any(&["~", "-", "・", "、", "から"]) {
        return None;
    }
    ahead.number()?;
    ahead.eat("年").then(|| ahead.eat("度"))
}

/// The month and day after 「2026/」 and the like.
fn separated(cursor: &mut Cursor<'_>, context: &mut Context, year: i32) -> Option<Dated> {
    let separator = ["-", ".", "/"].into_iter().find(|separator| cursor.eat(separator))?;
    let month = cursor.number().filter(|n| n.length <= 2 && (1..=12).contains(&n.value))?.value;
    context.year = Some(Year::Calendar(year));
    context.month = Some((year, month));
    let mut ahead = *cursor;
    if ahead.eat(separator)
        && let Some(number) = ahead.number().filter(|n| n.length <= 2)
    {
        *cursor = ahead;
        let day = day(year, month, number.value)?;
        return Some(Dated { from: day, to: day, precision: Precision::Day });
    }
    whole_month(year, month)
}

/// The month in a year, or the year itself.
fn in_year(cursor: &mut Cursor<'_>, context: &mut Context, year: Year) -> Option<Dated> {
    context.year = Some(year);
    context.month = None;
    let mut ahead = *cursor;
    let _ = ahead.eat_any(&["の", "、"]);
    if let Some(month) = month_number(&mut ahead) {
        *cursor = ahead;
        return in_month(cursor, context, year.of_month(month), month);
    }
    let (first, last) = match year {
        Year::Calendar(_) => (1, 12),
        Year::Fiscal(_) => (4, 3),
    };
    if cursor.eat_any(&["当初", "初め", "はじめ"]) {
        return whole_month(year.of_month(first), first);
    }
    if cursor.eat("末") {
        return whole_month(year.of_month(last), last);
    }
    year.whole()
}

fn month_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let month = ahead.number()?.value;
    if !(1..=12).contains(&month) || !ahead.eat("月") || ahead.sees_any(&["間", "額", "曜"]) {
        return None;
    }
    *cursor = ahead;
    Some(month)
}

/// The day or the third in a month, or the month itself.
fn in_month(cursor: &mut Cursor<'_>, context: &mut Context, year: i32, month: u32) -> Option<Dated> {
    context.month = Some((year, month));
    let mut ahead = *cursor;
    let _ = ahead.eat("の");
    let last = last_day(year, month)?;
    let span = |from, to, precision| {
        Some(Dated { from: day(year, month, from)?, to: day(year, month, to)?, precision })
    };
    let third = if ahead.eat_any(&["上旬", "初旬", "初め", "初頭", "はじめ"]) {
        span(1, 10, Precision::ThirdOfMonth)
    } else if ahead.eat("中旬") {
        span(11, 20, Precision::ThirdOfMonth)
    } else if ahead.eat("末日") {
        span(last, last, Precision::Day)
    } else if ahead.eat_any(&["下旬", "末"]) {
        span(21, last, Precision::ThirdOfMonth)
    } else {
        None
    };
    if third.is_some() {
        *cursor = ahead;
        return third;
    }
    if let Some(number) = day_number(cursor) {
        // A day the month does not have leaves the month.
        return span(number, number, Precision::Day).or_else(|| whole_month(year, month));
    }
    whole_month(year, month)
}

fn day_number(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    let number = ahead.number()?.value;
    if !ahead.eat("日") || ahead.sees("間") {
        return None;
    }
    *cursor = ahead;
    Some(number)
}

fn whole_month(year: i32, month: u32) -> Option<Dated> {
    let last = last_day(year, month)?;
    Some(Dated { from: day(year, month, 1)?, to: day(year, month, last)?, precision: Precision::Month })
}

/// 「…から９年３月３１日まで」: the era is that of the date before.
fn bare_year(cursor: &mut Cursor<'_>, context: &mut Context) -> Option<Dated> {
    let before = context.era?;
    let mut ahead = *cursor;
    let year = ahead.number()?.value;
    let named = ahead.sees("年度") || {
        let mut month = ahead;
        month.eat("年") && (month.sees_any(&["まで", "末", "から"]) || month_number(&mut month).is_some())
    };
    if !named || year < before.year {
        return None;
    }
    let written = EraYear { year, ..before };
    let dated = after_year(&mut ahead, context, written.calendar_year()?)?;
    context.era = Some(written);
    *cursor = ahead;
    Some(dated)
}

/// 「…から３月まで」: the year is that of the date before, or the next when the
/// span would end before it began.
fn bare_month(cursor: &mut Cursor<'_>, context: &mut Context, start: Option<NaiveDate>) -> Option<Dated> {
    const NEAR: usize = 24;
    let year = context.year.filter(|_| cursor.at - context.at <= NEAR)?;
    let mut ahead = *cursor;
    let month = month_number(&mut ahead)?;
    let calendar = year.of_month(month);
    let (mut here, mut known) = (ahead, *context);
    let mut dated = in_month(&mut here, &mut known, calendar, month)?;
    if start.is_some_and(|start| dated.to < start) {
        (here, known) = (ahead, *context);
        dated = in_month(&mut here, &mut known, calendar + 1, month)?;
        known.year = Some(Year::Calendar(calendar + 1));
    }
    *context = known;
    *cursor = here;
    Some(dated)
}

/// 「…から２０日まで」: the month is that of the date just before.
fn bare_day(cursor: &mut Cursor<'_>, context: &Context) -> Option<Dated> {
    const NEAR: usize = 6;
    let (year, month) = context.month.filter(|_| cursor.at - context.at <= NEAR)?;
    let mut ahead = *cursor;
    let number = day_number(&mut ahead)?;
    if ahead.sees_any(&["以内", "前", "後", "目", "分", "以上", "以下", "ごと", "毎"]) {
        return None;
    }
    let date = day(year, month, number)?;
    *cursor = ahead;
    Some(Dated { from: date, to: date, precision: Precision::Day })
}
