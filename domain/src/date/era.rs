//! The eras since 明治, and dates written in them.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::text::widen;

/// Before this day Japan used its old lunisolar calendar: days of 明治 1–5
/// cannot be reckoned by counting years.
const FIRST_GREGORIAN_DAY: (i32, u32, u32) = (1873, 1, 1);

/// An era (元号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Era {
    /// 明治
    Meiji,
    /// 大正
    Taisho,
    /// 昭和
    Showa,
    /// 平成
    Heisei,
    /// 令和
    Reiwa,
}

struct EraData {
    era: Era,
    name: &'static str,
    short: char,
    letter: char,
    first_day: (i32, u32, u32),
}

/// One row an era, oldest first: a new era is a new row.
const ERAS: [EraData; 5] = [
    EraData { era: Era::Meiji, name: "明治", short: '明', letter: 'M', first_day: (1868, 1, 25) },
    EraData { era: Era::Taisho, name: "大正", short: '大', letter: 'T', first_day: (1912, 7, 30) },
    EraData { era: Era::Showa, name: "昭和", short: '昭', letter: 'S', first_day: (1926, 12, 25) },
    EraData { era: Era::Heisei, name: "平成", short: '平', letter: 'H', first_day: (1989, 1, 8) },
    EraData { era: Era::Reiwa, name: "令和", short: '令', letter: 'R', first_day: (2019, 5, 1) },
];

impl Era {
    /// All eras, oldest first.
    pub const ALL: [Self; 5] = [Self::Meiji, Self::Taisho, Self::Showa, Self::Heisei, Self::Reiwa];

    fn data(self) -> &'static EraData {
        &ERAS[self as usize]
    }

    /// The name, such as 「令和」.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.data().name
    }

    /// The first character of the name, as forms abbreviate it: 「令」.
    #[must_use]
    pub fn short(self) -> char {
        self.data().short
    }

    /// The capital letter that stands for the era: 「R」.
    #[must_use]
    pub fn letter(self) -> char {
        self.data().letter
    }

    /// The first day. That of 明治 is the new year it was proclaimed for, in
    /// the Gregorian calendar.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        day(self.data().first_day)
    }

    /// The calendar year that is year 1 (元年) of the era.
    #[must_use]
    pub fn first_year(self) -> i32 {
        self.data().first_day.0
    }

    /// The era of a day; nothing before 1873-01-01, when the old calendar still
    /// ran. The day an era changes belongs to the new one.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        if date < day(FIRST_GREGORIAN_DAY) {
            return None;
        }
        let key = (date.year(), date.month(), date.day());
        ERAS.iter().rev().find(|row| row.first_day <= key).map(|row| row.era)
    }
}

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// A year counted in an era, as someone wrote it: it may lie past the era's
/// end (平成34年), as long-running contracts do write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct EraYear {
    /// The era.
    pub era: Era,
    /// The year in the era, from 1.
    pub year: u32,
}

impl EraYear {
    /// The largest year that is taken for a year of an era.
    pub const MAX: u32 = 150;

    /// The year of a day in that day's own era; nothing before 1873.
    #[must_use]
    pub fn of(date: NaiveDate) -> Option<Self> {
        let era = Era::of(date)?;
        let year = u32::try_from(date.year() - era.first_year() + 1).ok()?;
        Some(Self { era, year })
    }

    /// The calendar year. Nothing for year 0, for one above [`EraYear::MAX`],
    /// and for 明治 1–5, which ran on the old calendar.
    #[must_use]
    pub fn calendar_year(self) -> Option<i32> {
        let year = i32::try_from(self.year).ok()?;
        let calendar = self.era.first_year().checked_add(year)? - 1;
        (self.year >= 1 && self.year <= Self::MAX && calendar >= FIRST_GREGORIAN_DAY.0).then_some(calendar)
    }

    /// The year as written: 「令和8年」, 「令和元年」.
    #[must_use]
    pub fn label(self) -> String {
        if self.year == 1 {
            format!("{}元年", self.era.name())
        } else {
            format!("{}{}年", self.era.name(), self.year)
        }
    }
}

