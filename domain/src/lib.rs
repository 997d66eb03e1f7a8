//! The rules of the register: what a programme, an item, a clause set, a paper
//! is. No I/O, no clock, no random numbers; compiles to wasm32.

pub mod annex;
pub mod bundle;
pub mod clauses;
pub mod council;
pub mod date;
pub mod dictionary;
pub mod duty;
mod fault;
mod id;
pub mod item;
pub mod legal;
pub mod organisation;
pub mod party;
pub mod password;
pub mod programme;
mod record;
pub mod sheet;
pub mod text;
pub mod usage;

pub use fault::{Fault, Place};
pub use id::Id;
