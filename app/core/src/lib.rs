//! Store, policy and the services of each noun. Knows nothing of pages.

mod error;

pub use error::{Error, Result};
