//! The register as one file: read, check, take in, give out.

mod changes;
mod explain;
mod export;
mod import;
pub(crate) mod known;
mod lives;
mod read;

pub use export::{export, to_json};
pub(crate) use import::run;
pub use import::{ImportReport, Mode, NounReport, import};
pub use read::{LIMIT, parse, read};

use domain::bundle::Bundle;

/// The sample ward 見本区, as a bundle.
pub const SAMPLE: &str = include_str!("sample.json");

/// The JSON Schema of a bundle, as JSON.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Bundle).to_value()
}
