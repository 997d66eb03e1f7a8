//! The rules of the register: what a programme, an item, a clause set, a paper
//! is. No I/O, no clock, no random numbers; compiles to wasm32.

mod fault;

pub use fault::{Fault, Place};
