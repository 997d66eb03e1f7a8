//! 審議会: sessions, the papers put to them, and what came out.

mod outcome;
mod reference;
mod submission;

pub use outcome::{Outcome, OutcomeResult};
pub use reference::SubmissionRef;
pub use submission::{Outline, Part, Submission, SubmissionState};

use chrono::NaiveDate;

use crate::{Id, date::FiscalYear, record::record};

record! {
    /// 審議会の回. Numbers restart at 1 each fiscal year.
    pub struct Session {
        /// Identity.
        pub id: Id<Session>,
        /// 年度.
        pub fiscal_year: FiscalYear,
        /// 第N回.
        pub number: u32,
        /// The day it meets, once known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub held_on: Option<NaiveDate>,
    }
}

impl Session {
    /// 平成29年度第5回.
    pub fn label(&self) -> String {
        format!("{}第{}回", self.fiscal_year.label(), self.number)
    }
}
