//! Store, policy and the services of each noun. Knows nothing of pages.

pub mod account;
mod actor;
pub mod attachment;
pub mod audit;
pub mod backup;
pub mod bundle;
pub mod clauses;
pub mod clock;
pub mod config;
pub mod council;
pub mod draft;
mod error;
pub mod exchange;
mod files;
pub mod home;
pub mod housekeeping;
pub mod idempotency;
pub mod policy;
pub mod register;
mod renderer;
pub mod saved_view;
mod seal;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod ward;
pub mod web_session;

pub use actor::Actor;
pub use error::{Error, Result};
pub use renderer::Renderer;
pub use seal::Seal;
pub use ward::{Options, Ward};
