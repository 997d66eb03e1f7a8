//! Taking a backup in, where nothing is yet.

use std::{
    fs::{self, File},
    io::{self, Read, Write as _},
    path::Path,
};

use domain::Fault;
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use super::{
    ATTACHMENTS, DATABASE, KeyState, MANIFEST, checked, key,
    manifest::{FORMAT, Held, Manifest, VERSION},
    open_copy,
};
use crate::{Error, Result, attachment, audit::chain, clock::Clock, files, seal, store::Schema};

const CONTEXT: &str = "バックアップから戻せません。";
/// The longest list a backup can have, in bytes.
const LONGEST_MANIFEST: u64 = 64 << 20;
/// Read and written at a time, in bytes.
const PIECE: usize = 1 << 20;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// What became of the key that opens the second steps.
    pub key: KeyState,
}

/// Restores a backup into a data directory that holds no database. Everything
/// is unpacked beside and checked first: bytes against the list, the database
/// against itself, the audit trail against the list.
///
/// # Errors
/// `Invalid`: `restore-occupied` if there is a database already,
/// `restore-key-differs` if there is another key than the backup's,
/// `backup-unreadable` or `backup-damaged` if the file is no backup or not the
/// one that was made. The directory is then as it was.
pub async fn restore(backup: &Path, data_dir: &Path, clock: Clock) -> Result<Restored> {
    let database = data_dir.join(DATABASE);
    if database.exists() {
        let message = format!(
            "{} があるため戻せません。別のデータディレクトリを指定するか、今のものを先に移してください。",
            database.display()
        );
        return Err(Error::invalid(Fault::whole("restore-occupied", message)));
    }
    files::create_private_dir(data_dir).map_err(Error::internal(CONTEXT))?;
    let folder = data_dir.join(format!("restore-{}", clock.new_id()));
    files::create_private_dir(&folder).map_err(Error::internal(CONTEXT))?;
    let done = unpack_and_check(backup, data_dir, &folder, &clock).await;
    if let Err(error) = fs::remove_dir_all(&folder) {
        tracing::warn!(error.cause = %error, folder = %folder.display(), "not removed");
    }
    done
}

async fn unpack_and_check(backup: &Path, data_dir: &Path, folder: &Path, clock: &Clock) -> Result<Restored> {
    let (archive, into) = (backup.to_owned(), folder.to_owned());
    let unpacked = tokio::task::spawn_blocking(move || unpack(&archive, &into)).await;
    let manifest = unpacked.map_err(Error::internal(CONTEXT))??;
    let with_key = manifest.key.as_ref().map(|_| folder.to_owned());
    if with_key.is_some() {
        key::check_place(folder, data_dir)?;
    }
    let copy = folder.join(DATABASE);
    let store = open_copy(copy.clone(), clock.clone()).await?;
    let found = async {
        // A newer program's database is refused here.
        let schema = store.schema().await?;
        let trail = checked(&store).await?;
        let key = match key::state(store.read(), with_key.as_deref(), data_dir).await {
            // An old one knows of no second step.
            Err(Error::Database(_)) if schema != Schema::Current => KeyState::NotNeeded,
            known => known?,
        };
        Ok::<_, Error>((schema, trail, key))
    }
    .await;
    store.close().await?;
    let (schema, (entries, head), key) = found?;
    if schema == Schema::Empty || (entries, &head) != (manifest.entries, &manifest.head) {
        return Err(damaged("変更履歴が一覧と合いません"));
    }
    let (folder, data_dir) = (folder.to_owned(), data_dir.to_owned());
    let names: Vec<String> = manifest.attachments.iter().map(|held| held.sha256.clone()).collect();
    let moment = clock.now().into();
    let moved = tokio::task::spawn_blocking(move || -> io::Result<()> {
        for name in &names {
            attachment::adopt(&data_dir, name, &folder.join(name), moment)?;
        }
        if with_key.is_some() {
            key::place(&folder, &data_dir)?;
        }
        fs::rename(copy, data_dir.join(DATABASE))?;
        files::sync_dir(&data_dir)
    })
    .await;
    moved.map_err(Error::internal(CONTEXT))?.map_err(Error::internal(CONTEXT))?;
    Ok(Restored { manifest, key })
}

/// Unpacks what the list names, and nothing else, into a folder.
fn unpack(backup: &Path, folder: &Path) -> Result<Manifest> {
    let file = File::open(backup).map_err(|cause| {
        let message = format!("{} を開けません（{cause}）。", backup.display());
        Error::invalid(Fault::whole("backup-unreadable", message))
    })?;
    let mut archive = ZipArchive::new(file).map_err(|_| unreadable())?;
    let manifest = manifest(&mut archive)?;
    take(&mut archive, DATABASE, &manifest.database, &folder.join(DATABASE))?;
    if let Some(held) = &manifest.key {
        take(&mut archive, seal::FILE, held, &folder.join(seal::FILE))?;
    }
    for held in &manifest.attachments {
        if !attachment::is_name(&held.sha256) {
            return Err(damaged("添付ファイルの名前が正しくありません"));
        }
        take(&mut archive, &format!("{ATTACHMENTS}{}", held.sha256), held, &folder.join(&held.sha256))?;
    }
    Ok(manifest)
}

fn manifest(archive: &mut ZipArchive<File>) -> Result<Manifest> {
    let entry = archive.by_name(MANIFEST).map_err(|_| unreadable())?;
    let mut text = Vec::new();
    entry.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|_| damaged("一覧を読めません"))?;
    let manifest: Manifest = serde_json::from_slice(&text).map_err(|_| unreadable())?;
    match (manifest.format.as_str(), manifest.version) {
        (FORMAT, VERSION) => Ok(manifest),
        _ => Err(unreadable()),
    }
}

/// Writes one entry to a file, no longer than the list says, and checks it.
fn take(archive: &mut ZipArchive<File>, name: &str, held: &Held, to: &Path) -> Result<()> {
    let entry = archive.by_name(name).map_err(|_| damaged(name))?;
    let mut entry = entry.take(held.size + 1);
    let mut file = files::create_private(to).map_err(Error::internal(CONTEXT))?;
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = entry.read(&mut piece).map_err(|_| damaged(name))?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        size += read as u64;
        file.write_all(&piece[..read]).map_err(Error::internal(CONTEXT))?;
    }
    file.sync_all().map_err(Error::internal(CONTEXT))?;
    if (size, chain::hex(&hash.finalize())) == (held.size, held.sha256.clone()) {
        Ok(())
    } else {
        Err(damaged(name))
    }
}

fn unreadable() -> Error {
    let message = "Azukari のバックアップではないか、途中で切れています。別のファイルを指定してください。";
    Error::invalid(Fault::whole("backup-unreadable", message))
}

fn damaged(what: &str) -> Error {
    let message = format!(
        "バックアップが壊れています（{what}）。別のバックアップを使ってください。何も変えていません。"
    );
    Error::invalid(Fault::whole("backup-damaged", message))
}
