//! The fiscal year (年度): 1 April to 31 March.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::text::widen;

use super::cursor::{Cursor, normalise};
use super::parse::{calendar_year, excerpt};
use super::{DateFault, Era, EraYear};

/// A fiscal year, named by the calendar year of its 1 April. In JSON an
/// integer: 平成29年度 is 2017.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i32", into = "i32")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "i32"))]
pub struct FiscalYear(i32);

impl FiscalYear {
    /// The first fiscal year whose days are all Gregorian.
    pub const FIRST: Self = Self(1873);
    /// The last fiscal year whose days all have a four-digit year.
    pub const LAST: Self = Self(9998);

    /// The fiscal year that begins on 1 April of a calendar year.
    ///
    /// # Errors
    /// [`DateFault::YearOutOfRange`] outside [`FiscalYear::FIRST`] to
    /// [`FiscalYear::LAST`].
    pub fn new(year: i32) -> Result<Self, DateFault> {
        let fiscal = Self(year);
        if (Self::FIRST..=Self::LAST).contains(&fiscal) {
            Ok(fiscal)
        } else {
            Err(DateFault::YearOutOfRange(year))
        }
    }

    /// The fiscal year of a day. Days outside the range a [`FiscalYear`] has
    /// count to its first or last.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let year = if date.month() >= 4 { date.year() } else { date.year() - 1 };
        Self(year.clamp(Self::FIRST.0, Self::LAST.0))
    }

    /// The calendar year of its 1 April.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0
    }

    /// Its first day, 1 April.
    #[must_use]
    pub fn start(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, 4, 1).unwrap_or_default()
    }

    /// Its last day, 31 March.
    #[must_use]
    pub fn end(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31).unwrap_or_default()
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn contains(self, date: NaiveDate) -> bool {
        (self.start()..=self.end()).contains(&date)
    }

    /// The fiscal year after it; none after [`FiscalYear::LAST`].
    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::new(self.0 + 1).ok()
    }

    /// The fiscal year before it; none before [`FiscalYear::FIRST`].
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::new(self.0 - 1).ok()
    }

    /// The era and year it is named by: those of its 1 April.
    ///
    /// 2019 is the exception: it began as 平成31年度, but when the era changed a
    /// month later the state named the whole fiscal year 令和元年度, and papers
    /// written since do so. Both names are read.
    #[must_use]
    pub fn era_year(self) -> EraYear {
        const NAMED_BY_THE_ERA_THAT_BEGAN_IN_IT: (i32, EraYear) =
            (2019, EraYear { era: Era::Reiwa, year: 1 });
        let (year, name) = NAMED_BY_THE_ERA_THAT_BEGAN_IN_IT;
        if self.0 == year {
            return name;
        }
        EraYear::of(self.start()).unwrap_or(name)
    }

    /// The name for screens: 「平成29年度」, 「令和元年度」.
    #[must_use]
    pub fn label(self) -> String {
        format!("{}度", self.era_year().label())
    }

    /// The name as official papers print it: 「平成２９年度」.
    #[must_use]
    pub fn label_wide(self) -> String {
        widen(&self.label())
    }

    /// Reads a fiscal year: 「平成２９年度」「令和元年度」「H29」「2017年度」「2017」, in any
    /// width. A year past its era's end means the calendar year it counts to.
    ///
    /// # Errors
    /// [`DateFault`] when it is none, or when the year does not exist.
    pub fn parse(text: &str) -> Result<Self, DateFault> {
        let chars = normalise(text);
        if chars.is_empty() {
            return Err(DateFault::NotAFiscalYear(String::new()));
        }
        let unreadable = || DateFault::NotAFiscalYear(excerpt(text.trim()));
        let mut cursor = Cursor::new(&chars);
        let era = cursor.era_name().or_else(|| cursor.era_letter()).or_else(|| cursor.era_short());
        let year = if let Some(era) = era {
            let year = if cursor.eat("元") { 1 } else { cursor.number().ok_or_else(unreadable)?.value };
            calendar_year(EraYear { era, year })?
        } else {
            cursor.eat("西暦");
            let number = cursor.number().ok_or_else(unreadable)?;
            if number.length < 4 {
                return Err(DateFault::AmbiguousYear(number.value.to_string()));
            }
            i32::try_from(number.value).map_err(|_| unreadable())?
        };
        if cursor.eat("年") {
            cursor.eat("度");
        }
        if !cursor.done() {
            return Err(unreadable());
        }
        Self::new(year)
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

impl FromStr for FiscalYear {
    type Err = DateFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<i32> for FiscalYear {
    type Error = DateFault;

    fn try_from(year: i32) -> Result<Self, Self::Error> {
        Self::new(year)
    }
}

impl From<FiscalYear> for i32 {
    fn from(year: FiscalYear) -> Self {
        year.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn d(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn begins_in_april_and_ends_in_march() {
        let year = FiscalYear::of(d(2026, 11, 22));
        assert_eq!((year.start(), year.end()), (d(2026, 4, 1), d(2027, 3, 31)));
        assert_eq!(FiscalYear::of(d(2026, 3, 31)).year(), 2025);
        assert_eq!(FiscalYear::of(d(2026, 4, 1)).year(), 2026);
    }

    #[test]
    fn is_named_by_the_era_of_its_first_day_except_2019() {
        let label = |year| FiscalYear::new(year).unwrap().label();
        assert_eq!(label(2017), "平成29年度");
        assert_eq!(label(2018), "平成30年度");
        assert_eq!(label(2019), "令和元年度");
        assert_eq!(label(2020), "令和2年度");
        assert_eq!(label(1988), "昭和63年度");
        assert_eq!(label(1989), "平成元年度");
        assert_eq!(label(1926), "大正15年度");
        assert_eq!(FiscalYear::new(2017).unwrap().label_wide(), "平成２９年度");
    }

    #[test]
    fn reads_what_people_write() {
        for text in [
            "平成２９年度",
            "平成29年度",
            " H29 ",
            "ｈ２９年度",
            "2017年度",
            "２０１７",
            "平29",
            "平成二十九年度",
        ] {
            assert_eq!(FiscalYear::parse(text).map(FiscalYear::year), Ok(2017), "{text}");
        }
        assert_eq!(FiscalYear::parse("平成31年度"), FiscalYear::parse("令和元年度"));
        assert_eq!(FiscalYear::parse("平成34年度").unwrap().label(), "令和4年度");
    }

    #[test]
    fn refuses_what_is_no_fiscal_year() {
        let code = |text| FiscalYear::parse(text).unwrap_err().code();
        assert_eq!(code(""), "fiscal-year-unreadable");
        assert_eq!(code("来年度"), "fiscal-year-unreadable");
        assert_eq!(code("29"), "date-ambiguous-year");
        assert_eq!(code("令和0年度"), "date-no-such-era-year");
        assert_eq!(code("2017年4月"), "fiscal-year-unreadable");
        assert_eq!(code("1600"), "date-year-out-of-range");
    }

    #[test]
    fn is_an_integer_in_json() {
        let year = FiscalYear::new(2017).unwrap();
        assert_eq!(serde_json::to_string(&year).unwrap(), "2017");
        assert_eq!(serde_json::from_str::<FiscalYear>("2017").unwrap(), year);
        assert!(serde_json::from_str::<FiscalYear>("-5").is_err());
    }

    #[cfg(feature = "schema")]
    #[test]
    fn is_an_integer_in_the_schema() {
        let schema = schemars::schema_for!(FiscalYear);
        assert_eq!(schema.get("type").and_then(|t| t.as_str()), Some("integer"));
    }

    proptest! {
        #[test]
        fn every_label_is_read_back(year in 1873i32..=9998) {
            let year = FiscalYear::new(year).unwrap();
            if year.era_year().year <= EraYear::MAX {
                prop_assert_eq!(FiscalYear::parse(&year.label()), Ok(year));
                prop_assert_eq!(FiscalYear::parse(&year.label_wide()), Ok(year));
            }
        }

        #[test]
        fn every_day_lies_in_its_fiscal_year(days in 0i64..90_000) {
            let date = d(1873, 4, 1) + chrono::Days::new(days.unsigned_abs());
            prop_assert!(FiscalYear::of(date).contains(date));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = FiscalYear::parse(&text);
        }
    }
}
