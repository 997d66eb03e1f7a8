//! The register: programmes, items, parties, annexes, and what they rest on.

pub mod annex;
mod business;
pub mod dictionary;
pub mod edit;
pub mod item;
mod legal;
pub mod list;
pub(crate) mod lookup;
pub(crate) mod organisation;
pub mod party;
pub mod programme;
mod programme_read;
pub(crate) mod rows;
pub(crate) mod uses;

pub use lookup::{SectionName, sections};
pub use programme_read::{
    ProgrammeQuery, ProgrammeRow, ProgrammeView, count_programmes, list_programmes, view_programme,
};
pub use uses::ItemUse;
