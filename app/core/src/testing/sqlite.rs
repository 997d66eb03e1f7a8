//! SQLite files, copied from one that was migrated once.

use std::path::Path;

use tokio::sync::OnceCell;

use crate::{Error, Result, clock::Clock, store::DatabaseUrl, store::Store};

static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
const CONTEXT: &str = "テスト用のデータベースを作成できません。";

pub(super) async fn create(folder: &Path) -> Result<DatabaseUrl> {
    let template = TEMPLATE.get_or_try_init(template).await?;
    let path = folder.join("azukari.db");
    std::fs::write(&path, template).map_err(Error::internal(CONTEXT))?;
    Ok(DatabaseUrl::sqlite(path))
}

async fn template() -> Result<Vec<u8>> {
    let folder = tempfile::tempdir().map_err(Error::internal(CONTEXT))?;
    let path = folder.path().join("azukari.db");
    let store = Store::connect(&DatabaseUrl::sqlite(&path), Clock::system()).await?;
    store.migrate().await?;
    // Closing folds the log into the file.
    store.close().await?;
    std::fs::read(path).map_err(Error::internal(CONTEXT))
}
