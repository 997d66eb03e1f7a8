//! 事業者: contractors, subcontractors, linkage partners.

mod aggregate;
mod list;
mod service;
mod view;

pub use list::{EXPIRES_SOON, PartyOrder, PartyQuery, PartyRow, count, list};
pub use service::{
    CertificationInput, PartyInput, archive, certifications_seen, change_certifications, change_facts,
    create, facts_seen, restore, whole_seen,
};
pub use view::{PartyView, view};
