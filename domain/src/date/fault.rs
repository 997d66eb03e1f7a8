//! What is wrong with a date someone typed.

use thiserror::Error;

use crate::Fault;

use super::EraYear;

/// The part of a date a fault is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// The date as a whole.
    Whole,
    /// The era (元号).
    Era,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day of the month.
    Day,
    /// The weekday after the date.
    Weekday,
}

impl DatePart {
    /// The part in Japanese, as the screen says it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Whole => "日付",
            Self::Era => "元号",
            Self::Year => "年",
            Self::Month => "月",
            Self::Day => "日",
            Self::Weekday => "曜日",
        }
    }
}

/// Why a text is not a date. The message says what to write instead; the code
/// is stable.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DateFault {
    /// Nothing was typed.
    #[error("日付を入力してください。")]
    Empty,
    /// No shape of a date was recognised.
    #[error(
        "「{0}」は日付として読み取れません。「令和8年11月22日」「R8.11.22」「2026-11-22」のように入力してください。"
    )]
    Unreadable(String),
    /// The year stands after a word that is no era known here.
    #[error("「{0}」という元号は読み取れません。明治、大正、昭和、平成、令和か、西暦で入力してください。")]
    UnknownEra(String),
    /// A year of neither an era nor four digits.
    #[error(
        "年「{0}」が元号か西暦か分かりません。「令和8年」のように元号を付けるか、西暦4桁で入力してください。"
    )]
    AmbiguousYear(String),
    /// A year of an era that does not exist (0, or far past any use).
    #[error("{era}{year}年はありません。年を確かめてください。", era = .0.era.name(), year = .0.year)]
    NoSuchEraYear(EraYear),
    /// A calendar year outside what is taken for a year.
    #[error("西暦{0}年は入力できません。年を確かめてください。")]
    YearOutOfRange(i32),
    /// 明治 1–5, on the old calendar.
    #[error(
        "{}は旧暦のため、日付を換算できません。西暦（例：1872-12-02）で入力してください。", .0.label()
    )]
    OldCalendar(EraYear),
    /// A part is missing.
    #[error("日付に{}がありません。年・月・日をすべて入力してください。", .0.label())]
    Missing(DatePart),
    /// A month other than 1–12.
    #[error("{0}月はありません。月は1から12までで入力してください。")]
    NoSuchMonth(u32),
    /// A day the month does not have.
    #[error("{month}月{day}日はありません。{year}年{month}月は{last}日までです。")]
    NoSuchDay {
        /// The calendar year.
        year: i32,
        /// The month, 1–12.
        month: u32,
        /// The day as written.
        day: u32,
        /// The month's last day in that year.
        last: u32,
    },
    /// The weekday written after the date is another day's.
    #[error("曜日が合いません。{date}は{right}曜日です（入力は{written}曜日）。")]
    WrongWeekday {
        /// The date in words.
        date: String,
        /// The date's weekday.
        right: &'static str,
        /// The weekday as written.
        written: char,
    },
    /// Something follows the date.
    #[error("日付の後ろの「{0}」が読み取れません。日付だけを入力してください。")]
    Trailing(String),
    /// Not a fiscal year.
    #[error("「{0}」は年度として読み取れません。「令和8年度」「R8」「2026」のように入力してください。")]
    NotAFiscalYear(String),
}

impl DateFault {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "date-empty",
            Self::Unreadable(_) => "date-unreadable",
            Self::UnknownEra(_) => "date-unknown-era",
            Self::AmbiguousYear(_) => "date-ambiguous-year",
            Self::NoSuchEraYear(_) => "date-no-such-era-year",
            Self::YearOutOfRange(_) => "date-year-out-of-range",
            Self::OldCalendar(_) => "date-old-calendar",
            Self::Missing(_) => "date-part-missing",
            Self::NoSuchMonth(_) => "date-no-such-month",
            Self::NoSuchDay { .. } => "date-no-such-day",
            Self::WrongWeekday { .. } => "date-wrong-weekday",
            Self::Trailing(_) => "date-trailing",
            Self::NotAFiscalYear(_) => "fiscal-year-unreadable",
        }
    }

    /// The part of the date that is at fault.
    #[must_use]
    pub fn part(&self) -> DatePart {
        match self {
            Self::Empty | Self::Unreadable(_) | Self::Trailing(_) => DatePart::Whole,
            Self::UnknownEra(_) => DatePart::Era,
            Self::AmbiguousYear(_)
            | Self::NoSuchEraYear(_)
            | Self::YearOutOfRange(_)
            | Self::OldCalendar(_)
            | Self::NotAFiscalYear(_) => DatePart::Year,
            Self::Missing(part) => *part,
            Self::NoSuchMonth(_) => DatePart::Month,
            Self::NoSuchDay { .. } => DatePart::Day,
            Self::WrongWeekday { .. } => DatePart::Weekday,
        }
    }

    /// The fault of a form field, by the field's `name`, with its label: a form has
    /// several days, and the list of its faults stands apart from them.
    #[must_use]
    pub fn at_field(&self, field: impl Into<String>, label: &str) -> Fault {
        Fault::at_field(self.code(), field, format!("{label}：{self}"))
    }

    /// The fault at a JSON path.
    #[must_use]
    pub fn at_path(&self, path: impl Into<String>) -> Fault {
        Fault::at_path(self.code(), path, self.to_string())
    }
}

impl From<DateFault> for Fault {
    fn from(fault: DateFault) -> Self {
        Self::whole(fault.code(), fault.to_string())
    }
}
