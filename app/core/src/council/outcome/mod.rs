//! 議決等: what sessions decided.

mod aggregate;
mod list;

pub(crate) use aggregate::link;
pub use list::OutcomeRow;
pub(crate) use list::rows;
