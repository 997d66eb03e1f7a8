//! 案件: the entries of the register.

mod aggregate;
pub mod bulk;
pub mod edit;
mod fit;
mod list;
mod model;
mod view;

pub use list::{ItemOrder, ItemPage, ItemPlace, ItemQuery, ItemRow, PartyFilter, list, media, page};
pub(crate) use list::{listed, matching, sees_proposals, wanted};
pub use view::{ItemView, Printed, Relative, openable, view};
