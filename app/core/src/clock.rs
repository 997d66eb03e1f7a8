//! The only source of time and of new ids.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time: the machine's, or a fixed one for tests. Clones share it.
#[derive(Clone)]
pub struct Clock {
    source: Source,
    ids: Arc<Mutex<ContextV7>>,
}

#[derive(Clone)]
enum Source {
    System,
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { source: Source::System, ids: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// A clock that stands still until it is advanced.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        let at = Arc::new(Mutex::new(at.trunc_subsecs(6)));
        Self { source: Source::Fixed(at), ids: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// Moves a fixed clock; the machine's is not ours to move.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Fixed(at) = &self.source {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at += by;
        }
    }

    /// Now, in UTC, cut to microseconds: what both engines can keep.
    pub fn now(&self) -> DateTime<Utc> {
        match &self.source {
            Source::System => system_now().trunc_subsecs(6),
            Source::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// The day in Japan: fiscal years, due dates and eras go by it.
    pub fn today(&self) -> NaiveDate {
        day_in_japan(self.now())
    }

    /// A new id (UUID version 7), later than all before it from this clock.
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let ids = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*ids, seconds, now.timestamp_subsec_nanos()))
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock").field("now", &self.now()).finish_non_exhaustive()
    }
}

/// The day in Japan at a moment. Japan keeps no summer time.
pub fn day_in_japan(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(9)).date_naive()
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_turns_at_midnight_in_japan() {
        let clock = Clock::fixed(at("2026-03-31T14:59:59.999999Z"));
        assert_eq!(clock.today().to_string(), "2026-03-31");
        clock.advance(TimeDelta::microseconds(1));
        assert_eq!(clock.today().to_string(), "2026-04-01");
    }

    #[test]
    fn time_is_cut_to_microseconds() {
        assert_eq!(
            Clock::fixed(at("2026-01-01T00:00:00.123456789Z")).now(),
            at("2026-01-01T00:00:00.123456Z")
        );
        assert_eq!(Clock::system().now().timestamp_subsec_nanos() % 1_000, 0);
    }

    #[test]
    fn ids_rise_even_within_one_instant() {
        let clock = Clock::fixed(at("2026-01-01T00:00:00Z"));
        let ids: Vec<Uuid> = (0..1_000).map(|_| clock.new_id()).collect();
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| id.get_version_num() == 7));
    }
}
