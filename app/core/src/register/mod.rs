//! The register: programmes, items, parties, annexes, and what they rest on.

pub mod annex;
pub mod business;
pub mod dependents;
pub mod dictionary;
pub mod duty;
pub mod edit;
pub(crate) mod index;
pub mod item;
pub mod ledger;
pub mod legal;
pub mod list;
pub(crate) mod lookup;
pub mod organisation;
pub mod party;
pub mod programme;
mod programme_read;
pub(crate) mod rows;
pub(crate) mod scope;
mod search;
pub(crate) mod typed;
pub(crate) mod uses;

pub use index::rebuild as rebuild_index;
pub use lookup::{SectionName, sections};
pub use programme_read::{
    ProgrammeQuery, ProgrammeRow, ProgrammeView, count_programmes, list_programmes, view_programme,
};
pub use search::{SearchGroup, SearchHit, SearchResult, search};
pub use uses::ItemUse;
