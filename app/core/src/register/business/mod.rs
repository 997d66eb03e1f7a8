//! 登録業務: the registered handlings of personal data that items pick.

mod aggregate;
mod edit;
mod list;
mod view;

pub use edit::{BusinessInput, archive, change, create, restore};
pub use list::{BusinessOrder, BusinessQuery, BusinessRow, count, list};
pub use view::{BusinessView, view};
