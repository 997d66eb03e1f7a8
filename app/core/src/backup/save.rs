//! Making a backup.

use std::{
    fs::{self, File},
    io::{self, BufReader, Read, Write as _},
    path::{Path, PathBuf},
};

use domain::Fault;
use entity::{attachment, web_session};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, QueryOrder as _, Statement};
use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    ATTACHMENTS, DATABASE, Key, MANIFEST, checked,
    manifest::{FORMAT, Held, Manifest, VERSION},
    open_copy,
};
use crate::{Error, Result, Ward, audit::chain, files, seal};

const CONTEXT: &str = "バックアップを作成できません。";
/// Read and written at a time, in bytes.
const PIECE: usize = 1 << 20;

/// Writes a backup of a ward to a file that is not there yet, while others may
/// go on writing. Sign-ins are left out, and so is the key that opens the second
/// steps unless it is asked for; where none has been made there is none.
///
/// # Errors
/// `Invalid`: `backup-exists` if the file is there, `backup-engine` on
/// PostgreSQL; `Internal` if the copy does not pass its check or the disk
/// fails. Nothing is left then.
pub async fn save(ward: &Ward, target: &Path, key: Key) -> Result<Manifest> {
    if ward.store().is_shared() {
        let message = "PostgreSQL のバックアップは pg_dump で取ってください（添付ファイルは data の attachments を写します）。";
        return Err(Error::invalid(Fault::whole("backup-engine", message)));
    }
    if target.exists() {
        let message = format!("{} は既にあります。別の名前にしてください。", target.display());
        return Err(Error::invalid(Fault::whole("backup-exists", message)));
    }
    let beside = Beside::new(target, ward)?;
    let made = Box::pin(write(ward, &beside, target, key)).await;
    beside.remove();
    made
}

async fn write(ward: &Ward, beside: &Beside, target: &Path, key: Key) -> Result<Manifest> {
    let (entries, head, names) = copy_database(ward, &beside.database).await?;
    let (sha256, size) = blocking({
        let database = beside.database.clone();
        move || digest(&database)
    })
    .await?;
    let mut attachments = Vec::with_capacity(names.len());
    let mut archive = Archive::create(beside.archive.clone(), beside.database.clone()).await?;
    for name in names {
        let bytes = ward.attachments().get(&name).await?;
        attachments.push(Held { sha256: name.clone(), size: bytes.len() as u64 });
        archive = Box::pin(archive.stored(format!("{ATTACHMENTS}{name}"), bytes)).await?;
    }
    let key = match key {
        Key::Include => ward.seal().file()?,
        Key::LeaveOut => None,
    };
    let held = key.as_ref().map(|key| Held { sha256: chain::sha256(key), size: key.len() as u64 });
    if let Some(key) = key {
        archive = Box::pin(archive.stored(seal::FILE.to_owned(), key)).await?;
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        version: VERSION,
        made_at: ward.clock().now(),
        entries,
        head,
        database: Held { sha256, size },
        attachments,
        key: held,
    };
    Box::pin(archive.finish(&manifest, target)).await?;
    Ok(manifest)
}

/// The files that stand beside the target while it is made.
struct Beside {
    folder: PathBuf,
    database: PathBuf,
    archive: PathBuf,
}

impl Beside {
    fn new(target: &Path, ward: &Ward) -> Result<Self> {
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new(".")).join(format!(".azukari-{}", ward.clock().new_id()));
        files::create_private_dir(&folder).map_err(Error::internal(CONTEXT))?;
        Ok(Self { database: folder.join(DATABASE), archive: folder.join("backup"), folder })
    }

    fn remove(self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(error.cause = %error, folder = %self.folder.display(), "not removed");
        }
    }
}

/// Copies the database as it stands at this moment, checks the copy, and tells
/// its trail and the attachments it names.
async fn copy_database(ward: &Ward, copy: &Path) -> Result<(i64, String, Vec<String>)> {
    // SQLite fills an empty file, which keeps its rights.
    files::create_private(copy).map_err(Error::internal(CONTEXT))?;
    let db = ward.store().read();
    let path = copy.to_str().ok_or_else(|| Error::internal(CONTEXT)("a path that is no text"))?;
    let into = Statement::from_sql_and_values(db.get_database_backend(), "VACUUM INTO ?", [path.into()]);
    db.execute_raw(into).await?;
    let store = open_copy(copy.to_owned(), ward.clock().clone()).await?;
    let done = async {
        store
            .exempt_write(async |tx| {
                web_session::Entity::delete_many().exec(tx.conn()).await?;
                Ok(())
            })
            .await?;
        store.rewrite().await?;
        let (entries, head) = checked(&store).await?;
        let rows =
            attachment::Entity::find().order_by_asc(attachment::Column::Sha256).all(store.read()).await?;
        Ok((entries, head, rows.into_iter().map(|row| row.sha256).collect()))
    }
    .await;
    store.close().await?;
    done
}

/// The archive while it is filled; each step is taken off the async threads.
struct Archive {
    zip: ZipWriter<File>,
    path: PathBuf,
}

impl Archive {
    async fn create(path: PathBuf, database: PathBuf) -> Result<Self> {
        blocking(move || {
            let mut zip = ZipWriter::new(files::create_private(&path)?);
            zip.start_file(DATABASE, packed())?;
            io::copy(&mut BufReader::with_capacity(PIECE, File::open(database)?), &mut zip)?;
            Ok(Self { zip, path })
        })
        .await
    }

    async fn stored(mut self, name: String, bytes: Vec<u8>) -> Result<Self> {
        blocking(move || {
            // Papers and photographs do not shrink.
            let stored = packed().compression_method(CompressionMethod::Stored).compression_level(None);
            self.zip.start_file(name, stored)?;
            self.zip.write_all(&bytes)?;
            Ok(self)
        })
        .await
    }

    async fn finish(mut self, manifest: &Manifest, target: &Path) -> Result<()> {
        let text = serde_json::to_vec_pretty(manifest).map_err(Error::internal(CONTEXT))?;
        let target = target.to_owned();
        blocking(move || {
            self.zip.start_file(MANIFEST, packed())?;
            self.zip.write_all(&text)?;
            self.zip.finish()?.sync_all()?;
            publish(&self.path, &target)?;
            let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty());
            files::sync_dir(parent.unwrap_or(Path::new(".")))
        })
        .await
    }
}

/// Gives the finished file its name. A link refuses one that somebody took
/// meanwhile; where the disk knows no links it is renamed.
fn publish(path: &Path, target: &Path) -> io::Result<()> {
    match fs::hard_link(path, target) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::rename(path, target),
        linked => linked,
    }
}

fn packed() -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .large_file(true)
}

fn digest(path: &Path) -> io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; PIECE]);
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((chain::hex(&hash.finalize()), size));
        }
        hash.update(&piece[..read]);
        size += read as u64;
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal(CONTEXT))?;
    done.map_err(Error::internal(CONTEXT))
}
