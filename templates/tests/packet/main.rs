//! The council packet as PDF, looked at with outside tools.

#![expect(clippy::expect_used, clippy::panic, reason = "helpers of tests fail the test")]

mod attachment;
mod characters;
mod file;
mod fixture;
mod layout;
mod ledger;
mod printed;
mod tools;
