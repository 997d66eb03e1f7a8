//! The pages of a ward over its real router, in process.

mod browser;
mod errors;
mod guards;
mod routes;
mod session;
mod sign_in;
mod source;
