//! 案件: the entries of the register.

mod aggregate;
pub mod edit;
mod list;
mod model;
mod view;

pub use list::{ItemOrder, ItemQuery, ItemRow, count, list};
pub(crate) use list::{matching, sees_proposals, unplaced};
pub use view::{ItemView, Printed, Relative, view};
