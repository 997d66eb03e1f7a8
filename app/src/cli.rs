//! What may be typed. The texts are the help.

use std::path::PathBuf;

use azukari_core::store::DatabaseUrl;
use clap::{Args, Parser, Subcommand};

use crate::{account, audit, backup, bundle, clauses, import, ledger, serve, submission};

/// 預かり: 個人情報の外部委託・外部結合の台帳
#[derive(Debug, Parser)]
#[command(name = "azukari", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) place: Place,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the register is.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// データベース（sqlite:ファイル名 又は postgres://…）。省くとデータディレクトリの azukari.db
    #[arg(long, global = true, value_name = "URL", env = "DATABASE_URL", hide_env_values = true, value_parser = database)]
    pub(crate) database: Option<DatabaseUrl>,
    /// データディレクトリ
    #[arg(long, global = true, value_name = "DIR", env = "AZUKARI_DATA_DIR", default_value = "./data")]
    pub(crate) data_dir: PathBuf,
    /// 設定ファイル（TOML）
    #[arg(long, global = true, value_name = "FILE", env = "AZUKARI_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// ウェブ画面を動かす
    Serve(serve::Arguments),
    /// データベースの形式を新しくする
    Migrate,
    /// 利用者
    #[command(subcommand)]
    Account(account::Command),
    /// 台帳を一つのファイルとして出し入れする
    #[command(subcommand)]
    Bundle(bundle::Command),
    /// 特記事項
    #[command(subcommand)]
    Clauses(clauses::Command),
    /// Excel や CSV の一覧を台帳に取り込む。全部か、何もしないか
    Import(import::Arguments),
    /// 審議会の資料
    #[command(subcommand)]
    Submission(submission::Command),
    /// 台帳を一覧にする（PDF、XLSX、CSV）
    Ledger(ledger::Arguments),
    /// 変更履歴
    #[command(subcommand)]
    Audit(audit::Command),
    /// バックアップを一つのファイルに取る。動いているサーバーを止めなくてよい
    Backup(backup::Backup),
    /// バックアップを、まだデータベースのないデータディレクトリに戻す
    Restore(backup::Restore),
}

fn database(text: &str) -> Result<DatabaseUrl, String> {
    DatabaseUrl::parse(text).map_err(|error| error.to_string())
}
