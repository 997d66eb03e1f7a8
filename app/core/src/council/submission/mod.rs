//! 付議案件の資料: submissions.

mod aggregate;
mod list;
mod page;

pub(crate) use list::rows;
pub use list::{SubmissionQuery, SubmissionRow, list};
pub(crate) use page::find;
pub use page::{PartOf, PartView, SubmissionPage, page};
