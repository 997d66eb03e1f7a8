//! What a backup says of itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What `format` says in every backup.
pub(super) const FORMAT: &str = "azukari-backup";
/// The version that this program writes and reads.
pub(super) const VERSION: u32 = 1;

/// The list in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Always `azukari-backup`.
    pub format: String,
    /// Always 1.
    pub version: u32,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many entries the audit trail has.
    pub entries: i64,
    /// The digest of its last entry.
    pub head: String,
    /// The database.
    pub database: Held,
    /// The attachments it names, by SHA-256.
    pub attachments: Vec<Held>,
    /// The key that opens the second steps, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Held>,
}

/// One file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Held {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its length, in bytes.
    pub size: u64,
}
