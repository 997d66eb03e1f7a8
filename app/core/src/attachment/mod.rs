//! Files kept beside the database under the SHA-256 of their content. A file
//! is on the disk, synced, before the commit that names it; it is checked each
//! time it is read; what no commit came to name is collected later.

mod disk;
mod orphans;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use entity::attachment;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use crate::{Error, Result, audit::chain, clock::Clock, files, store::Store, store::WriteTx};

/// The folder in the data directory.
const FOLDER: &str = "attachments";

/// The attachment store of a ward. Clones share it.
#[derive(Debug, Clone)]
pub struct Attachments {
    root: Arc<PathBuf>,
    clock: Clock,
}

/// A file on the disk that may now be named in a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its length, in bytes.
    pub size: u64,
}

impl Attachments {
    /// Opens the store in a data directory.
    pub(crate) fn open(data_dir: &Path, clock: Clock) -> Result<Self> {
        let root = data_dir.join(FOLDER);
        files::create_private_dir(&root.join(disk::INCOMING))
            .and_then(|()| files::sync_dir(&root))
            .map_err(Error::internal("添付ファイルの保存先を作成できません。"))?;
        Ok(Self { root: Arc::new(root), clock })
    }

    /// Writes a file to the disk and syncs it. Nothing names it yet: `record`
    /// it in a write within seven days.
    ///
    /// # Errors
    /// `Internal` if the disk refuses.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Stored> {
        let (root, temporary) = (Arc::clone(&self.root), self.clock.new_id());
        let now = self.clock.now();
        blocking("添付ファイルを保存できません。", move || {
            let stored = Stored { sha256: chain::sha256(&bytes), size: bytes.len() as u64 };
            disk::write(&root, &stored.sha256, &bytes, temporary, now.into())?;
            Ok(stored)
        })
        .await
    }

    /// Names a stored file in a write. The same content may be named again.
    ///
    /// # Errors
    /// `Database`.
    pub async fn record(&self, tx: &WriteTx, stored: &Stored, name: &str, media_type: &str) -> Result<()> {
        if attachment::Entity::find_by_id(&stored.sha256).one(tx.conn()).await?.is_some() {
            return Ok(());
        }
        let row = attachment::Model {
            sha256: stored.sha256.clone(),
            size: i64::try_from(stored.size).map_err(Error::internal("添付ファイルが大きすぎます。"))?,
            media_type: media_type.to_owned(),
            name: name.to_owned(),
            created_at: self.clock.now(),
        };
        row.clone().into_active_model().insert(tx.conn()).await?;
        tx.created("attachment", audit_id(&stored.sha256), &row).await
    }

    /// What is known of a file.
    ///
    /// # Errors
    /// `NotFound` if no write named it.
    pub async fn find(&self, store: &Store, sha256: &str) -> Result<attachment::Model> {
        let found = attachment::Entity::find_by_id(sha256).one(store.read()).await?;
        found.ok_or_else(|| Error::NotFound("添付ファイル".into()))
    }

    /// The bytes of a file, checked against their SHA-256.
    ///
    /// # Errors
    /// `NotFound` if it is not on the disk; `Internal` if the disk fails or the
    /// bytes are no longer those that were stored.
    pub async fn get(&self, sha256: &str) -> Result<Vec<u8>> {
        if !disk::is_name(sha256) {
            return Err(Error::NotFound("添付ファイル".into()));
        }
        let (root, sha256) = (Arc::clone(&self.root), sha256.to_owned());
        let read = blocking("添付ファイルを読めません。", move || disk::read(&root, &sha256)).await?;
        match read {
            disk::Read::Whole(bytes) => Ok(bytes),
            disk::Read::Missing => Err(Error::NotFound("添付ファイル".into())),
            disk::Read::Damaged => Err(Error::internal(
                "添付ファイルが壊れています。バックアップから戻してください。",
            )("SHA-256 differs")),
        }
    }
}

/// Whether a text is a SHA-256 as attachments are named.
pub(crate) fn is_name(text: &str) -> bool {
    disk::is_name(text)
}

/// Moves a file whose bytes were checked into the store of a data directory.
pub(crate) fn adopt(data_dir: &Path, sha256: &str, file: &Path, now: SystemTime) -> std::io::Result<()> {
    let target = disk::path(&data_dir.join(FOLDER), sha256);
    if let Some(folder) = target.parent() {
        files::create_private_dir(folder)?;
        std::fs::rename(file, &target)?;
        std::fs::File::options().write(true).open(&target)?.set_modified(now)?;
        files::sync_dir(folder)?;
    }
    Ok(())
}

/// The id under which a file stands in the audit trail.
fn audit_id(sha256: &str) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, sha256.as_bytes())
}

async fn blocking<T: Send + 'static>(
    context: &'static str,
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Error::internal(context))?;
    done.map_err(Error::internal(context))
}
