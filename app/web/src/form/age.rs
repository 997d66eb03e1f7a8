//! When something was kept, as people say it.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};

/// 12:34, in Japan.
pub(super) fn time(at: DateTime<Utc>) -> String {
    FixedOffset::east_opt(9 * 3600)
        .map_or_else(|| at.format("%H:%M"), |japan| at.with_timezone(&japan).format("%H:%M"))
        .to_string()
}

/// 3分前.
pub(super) fn age(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let passed = now - at;
    if passed < TimeDelta::minutes(1) {
        "1分以内".to_owned()
    } else if passed < TimeDelta::hours(1) {
        format!("{}分前", passed.num_minutes())
    } else if passed < TimeDelta::days(1) {
        format!("{}時間前", passed.num_hours())
    } else {
        format!("{}日前", passed.num_days())
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{age, time};

    #[test]
    fn an_age_is_told_in_its_largest_unit() {
        let at = "2026-11-22T03:34:00Z".parse().unwrap();
        assert_eq!(time(at), "12:34");
        for (passed, words) in [
            (TimeDelta::seconds(59), "1分以内"),
            (TimeDelta::minutes(3), "3分前"),
            (TimeDelta::minutes(119), "1時間前"),
            (TimeDelta::hours(49), "2日前"),
        ] {
            assert_eq!(age(at, at + passed), words);
        }
    }
}
