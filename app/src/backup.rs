//! `azukari backup` and `azukari restore`.

use std::path::PathBuf;

use azukari_core::{
    Error,
    backup::{self, DATABASE, Manifest},
    store::DatabaseUrl,
};
use clap::Args;
use domain::Fault;

use crate::{
    cli::Place,
    output::{Result, print_line},
    ward,
};

/// Where to back up to.
#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// 作るファイル。まだない名前にする
    file: PathBuf,
}

/// What to restore.
#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// azukari backup で作ったファイル
    file: PathBuf,
}

/// Makes a backup.
pub(crate) async fn save(place: &Place, arguments: &Backup) -> Result {
    let ward = ward::open(place).await?;
    let made = Box::pin(backup::save(&ward, &arguments.file)).await;
    ward::close(ward).await?;
    print_line(&format!("バックアップを作成しました（{}）。", told(&made?)))
}

/// Restores a backup.
pub(crate) async fn restore(place: &Place, arguments: &Restore) -> Result {
    let here = DatabaseUrl::sqlite(place.data_dir.join(DATABASE));
    if place.database.as_ref().is_some_and(|database| *database != here) {
        let message = "戻す先はデータディレクトリの azukari.db です。--database（DATABASE_URL）を外し、--data-dir で指定してください。";
        return Err(Error::invalid(Fault::whole("restore-place", message)).into());
    }
    let options = ward::options(place, None)?;
    let restored = Box::pin(backup::restore(&arguments.file, &place.data_dir, options.clock)).await?;
    print_line(&format!("バックアップから戻しました（{}）。", told(&restored)))
}

fn told(manifest: &Manifest) -> String {
    format!(
        "変更履歴 {} 件、添付ファイル {} 個、データベース {} KB、末尾 {}",
        manifest.entries,
        manifest.attachments.len(),
        manifest.database.size.div_ceil(1024),
        manifest.head
    )
}
