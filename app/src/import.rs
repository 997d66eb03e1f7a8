//! `azukari import`: lists out of Excel and CSV.

use std::{fs, path::PathBuf};

use azukari_core::{
    Actor,
    bundle::Mode,
    exchange::{self, Outcome},
};
use clap::Args;
use domain::sheet::Kind;

use crate::{
    bundle::told,
    cli::Place,
    output::{Failure, Result, print},
    ward,
};

/// What to import.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 取り込むもの: businesses（登録業務）、parties（事業者）、programmes（事業）、items（案件）
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Kind,
    /// Excel ブック（.xlsx）か CSV。列は見出しの名前で決まる
    file: PathBuf,
    /// 確かめるだけで、取り込まない
    #[arg(long)]
    dry_run: bool,
}

fn kind(text: &str) -> Result<Kind, String> {
    let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    Kind::from_code(text).ok_or_else(|| format!("{} のどれかです", codes.join(", ")))
}

/// Takes a file in: all of it or nothing.
pub(crate) async fn run(place: &Place, arguments: Arguments) -> Result {
    let path = &arguments.file;
    let bytes = fs::read(path)
        .map_err(|source| Failure::File {
            context: format!("{} を開けません。", path.display()), source
        })?;
    let mode = if arguments.dry_run { Mode::DryRun } else { Mode::Write };
    let ward = ward::open(place).await?;
    let actor = Actor::system("import");
    let (outcome, notes) =
        Box::pin(exchange::import_file(&ward, &actor, arguments.kind, bytes, mode)).await?;
    ward::close(ward).await?;
    let notes: String = notes.into_iter().map(|note| format!("{note}\n")).collect();
    match outcome {
        Outcome::Faulty(faults) => Err(Failure::Rows(faults)),
        Outcome::Sound(report) => print(notes + &told(&report, mode)),
    }
}
