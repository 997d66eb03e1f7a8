//! 根拠: the articles that items are put forward under.

mod aggregate;
mod edit;
mod list;
mod succeed;
mod view;

pub(crate) use edit::kind_refused;
pub use edit::{LegalFacts, LegalInput, archive, change, create, label_field, restore};
pub use list::{LegalOrder, LegalQuery, LegalRow, list};
pub use succeed::succeed;
pub use view::{LegalView, view};
