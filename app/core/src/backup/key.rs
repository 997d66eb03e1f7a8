//! The key that opens the second steps of signing in. With the database it is
//! everything that signs somebody in, so a backup holds it only when asked.

use std::{fs, io, path::Path};

use domain::Fault;
use sea_orm::ConnectionTrait;

use crate::{
    Error, Result, account, files,
    seal::{FILE, Seal},
};

/// Whether a backup holds the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// It does: who has the backup has every second step.
    Include,
    /// It does not: the key is kept elsewhere.
    LeaveOut,
}

/// What became of the key when a backup was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Nobody is asked for a code.
    NotNeeded,
    /// It came out of the backup.
    Restored,
    /// The right one stood in the data directory already.
    Held,
    /// So many people cannot sign in with a code until it is brought.
    Missing(usize),
}

/// A key that came with a backup must not push another aside.
pub(super) fn check_place(unpacked: &Path, data_dir: &Path) -> Result<()> {
    let (ours, theirs) = (Seal::at(data_dir).file()?, Seal::at(unpacked).file()?);
    if ours.is_none() || ours == theirs {
        return Ok(());
    }
    let message = format!(
        "{} は、バックアップに入っている鍵と違います。先に別の場所へ移してから、もう一度戻してください。何も変えていません。",
        data_dir.join(FILE).display()
    );
    Err(Error::invalid(Fault::whole("restore-key-differs", message)))
}

/// What becomes of the key. `unpacked` is the folder of the one in the backup.
pub(super) async fn state(
    db: &impl ConnectionTrait,
    unpacked: Option<&Path>,
    data_dir: &Path,
) -> Result<KeyState> {
    let (asked, opened) = account::openable(db, &Seal::at(unpacked.unwrap_or(data_dir))).await?;
    Ok(match (asked - opened, unpacked) {
        (0, Some(_)) => KeyState::Restored,
        (0, None) if asked == 0 => KeyState::NotNeeded,
        (0, None) => KeyState::Held,
        (missing, _) => KeyState::Missing(missing),
    })
}

/// Puts the key that came with a backup where the server looks for it.
pub(super) fn place(unpacked: &Path, data_dir: &Path) -> io::Result<()> {
    fs::rename(unpacked.join(FILE), data_dir.join(FILE))?;
    files::sync_dir(data_dir)
}
