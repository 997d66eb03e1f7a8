//! `azukari submission`.

use std::path::PathBuf;

use azukari_core::{
    Actor,
    council::{
        paper,
        submission::{self, SubmissionQuery},
    },
};
use clap::{Args, Subcommand};
use domain::council::SubmissionRef;
use serde_json::{Value, json};

use crate::{
    cli::Place,
    output::{Result, print, print_json, write_file},
    ward,
};

/// What can be done with submissions.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 資料の一覧
    List(List),
    /// 資料の PDF を作る
    Render(Render),
}

/// How to list.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// JSON で出す
    #[arg(long)]
    json: bool,
}

/// What to render.
#[derive(Debug, Args)]
pub(crate) struct Render {
    /// 年度-回-資料番号（2026-1-3）又は UUID
    #[arg(value_name = "ID", value_parser = reference)]
    id: SubmissionRef,
    /// PDF のファイル。省くと標準出力
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

fn reference(text: &str) -> Result<SubmissionRef, String> {
    text.parse().map_err(|fault: domain::Fault| fault.to_string())
}

/// Runs one of the commands.
pub(crate) async fn run(place: &Place, command: Command) -> Result {
    match command {
        Command::List(arguments) => list(place, &arguments).await,
        Command::Render(arguments) => render(place, &arguments).await,
    }
}

async fn list(place: &Place, arguments: &List) -> Result {
    let ward = ward::open(place).await?;
    let rows =
        submission::list(&ward, &Actor::system("submission list"), &SubmissionQuery::default()).await?;
    ward::close(ward).await?;
    if arguments.json {
        let listed = rows.iter().map(
            |row| json!({ "id": row.reference, "uuid": row.id.to_string(), "title": row.title, "state": row.state.code() }),
        );
        return print_json(&Value::Array(listed.collect()));
    }
    let lines = rows.iter().map(|row| format!("{}\t{}\t{}\n", row.reference, row.state.word(), row.title));
    print(lines.collect::<String>())
}

async fn render(place: &Place, arguments: &Render) -> Result {
    let ward = ward::open(place).await?;
    let rendered = paper::render(&ward, &Actor::system("submission render"), arguments.id).await?;
    ward::close(ward).await?;
    match &arguments.output {
        Some(path) => write_file(path, &rendered.bytes),
        None => print(&rendered.bytes),
    }
}
