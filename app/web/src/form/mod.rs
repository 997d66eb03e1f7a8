//! What a person posted, and what a form shows: the values as typed and the
//! faults beside their fields.

mod posted;
mod read;
mod state;

pub(crate) use posted::{Posted, Upload};
pub(crate) use read::read_posted;
pub(crate) use state::control_id;
pub(crate) use state::{Field, FormState};

/// The name of the hidden field that makes a double click one record.
pub(crate) const KEY_FIELD: &str = "form-key";
