//! Figures, days and states in the words of the screens.

use chrono::NaiveDate;
use domain::{date::format_date, item::VersionState};
use leptos::prelude::*;

use crate::components::{Tag, Tone};

/// A number with its thousands apart: 12,000.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A day, or that none is fixed.
pub(crate) fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "日程未定".to_owned(), format_date)
}

/// A term by its first and last day, as far as they are known.
pub(crate) fn term(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<String> {
    match (from.map(format_date), to.map(format_date)) {
        (Some(from), Some(to)) => Some(format!("{from}から{to}まで")),
        (Some(from), None) => Some(format!("{from}から")),
        (None, Some(to)) => Some(format!("{to}まで")),
        (None, None) => None,
    }
}

/// The state of a version, as a tag.
pub(crate) fn state_tag(state: VersionState) -> impl IntoView {
    let tone = match state {
        VersionState::InForce => Tone::Success,
        VersionState::Proposal => Tone::Info,
        VersionState::Past => Tone::Plain,
    };
    view! { <Tag tone text=state.word()/> }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{grouped, term};

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(5_200), "5,200");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn a_term_says_only_what_is_known() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
        assert_eq!(
            term(day(2026, 4, 1), day(2027, 3, 31)).as_deref(),
            Some("令和8年4月1日から令和9年3月31日まで")
        );
        assert_eq!(term(day(2026, 4, 1), None).as_deref(), Some("令和8年4月1日から"));
        assert_eq!(term(None, None), None);
    }
}
