//! 台帳を一覧にしたもの: what was in force on a day, as PDF, XLSX or CSV. Rows
//! stream from one snapshot of the database through a short queue to a thread
//! that writes, so that the length of the register costs no memory.

mod csv;
mod pdf;
mod read;
pub(crate) mod row;
mod sheet;
mod xlsx;

use std::{io::Write, sync::Arc};

use chrono::NaiveDate;
use domain::{Fault, date::format_date};
use entity::ward;
use sea_orm::EntityTrait as _;
use tokio::sync::mpsc;

use self::{
    read::Plan,
    row::{LedgerRow, ROW},
    sheet::{Sheet, Told},
};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission, Reach},
    register::item::ItemQuery,
    store::Snapshot,
};

pub use self::{csv::Encoding, sheet::Told as LedgerTold};

/// What a ledger is called.
const TITLE: &str = "個人情報の外部委託・外部結合の台帳";
/// Batches that wait for the writer.
const QUEUE: usize = 4;
/// Rows of a sheet, less its head.
const XLSX_ROWS: usize = 1_048_575;
const CONTEXT: &str = "台帳を書き出せませんでした。";

/// How a ledger is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LedgerFormat {
    /// A printed list; tagged, so that it can be read aloud.
    Pdf {
        /// Whether it is tagged.
        tagged: bool,
    },
    /// A spreadsheet.
    Xlsx,
    /// Plain text for other programs.
    Csv(Encoding),
}

impl LedgerFormat {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf { .. } => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv(Encoding::Utf8) => "text/csv; charset=utf-8",
            Self::Csv(Encoding::ShiftJis) => "text/csv; charset=Shift_JIS",
        }
    }

    /// How names of its files end.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf { .. } => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv(_) => "csv",
        }
    }
}

/// Which ledger.
#[derive(Debug, Clone)]
pub struct LedgerRequest {
    /// How it is written.
    pub format: LedgerFormat,
    /// What was in force on this day.
    pub on: NaiveDate,
    /// Items that the list shows under these filters; its order and paging are
    /// left out of account.
    pub items: ItemQuery,
    /// The filters in words, for its head.
    pub conditions: Vec<String>,
}

/// A ledger whose rows are known and may be written.
#[derive(Debug)]
pub struct OpenLedger {
    ward: Ward,
    snapshot: Snapshot,
    plan: Plan,
    head: Head,
    format: LedgerFormat,
}

/// What stands over the rows.
#[derive(Debug, Clone)]
struct Head {
    ward: String,
    day: NaiveDate,
    notes: Vec<String>,
}

/// Finds the rows of a ledger: those of the actor's reach.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `Invalid` if there are more rows than
/// the format holds; `Database`.
pub async fn open(ward: &Ward, actor: &Actor, request: LedgerRequest) -> Result<OpenLedger> {
    policy::require(actor, Permission::ReadRegister)?;
    let snapshot = ward.store().snapshot().await?;
    let reach = policy::reach(actor, Permission::ReadRegister);
    let plan = read::plan(snapshot.conn(), actor, &request, &reach).await?;
    if request.format == LedgerFormat::Xlsx && plan.rows > XLSX_ROWS {
        let message = format!(
            "{}件は一枚のシートに収まりません（上限{XLSX_ROWS}件）。条件で絞るか、PDF 又は CSV を選んでください。",
            plan.rows
        );
        return Err(Error::invalid(Fault::at_field("ledger-too-long", "format", message)));
    }
    let name = ward::Entity::find().one(snapshot.conn()).await?.map(|row| row.name).unwrap_or_default();
    let mut notes = vec![
        format!("{name}　{}現在", format_date(request.on)).trim_start().to_owned(),
        format!("{}件", plan.rows),
    ];
    if matches!(reach, Reach::Sections(_)) {
        notes.push("自分の課の案件だけを載せています。".to_owned());
    }
    if !request.conditions.is_empty() {
        notes.push(format!("条件　{}", request.conditions.join("、")));
    }
    let head = Head { ward: name, day: request.on, notes };
    Ok(OpenLedger { ward: ward.clone(), snapshot, plan, head, format: request.format })
}

impl OpenLedger {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.plan.rows
    }

    /// Writes it, on a thread where that may block. Ends early when `out`
    /// fails: whoever reads it may have gone.
    ///
    /// # Errors
    /// `Database`; `Internal`, whose source is the error of `out` if it failed.
    pub async fn write<W: Write + Send + 'static>(self, out: W) -> Result<Told> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let Self { ward, snapshot, plan, head, format } = self;
        let writing = ward.ledgers().run(move || consume(receiver, format, head, out));
        let reading = async {
            let read = read::feed(snapshot.conn(), &plan, &sender).await;
            // Without the word that all was sent the writer gives up.
            if read.is_ok() {
                let _ = sender.send(Batch::End).await;
            }
            drop(sender);
            read
        };
        let (read, written) = tokio::join!(reading, writing);
        read?;
        written?
    }
}

/// What passes from the reader to the writer.
#[derive(Debug)]
enum Batch {
    /// Rows of one section, parted by [`ROW`].
    Rows { section: Arc<str>, rows: String },
    /// That was all.
    End,
}

fn consume<W: Write + Send>(
    mut batches: mpsc::Receiver<Batch>,
    format: LedgerFormat,
    head: Head,
    out: W,
) -> Result<Told> {
    match format {
        LedgerFormat::Pdf { tagged } => fill(&mut batches, pdf::PdfSheet::begin(&head, tagged, out)?),
        LedgerFormat::Xlsx => fill(&mut batches, xlsx::XlsxSheet::begin(&head, out)?),
        LedgerFormat::Csv(encoding) => fill(&mut batches, csv::CsvSheet::begin(encoding, out)?),
    }
}

fn fill(batches: &mut mpsc::Receiver<Batch>, mut sheet: impl Sheet) -> Result<Told> {
    let mut number = 0_u32;
    while let Some(batch) = batches.blocking_recv() {
        let Batch::Rows { section, rows } = batch else { return sheet.finish() };
        for row in rows.split(ROW).filter(|row| !row.is_empty()) {
            number += 1;
            sheet.row(number, &LedgerRow::parse(&section, row)?)?;
        }
    }
    Err(Error::internal(CONTEXT)("the rows ended early"))
}
