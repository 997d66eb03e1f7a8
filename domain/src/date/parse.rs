//! A single date as a person types it.

use chrono::{Datelike, NaiveDate};

use super::cursor::{Cursor, normalise};
use super::{DateFault, DatePart, Era, EraYear, weekday};

/// What separates the numbers of a date, besides 年 and 月.
const SEPARATORS: [&str; 6] = ["-", ".", "/", "。", "・", " "];

/// Earlier calendar years are taken for slips of the hand.
const FIRST_YEAR: i32 = 1868;

/// A date together with the year as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateReading {
    /// The day.
    pub date: NaiveDate,
    /// The era and year as typed; nothing when the year was 西暦.
    pub written: Option<EraYear>,
}

impl DateReading {
    /// What a person should be told of the year they wrote: 「平成34年は令和4年です。」
    /// when the day belongs to another era than the one written.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let written = self.written?;
        let right = EraYear::of(self.date)?;
        (right.era != written.era)
            .then(|| format!("{}{}月は{}です。", written.label(), self.date.month(), right.label()))
    }
}

/// Reads one date: 和暦 in words, letters or abbreviations, 西暦 with any
/// separator or as eight digits, in any width, with kanji numerals, with or
/// without its weekday.
///
/// An era's year past the era's end (平成34年) or before its first day
/// (令和元年4月1日) means the calendar year it counts to.
///
/// # Errors
/// A [`DateFault`] that names the part at fault: two-digit years without an
/// era are refused, and so are days that do not exist.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateFault> {
    read_date(text).map(|reading| reading.date)
}

/// Like [`parse_date`], keeping the year as it was written, so that the person
/// can be told when it belongs to another era.
///
/// # Errors
/// As [`parse_date`].
pub fn read_date(text: &str) -> Result<DateReading, DateFault> {
    let chars = normalise(text);
    if chars.is_empty() {
        return Err(DateFault::Empty);
    }
    let mut cursor = Cursor::new(&chars);
    let unreadable = || DateFault::Unreadable(excerpt(text.trim()));
    let era = era(&mut cursor);
    let (written, year, packed) = match era {
        Some(era) => era_year(&mut cursor, era)?,
        None => western_year(&mut cursor, &unreadable)?,
    };
    let (month, day) = match packed {
        Some(pair) => pair,
        None => month_and_day(&mut cursor, year, &unreadable)?,
    };
    let date = checked_date(year, month, day)?;
    check_weekday(&mut cursor, date)?;
    if !cursor.done() {
        return Err(DateFault::Trailing(excerpt(&cursor.rest())));
    }
    Ok(DateReading { date, written })
}

/// The start of a text, short enough to be shown in a message.
pub(super) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 20;
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        short.push('…');
    }
    short
}

fn era(cursor: &mut Cursor<'_>) -> Option<Era> {
    cursor.era_name().or_else(|| cursor.era_letter()).or_else(|| cursor.era_short())
}

type Year = (Option<EraYear>, i32, Option<(u32, u32)>);

fn era_year(cursor: &mut Cursor<'_>, era: Era) -> Result<Year, DateFault> {
    if cursor.eat("元") {
        let written = EraYear { era, year: 1 };
        return Ok((Some(written), calendar_year(written)?, None));
    }
    let number = cursor.number().ok_or(DateFault::Missing(DatePart::Year))?;
    // R081122, as old systems export it.
    let packed = (number.length == 6).then_some((number.value / 100 % 100, number.value % 100));
    let year = if packed.is_some() { number.value / 10_000 } else { number.value };
    let written = EraYear { era, year };
    Ok((Some(written), calendar_year(written)?, packed))
}

/// The calendar year of a year in an era, or what is wrong with it.
pub(super) fn calendar_year(written: EraYear) -> Result<i32, DateFault> {
    written.calendar_year().ok_or(match written {
        EraYear { era: Era::Meiji, year: 1..=5 } => DateFault::OldCalendar(written),
        _ => DateFault::NoSuchEraYear(written),
    })
}

fn western_year(cursor: &mut Cursor<'_>, unreadable: &dyn Fn() -> DateFault) -> Result<Year, DateFault> {
    cursor.eat_any(&["西暦", "AD"]);
    let start = cursor.at;
    let Some(number) = cursor.number() else {
        return Err(unknown_era(cursor).unwrap_or_else(unreadable));
    };
    let (year, packed) = match number.length {
        4 => (number.value, None),
        8 => (number.value / 10_000, Some((number.value / 100 % 100, number.value % 100))),
        _ if cursor.done() => return Err(unreadable()),
        _ => {
            let written = cursor.chars[start..cursor.at].iter().collect();
            return Err(DateFault::AmbiguousYear(written));
        }
    };
    let year = i32::try_from(year).map_err(|_| unreadable())?;
    if year < FIRST_YEAR {
        return Err(DateFault::YearOutOfRange(year));
    }
    Ok((None, year, packed))
}

/// 「慶応4年」: a word of one or two characters, a number and 年.
fn unknown_era(cursor: &Cursor<'_>) -> Option<DateFault> {
    for length in [2, 1] {
        let mut ahead = *cursor;
        let name: String = ahead.chars.get(ahead.at..ahead.at + length)?.iter().collect();
        ahead.at += length;
        if (ahead.eat("元") || ahead.number().is_some()) && ahead.eat("年") {
            return Some(DateFault::UnknownEra(name));
        }
    }
    None
}

fn month_and_day(
    cursor: &mut Cursor<'_>,
    year: i32,
    unreadable: &dyn Fn() -> DateFault,
) -> Result<(u32, u32), DateFault> {
    let _ = cursor.eat("年") || cursor.eat_any(&SEPARATORS);
    if cursor.done() {
        return Err(DateFault::Missing(DatePart::Month));
    }
    let month = cursor.number().ok_or_else(unreadable)?;
    let ended = cursor.eat("月") || cursor.eat_any(&SEPARATORS);
    if cursor.done() {
        return Err(DateFault::Missing(DatePart::Day));
    }
    if !ended {
        return Err(unreadable());
    }
    if cursor.eat("末日") {
        return Ok((month.value, last_day(year, month.value).unwrap_or(31)));
    }
    let day = cursor.number().ok_or_else(unreadable)?;
    // 「日曜日」 is a weekday, not the end of the day.
    if !cursor.sees("日曜") {
        cursor.eat("日");
    }
    Ok((month.value, day.value))
}

fn checked_date(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateFault> {
    let last = last_day(year, month).ok_or(DateFault::NoSuchMonth(month))?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateFault::NoSuchDay { year, month, day, last })
}

/// The last day of a month; nothing when there is no such month.
pub(super) fn last_day(year: i32, month: u32) -> Option<u32> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    next.pred_opt().map(|last| last.day())
}

fn check_weekday(cursor: &mut Cursor<'_>, date: NaiveDate) -> Result<(), DateFault> {
    let mut ahead = *cursor;
    let bracket = ahead.eat("(");
    let Some(written) = ahead.peek().filter(|c| "月火水木金土日".contains(*c)) else {
        return Ok(());
    };
    ahead.at += 1;
    let long = ahead.eat_any(&["曜日", "曜"]);
    if !(if bracket { ahead.eat(")") } else { long }) {
        return Ok(());
    }
    *cursor = ahead;
    let right = weekday(date);
    if right.starts_with(written) {
        return Ok(());
    }
    Err(DateFault::WrongWeekday { date: super::format_date(date), right, written })
}

#[cfg(test)]
mod tests;
