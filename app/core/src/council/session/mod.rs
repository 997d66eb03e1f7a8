//! 審議会の回: sessions.

mod aggregate;
mod edit;
mod list;

pub(crate) use aggregate::{label, session};
pub use edit::{SessionInput, change, create};
pub use list::{SessionPage, SessionRow, list, page};
