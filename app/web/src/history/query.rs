//! What a person asks of the trail, as it stands in the address.

use azukari_core::audit::{Action, TrailQuery, words};
use domain::date::read_date;

use crate::form::{Field, Posted};

/// The conditions, and what is wrong with them.
pub(super) struct Asked {
    pub(super) query: TrailQuery,
    pub(super) from: Field,
    pub(super) to: Field,
}

impl Asked {
    /// Reads the address. A day that cannot be read is told at its field and
    /// limits nothing.
    pub(super) fn read(posted: &Posted, limit: u64) -> Self {
        let (from, first) = day(posted, "from");
        let (to, last) = day(posted, "to");
        let kind = posted.get("kind");
        let query = TrailQuery {
            text: posted.get("q").trim().to_owned(),
            login: posted.get("login").to_owned(),
            action: Action::from_code(posted.get("action")),
            kind: words::kind(kind).map(|_| kind.to_owned()).unwrap_or_default(),
            from: first,
            to: last,
            before: posted.get("before").parse().ok(),
            limit,
        };
        Self { query, from, to }
    }

    /// Whether a day could not be read.
    pub(super) fn is_faulty(&self) -> bool {
        !self.from.errors.is_empty() || !self.to.errors.is_empty()
    }
}

fn day(posted: &Posted, name: &str) -> (Field, Option<chrono::NaiveDate>) {
    let mut field = Field::plain(name, posted.get(name));
    if field.value.trim().is_empty() {
        return (field, None);
    }
    match read_date(&field.value) {
        Ok(reading) => (field, Some(reading.date)),
        Err(fault) => {
            field.errors.push(fault.to_string());
            (field, None)
        }
    }
}
