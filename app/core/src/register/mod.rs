//! The register: programmes, items, parties, annexes, and what they rest on.

mod business;
pub mod dictionary;
pub mod edit;
pub mod item;
mod legal;
pub mod list;
pub(crate) mod lookup;
pub(crate) mod organisation;
mod party;
pub(crate) mod programme;
mod programme_read;
pub(crate) mod rows;

pub use lookup::{SectionName, sections};
pub use programme_read::{
    ProgrammeQuery, ProgrammeRow, ProgrammeView, count_programmes, list_programmes, view_programme,
};
