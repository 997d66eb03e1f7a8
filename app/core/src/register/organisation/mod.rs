//! The ward's own text, its implementing bodies, departments and sections.

mod aggregate;
mod edit;
mod tree;
mod unit;
mod view;
mod ward_text;

pub use aggregate::WARD_ID;
pub(crate) use aggregate::{save_ward, ward};
pub use edit::{EndInput, UnitInput, change, create, end, restore};
pub use tree::{BodyNode, DepartmentNode, OrganisationQuery, SectionNode, tree};
pub use unit::{Organisation, UnitKind, UnitName, organisation};
pub use view::{UnitView, view};
pub use ward_text::{WardInput, change_ward, described_ward, ward_seen};
