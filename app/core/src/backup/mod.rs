//! One file that holds a whole ward: the database as it stood at one moment,
//! the attachments it names, and a list of both with their SHA-256. It is
//! made while the server runs, checked before it counts, and restored only
//! where nothing is.
//!
//! The file is a ZIP archive: `manifest.json`, `azukari.db`,
//! `attachments/<sha256>`, and `azukari.key` where that was asked for. It holds
//! what the database holds, password hashes too, and is nobody's to read but its
//! owner's.

mod key;
mod manifest;
mod restore;
mod save;

pub use key::{Key, KeyState};
pub use manifest::Manifest;
pub use restore::{Restored, restore};
pub use save::save;

use std::path::PathBuf;

use sea_orm::{ConnectionTrait as _, DatabaseConnection, TryGetable as _};

use crate::{Error, Result, audit, clock::Clock, store::DatabaseUrl, store::Store};

/// The database within the archive, and in a data directory.
pub const DATABASE: &str = "azukari.db";
/// The list within the archive.
const MANIFEST: &str = "manifest.json";
/// What stands before the SHA-256 of an attachment within the archive.
const ATTACHMENTS: &str = "attachments/";

/// Opens a copy of a database that stands alone in a folder.
async fn open_copy(file: PathBuf, clock: Clock) -> Result<Store> {
    Store::connect(&DatabaseUrl::sqlite(file), clock).await
}

/// Checks a copy: its pages, its references, its audit trail. Returns the
/// number of entries of the trail and its head.
async fn checked(store: &Store) -> Result<(i64, String)> {
    let db = store.read();
    let pages = first_text(db, "PRAGMA integrity_check").await?;
    if pages.as_deref() != Some("ok") {
        return Err(damaged(pages.unwrap_or_default()));
    }
    if let Some(table) = first_text(db, "PRAGMA foreign_key_check").await? {
        return Err(damaged(format!("foreign key of {table}")));
    }
    let trail = audit::verify(store).await?;
    match trail.flaw {
        None => Ok((trail.entries, trail.head)),
        Some(flaw) => Err(damaged(flaw.to_string())),
    }
}

/// The first column of the first row.
async fn first_text(db: &DatabaseConnection, pragma: &str) -> Result<Option<String>> {
    let row = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), pragma)).await?;
    row.map(|row| String::try_get_by_index(&row, 0).map_err(|error| Error::Database(error.into())))
        .transpose()
}

fn damaged(cause: String) -> Error {
    Error::internal(
        "データベースの写しが壊れているため、中止しました。azukari audit verify で元のデータベースを確かめてください。",
    )(cause)
}
