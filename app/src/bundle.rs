//! `azukari bundle`.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use azukari_core::{
    Actor,
    bundle::{self, ImportReport, Mode},
};
use clap::{Args, Subcommand};

use crate::{
    cli::Place,
    output::{Failure, Result, print, print_json, write_file},
    ward,
};

/// What can be done with bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// ファイルを台帳に取り込む。全部か、何もしないか
    Import(Import),
    /// 台帳の全部を書き出す
    Export(Export),
    /// ファイルの書式（JSON Schema）を標準出力に書き出す
    Schema,
    /// 見本区の台帳を標準出力に書き出す
    Sample,
}

/// What to import.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// ファイル。「-」は標準入力
    file: PathBuf,
    /// 確かめるだけで、取り込まない
    #[arg(long)]
    dry_run: bool,
}

/// Where to export to.
#[derive(Debug, Args)]
pub(crate) struct Export {
    /// 書き出すファイル。省くと標準出力
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs one of the commands.
pub(crate) async fn run(place: &Place, command: Command) -> Result {
    match command {
        Command::Import(arguments) => import(place, &arguments).await,
        Command::Export(arguments) => export(place, &arguments).await,
        Command::Schema => print_json(&bundle::schema()),
        Command::Sample => print(bundle::SAMPLE),
    }
}

async fn import(place: &Place, arguments: &Import) -> Result {
    // Before the database: what cannot be read leaves no trace.
    let incoming = bundle::read(open(&arguments.file)?)?;
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
    let ward = ward::open(place).await?;
    let report = Box::pin(bundle::import(&ward, &Actor::system("bundle import"), incoming, mode)).await?;
    ward::close(ward).await?;
    print(told(&report, mode))
}

fn open(file: &Path) -> Result<Box<dyn Read>> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let failed =
        |source| Failure::File { context: format!("{} を開けません。", file.display()), source };
    Ok(Box::new(File::open(file).map_err(failed)?))
}

/// What an import did, a line a noun.
pub(crate) fn told(report: &ImportReport, mode: Mode) -> String {
    let mut text = String::new();
    for noun in report.nouns.iter().filter(|noun| noun.created + noun.changed + noun.unchanged > 0) {
        text.push_str(&format!(
            "{}　追加 {}　変更 {}　変更なし {}\n",
            noun.word, noun.created, noun.changed, noun.unchanged
        ));
    }
    text.push_str(match (mode, report.written()) {
        (Mode::DryRun, _) => "確かめました。取り込んではいません。\n",
        (Mode::Write, 0) => "取り込むものはありませんでした。台帳は変わっていません。\n",
        (Mode::Write, _) => "取り込みました。\n",
    });
    text
}

async fn export(place: &Place, arguments: &Export) -> Result {
    let ward = ward::open(place).await?;
    let register = bundle::export(&ward, &Actor::system("bundle export")).await?;
    ward::close(ward).await?;
    let text = bundle::to_json(&register)?;
    match &arguments.output {
        Some(path) => write_file(path, text.as_bytes()),
        None => print(text),
    }
}
