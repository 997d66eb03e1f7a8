//! `azukari backup` and `azukari restore`.

use std::path::PathBuf;

use azukari_core::{
    Error,
    backup::{self, DATABASE, Key, KeyState, Manifest},
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
    /// 二段階認証の鍵（azukari.key）も入れる
    #[arg(long)]
    with_key: bool,
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
    let key = if arguments.with_key { Key::Include } else { Key::LeaveOut };
    let made = Box::pin(backup::save(&ward, &arguments.file, key)).await;
    let has_key = ward.seal().is_made();
    ward::close(ward).await?;
    let made = made?;
    print_line(&format!("バックアップを作成しました（{}）。", told(&made)))?;
    print_line("サインインの状態は入っていません。戻したあとは、全員がサインインし直します。")?;
    match (&made.key, has_key) {
        (Some(_), _) => print_line(
            "二段階認証の鍵が入っています。このファイルだけで確認コードを作れるため、ほかの人が読めない場所に保管してください。",
        ),
        (None, true) => print_line(&format!(
            "二段階認証の鍵は入っていません。{} を、このファイルとは別の場所に写しておいてください（--with-key を付けると、このファイルに入ります）。",
            place.data_dir.join("azukari.key").display()
        )),
        (None, false) => Ok(()),
    }
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
    print_line(&format!("バックアップから戻しました（{}）。", told(&restored.manifest)))?;
    print_line("サインインの状態は戻りません。全員がサインインし直します。")?;
    let key = place.data_dir.join("azukari.key");
    match restored.key {
        KeyState::NotNeeded => Ok(()),
        KeyState::Restored => print_line(&format!("二段階認証の鍵を {} に戻しました。", key.display())),
        KeyState::Held => print_line(&format!("二段階認証の鍵は、{} にあるものを使います。", key.display())),
        KeyState::Missing(people) => print_line(&format!(
            "注意：{people}人の二段階認証の鍵がありません。サーバーを起動する前に、元の azukari.key を {} に置いてください。鍵がないと確認コードではサインインできません（予備コードは使えます。システム管理者は二段階認証を解除できます）。",
            key.display()
        )),
    }
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
