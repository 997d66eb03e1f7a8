//! The files themselves: `ab/cdef…`, so that no folder grows too large.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
    time::SystemTime,
};

use uuid::Uuid;

use crate::{audit::chain, files};

/// Where files stand while they are written.
pub(super) const INCOMING: &str = "incoming";

/// What reading a file gave.
pub(super) enum Read {
    /// Its bytes, as they were stored.
    Whole(Vec<u8>),
    /// There is no such file.
    Missing,
    /// There is one, with other bytes.
    Damaged,
}

/// Whether a text is a SHA-256 as we write it, and so safe in a path.
pub(super) fn is_name(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// Where a file with this SHA-256 is.
pub(super) fn path(root: &Path, sha256: &str) -> PathBuf {
    root.join(&sha256[..2]).join(&sha256[2..])
}

/// Writes a file beside, syncs it, gives it its name, syncs the folder. One
/// that is there whole is kept and made young again: whoever puts it is about
/// to name it.
pub(super) fn write(
    root: &Path,
    sha256: &str,
    bytes: &[u8],
    temporary: Uuid,
    now: SystemTime,
) -> io::Result<()> {
    let target = path(root, sha256);
    if matches!(read(root, sha256)?, Read::Whole(_)) {
        return File::options().write(true).open(target)?.set_modified(now);
    }
    let folder = root.join(&sha256[..2]);
    if !folder.is_dir() {
        files::create_private_dir(&folder)?;
        files::sync_dir(root)?;
    }
    let incoming = root.join(INCOMING).join(temporary.to_string());
    let mut file = files::create_private(&incoming)?;
    let written = file.write_all(bytes).and_then(|()| file.set_modified(now)).and_then(|()| file.sync_all());
    if let Err(error) = written.and_then(|()| fs::rename(&incoming, &target)) {
        // The first error is the one to tell; what is left here is collected.
        let _ = fs::remove_file(&incoming);
        return Err(error);
    }
    files::sync_dir(&folder)
}

/// Reads a file and checks it.
pub(super) fn read(root: &Path, sha256: &str) -> io::Result<Read> {
    match fs::read(path(root, sha256)) {
        Ok(bytes) if chain::sha256(&bytes) == sha256 => Ok(Read::Whole(bytes)),
        Ok(_) => Ok(Read::Damaged),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Read::Missing),
        Err(error) => Err(error),
    }
}

/// The files that were last put before a moment: those with a name, by their
/// SHA-256, and those never finished, by their path.
pub(super) fn older_than(root: &Path, moment: SystemTime) -> io::Result<(Vec<String>, Vec<PathBuf>)> {
    let (mut named, mut unfinished) = (Vec::new(), Vec::new());
    for folder in fs::read_dir(root)? {
        let folder = folder?;
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            if file.metadata()?.modified()? >= moment {
                continue;
            }
            let (shard, name) = (folder.file_name(), file.file_name());
            let sha256 = format!("{}{}", shard.to_string_lossy(), name.to_string_lossy());
            if is_name(&sha256) {
                named.push(sha256);
            } else if shard == INCOMING {
                unfinished.push(file.path());
            }
        }
    }
    named.sort_unstable();
    Ok((named, unfinished))
}

/// Deletes a file if it is still older than a moment.
pub(super) fn remove_if_older(path: &Path, moment: SystemTime) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.modified()? < moment => fs::remove_file(path).map(|()| true),
        Ok(_) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
