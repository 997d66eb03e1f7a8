//! Clause sets: the privacy clauses attached to contracts.

pub(crate) mod aggregate;
mod change;
mod duties;
mod edit;
mod file;
mod life;
mod pair;
pub mod paper;
mod print;
mod profiles;
mod read;
mod text;

pub(crate) use change::may_become;
pub use edit::{FactsInput, change_facts, check_readable, create, facts_seen, replace_text, text_seen};
pub use file::{FileText, read_file};
pub use life::{PublishInput, Standing, discard, editions_seen, publish, revise, standing};
pub use pair::{EditionPair, NamedEdition, pair};
pub(crate) use print::printed;
pub(crate) use profiles::{Profiles, attachable, profiles};
pub(crate) use read::edition_names;
pub use read::{ClauseSetRow, ClauseSetView, ClauseUse, EditionName, EditionRow, list, names, view};
pub use text::{EditionEdit, check_text, edition_edit, save_text};
