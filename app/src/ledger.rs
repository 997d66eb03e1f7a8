//! `azukari ledger`.

use std::{
    io,
    path::{Path, PathBuf},
};

use azukari_core::{
    Actor, Error, Ward,
    register::{
        item::ItemQuery,
        ledger::{self, Encoding, LedgerFormat, LedgerRequest, LedgerTold},
    },
};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use domain::date::parse_date;

use crate::{
    cli::Place,
    output::{self, Failure, NewFile, Result},
    ward,
};

/// Which ledger, and where to.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// 形式
    #[arg(long, value_enum)]
    format: Format,
    /// 書き出すファイル。省くと標準出力
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// この日に効力のある案件（2026-04-01、令和8年4月1日）。省くと今日
    #[arg(long, value_name = "DATE", value_parser = day)]
    on: Option<NaiveDate>,
    /// CSV の文字コード
    #[arg(long, value_enum, value_name = "ENCODING", default_value = "utf-8")]
    encoding: Letters,
    /// PDF に読み上げ用の構造（タグ）を付けない
    #[arg(long)]
    untagged: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Pdf,
    Xlsx,
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Letters {
    /// UTF-8（BOM 付き）
    #[value(name = "utf-8")]
    Utf8,
    /// Shift_JIS
    #[value(name = "shift_jis")]
    ShiftJis,
}

fn day(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).map_err(|fault| fault.to_string())
}

/// Writes the ledger.
pub(crate) async fn run(place: &Place, arguments: Arguments) -> Result {
    let format = match arguments.format {
        Format::Pdf => LedgerFormat::Pdf { tagged: !arguments.untagged },
        Format::Xlsx => LedgerFormat::Xlsx,
        Format::Csv => LedgerFormat::Csv(match arguments.encoding {
            Letters::Utf8 => Encoding::Utf8,
            Letters::ShiftJis => Encoding::ShiftJis,
        }),
    };
    let ward = ward::open(place).await?;
    let on = arguments.on.unwrap_or_else(|| ward.clock().today());
    let request = LedgerRequest { format, on, items: ItemQuery::default(), conditions: Vec::new() };
    let told = write(&ward, request, arguments.output.as_deref()).await;
    ward::close(ward).await?;
    tell(&told?);
    Ok(())
}

async fn write(ward: &Ward, request: LedgerRequest, output: Option<&Path>) -> Result<LedgerTold> {
    let ledger = ledger::open(ward, &Actor::system("ledger"), request).await?;
    match output {
        None => ledger.write(io::BufWriter::new(io::stdout())).await.map_err(|error| unwritten(error, None)),
        Some(path) => {
            let file = NewFile::beside(path)?;
            let told = ledger.write(io::BufWriter::new(file.writer()?)).await;
            let told = told.map_err(|error| unwritten(error, Some(path)))?;
            file.keep()?;
            Ok(told)
        }
    }
}

/// What was written to failed, or something of ours.
fn unwritten(error: Error, path: Option<&Path>) -> Failure {
    let Error::Internal { context, source } = error else { return error.into() };
    match source.downcast::<io::Error>() {
        Ok(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
        Ok(cause) => {
            let place = path.map_or_else(|| "標準出力".to_owned(), |path| path.display().to_string());
            Failure::File { context: format!("{place} に書き込めません。"), source: *cause }
        }
        Err(source) => Error::Internal { context, source }.into(),
    }
}

/// What is not in the ledger as it stands in the register.
fn tell(told: &LedgerTold) {
    if !told.unprintable.is_empty() {
        let named = |character: &char| format!("「{character}」（U+{:04X}）", u32::from(*character));
        let named: Vec<String> = told.unprintable.iter().map(named).collect();
        output::tell(&format!("表せない文字を〓にしました：{}。 ledger-characters", named.join("、")));
    }
    if told.shortened > 0 {
        output::tell(&format!("長すぎるセル {}個を途中で切りました。 ledger-cells", told.shortened));
    }
}
