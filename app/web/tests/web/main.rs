//! The pages of a ward over its real router, in process.
#![expect(clippy::unwrap_used, reason = "a helper that fails should fail the test that called it")]

mod browser;
mod errors;
mod finding;
mod guards;
mod home;
mod register;
mod routes;
mod session;
mod sign_in;
mod source;
