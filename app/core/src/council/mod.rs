//! The council: its sessions, the papers put to them, what they decided.

mod lines;
pub mod outcome;
pub mod paper;
pub mod session;
pub mod submission;

pub use lines::{OutcomeLine, SessionName, SubmissionLine};
pub(crate) use lines::{history, outcomes, submissions};
