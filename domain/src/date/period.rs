//! Period lines (開始時期及び期限) as people write them.

mod expression;
mod scan;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use scan::{Role, Span, scan};

/// How closely a period is dated: the coarsest of the dates it names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Precision {
    /// To the day.
    Day,
    /// To a third of a month (上旬, 中旬, 下旬, 月末).
    ThirdOfMonth,
    /// To the month.
    Month,
    /// To the year or the fiscal year.
    Year,
    /// No date is named.
    #[default]
    Unknown,
}

impl Precision {
    /// All, from the closest to the coarsest.
    pub const ALL: [Self; 5] = [Self::Day, Self::ThirdOfMonth, Self::Month, Self::Year, Self::Unknown];

    /// The precision in words, for screens.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "日まで指定",
            Self::ThirdOfMonth => "上旬・中旬・下旬など",
            Self::Month => "月まで指定",
            Self::Year => "年・年度まで指定",
            Self::Unknown => "日付の指定なし",
        }
    }
}

/// What a period line says, beside its text, which stays as typed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PeriodReading {
    /// The earliest day any of its spans may begin; nothing when no span names
    /// its beginning.
    pub earliest: Option<NaiveDate>,
    /// The latest day any of its spans may end; nothing when a span goes on
    /// without a stated end, or none names one.
    pub latest: Option<NaiveDate>,
    /// How closely it is dated.
    pub precision: Precision,
    /// It repeats or goes on in later fiscal years (次年度以降も…, 毎年…).
    pub rolling: bool,
    /// It begins after the council's outcome (本審議会で了承後から…).
    pub after_council: bool,
}

/// Reads a period line. Several spans in one text give the earliest beginning
/// and the latest end of all; 同月, 翌年 and a month or day without its year take
/// it from the date before. A month or day with no year to take (毎年１月) is no
/// date. A day that its month does not have is read as the month.
///
/// Cannot fail: a text that names no date has [`Precision::Unknown`].
#[must_use]
pub fn read_period(text: &str) -> PeriodReading {
    let found = scan(text);
    let mut reading = PeriodReading {
        rolling: found.rolling,
        after_council: found.after_council,
        ..PeriodReading::default()
    };
    reading.precision = found.spans.iter().map(|span| span.precision).max().unwrap_or_default();
    let mut begun: Option<NaiveDate> = None;
    let mut open = false;
    for Span { from, to, role, .. } in found.spans {
        match role {
            Role::Start => {
                open |= begun.is_some();
                begun = Some(from);
                reading.earliest = earlier(reading.earliest, from);
            }
            Role::End => {
                begun = None;
                reading.latest = later(reading.latest, to);
            }
            Role::Within => {
                reading.earliest = earlier(reading.earliest, from);
                reading.latest = later(reading.latest, to);
            }
        }
    }
    if open || begun.is_some() {
        reading.latest = None;
    }
    reading
}

fn earlier(known: Option<NaiveDate>, day: NaiveDate) -> Option<NaiveDate> {
    Some(known.map_or(day, |known| known.min(day)))
}

fn later(known: Option<NaiveDate>, day: NaiveDate) -> Option<NaiveDate> {
    Some(known.map_or(day, |known| known.max(day)))
}