/// The date for screens: 「令和8年11月22日」. Days before 1873 have no year in an
/// era that can be counted and are written 「1872年12月2日」.
#[must_use]
pub fn format_date(date: NaiveDate) -> String {
    match EraYear::of(date) {
        Some(year) => format!("{}{}月{}日", year.label(), date.month(), date.day()),
        None => western(date),
    }
}

/// The date as official papers print it, full width: 「平成２９年９月２５日」.
#[must_use]
pub fn format_date_wide(date: NaiveDate) -> String {
    widen(&format_date(date))
}

/// The date in both calendars with its weekday, to be shown after entry:
/// 「令和8年11月22日（2026年11月22日 日曜日）」.
#[must_use]
pub fn echo(date: NaiveDate) -> String {
    format!("{}（{} {}）", format_date(date), western(date), weekday_long(date))
}

fn western(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The weekday in one character: 「日」.
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "月",
        Weekday::Tue => "火",
        Weekday::Wed => "水",
        Weekday::Thu => "木",
        Weekday::Fri => "金",
        Weekday::Sat => "土",
        Weekday::Sun => "日",
    }
}

/// The weekday in full: 「日曜日」.
#[must_use]
pub fn weekday_long(date: NaiveDate) -> String {
    format!("{}曜日", weekday(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn rows_stand_in_the_order_of_the_enum() {
        for (row, era) in ERAS.iter().zip(Era::ALL) {
            assert_eq!(row.era, era);
            assert_eq!(row.name.chars().next(), Some(row.short));
        }
        assert!(ERAS.windows(2).all(|pair| pair[0].first_day < pair[1].first_day));
    }

    #[test]
    fn each_era_begins_on_its_first_day() {
        for pair in Era::ALL.windows(2) {
            let first = pair[1].first_day();
            assert_eq!(Era::of(first), Some(pair[1]));
            assert_eq!(Era::of(first.pred_opt().unwrap()), Some(pair[0]));
        }
        assert_eq!(Era::of(d(1873, 1, 1)), Some(Era::Meiji));
        assert_eq!(Era::of(d(1872, 12, 31)), None);
    }

    #[test]
    fn writes_the_era_the_day_belongs_to() {
        assert_eq!(format_date(d(2026, 11, 22)), "令和8年11月22日");
        assert_eq!(format_date(d(2019, 4, 30)), "平成31年4月30日");
        assert_eq!(format_date(d(2019, 5, 1)), "令和元年5月1日");
        assert_eq!(format_date(d(1989, 1, 7)), "昭和64年1月7日");
        assert_eq!(format_date(d(1926, 12, 25)), "昭和元年12月25日");
        assert_eq!(format_date(d(1912, 7, 29)), "明治45年7月29日");
        assert_eq!(format_date(d(1872, 12, 2)), "1872年12月2日");
    }

    #[test]
    fn papers_are_full_width() {
        assert_eq!(format_date_wide(d(2017, 9, 25)), "平成２９年９月２５日");
        assert_eq!(format_date_wide(d(2019, 10, 1)), "令和元年１０月１日");
    }

    #[test]
    fn shows_both_calendars_and_the_weekday() {
        assert_eq!(echo(d(2026, 11, 22)), "令和8年11月22日（2026年11月22日 日曜日）");
        assert_eq!(weekday(d(2026, 11, 23)), "月");
        assert_eq!(weekday(d(2026, 11, 28)), "土");
    }

    #[test]
    fn years_past_an_era_are_counted_on() {
        assert_eq!(EraYear { era: Era::Heisei, year: 34 }.calendar_year(), Some(2022));
        assert_eq!(EraYear { era: Era::Heisei, year: 0 }.calendar_year(), None);
        assert_eq!(EraYear { era: Era::Meiji, year: 5 }.calendar_year(), None);
        assert_eq!(EraYear { era: Era::Meiji, year: 6 }.calendar_year(), Some(1873));
        assert_eq!(EraYear { era: Era::Showa, year: u32::MAX }.calendar_year(), None);
    }
}
