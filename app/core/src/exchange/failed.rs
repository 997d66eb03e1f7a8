//! Rows that cannot be taken in, back as a file: the same columns, and why.

use std::collections::BTreeMap;

use domain::sheet::{Assigned, REASON, RowFault};

use super::{
    book::Form,
    job::{Job, LinePart, lines},
    template::{FileOut, Sheet, csv, xlsx},
};
use crate::{Actor, Error, Result, Ward};

/// The rows at fault of an import, as the file came.
///
/// # Errors
/// `NotFound` if no row is at fault; `Database`, `Internal`.
pub async fn failed_rows(ward: &Ward, actor: &Actor, job: &Job) -> Result<FileOut> {
    crate::policy::require(actor, crate::policy::Permission::ImportBundle)?;
    let faults: Vec<RowFault> = lines(ward, job, LinePart::Faults, 0, u64::from(u32::MAX)).await?;
    let book = super::job::book(ward, job).await?;
    let sheets: Vec<Sheet> = book.tables.iter().filter_map(|table| sheet(table, &faults)).collect();
    if sheets.is_empty() {
        return Err(Error::NotFound("取り込めない行".to_owned()));
    }
    let stem = job.file_name.rsplit_once('.').map_or(job.file_name.as_str(), |(stem, _)| stem);
    let stem = format!("{stem}_取り込めない行");
    let made = tokio::task::spawn_blocking(move || match book.form {
        Form::Xlsx => xlsx(&stem, &sheets),
        Form::Csv { shift_jis } => csv(&stem, &sheets, shift_jis),
    });
    made.await.map_err(Error::internal("ファイルを作成できませんでした。"))?
}

fn sheet(table: &Assigned, faults: &[RowFault]) -> Option<Sheet> {
    let mut reasons: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| fault.sheet == table.table.name && fault.row > 0) {
        let told = if fault.head.is_empty() {
            fault.message.clone()
        } else {
            format!("{}：{}", fault.head, fault.message)
        };
        reasons.entry(fault.row).or_default().push(told);
    }
    let width = table.table.heads.len();
    // A reason that came with the file gives way to the new one.
    let kept: Vec<usize> = (0..width)
        .filter(|at| table.table.heads.get(*at).is_none_or(|head| !domain::sheet::is_reason(head)))
        .collect();
    let mut rows = Vec::new();
    for row in &table.table.rows {
        let Some(reasons) = reasons.remove(&row.number) else { continue };
        let mut cells: Vec<String> = kept.iter().map(|at| row.cell(*at).to_owned()).collect();
        cells.push(reasons.join("\n"));
        rows.push(cells);
    }
    let mut heads: Vec<String> = kept.iter().filter_map(|at| table.table.heads.get(*at)).cloned().collect();
    heads.push(REASON.to_owned());
    let name = if table.table.name.is_empty() { table.sheet.name() } else { &table.table.name };
    (!rows.is_empty()).then(|| Sheet { name: name.to_owned(), heads, rows, choices: Vec::new() })
}
