//! What a person posted, and what a form shows: the values as typed, the faults
//! beside their fields, what is stored meanwhile, and the draft that waits.

mod age;
mod draft;
mod edit;
mod posted;
mod read;
mod state;

pub(crate) use draft::{DRAFT_LIMIT, keep, routes};
pub(crate) use posted::{Posted, Upload};
pub(crate) use read::read_posted;
pub(crate) use state::control_id;
pub(crate) use state::{DraftNote, Field, FormState};

/// The name of the hidden field that makes a double click one record.
pub(crate) const KEY_FIELD: &str = "form-key";

/// The hidden field with the digest of what the person saw.
pub(crate) const SEEN_FIELD: &str = "seen";

/// The hidden field with the address of the page that a form stands on: under
/// it its draft is kept.
pub(crate) const PAGE_FIELD: &str = "form-page";

/// The button that only keeps a draft.
pub(crate) const DRAFT_FIELD: &str = "save-draft";

/// The buttons that change a list in a form; nothing is saved by them.
pub(crate) const OP_FIELD: &str = "op";
