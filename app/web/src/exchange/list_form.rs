//! Lists out of Excel and CSV: a file is sent, its columns confirmed, checked,
//! shown, taken in. Between the steps everything lives in the database.

use std::time::Duration;

use azukari_core::{
    Error, Result,
    exchange::{self, Job, State},
};
use domain::{
    Fault, Place,
    sheet::{Field, Kind},
};

use super::{IMPORTS, LISTS, columns_page, list_page, page};
use crate::routing::{Cx, FileReply, Page, Reply};

/// The form field of what the list brings.
pub(super) const KIND: &str = "kind";
/// The form field of the file.
pub(super) const LIST: &str = "list";
/// What the columns' fields are named: `column-0-3`.
pub(super) const COLUMN: &str = "column";
/// Where who comes back too late is led.
const GONE: &str = "/imports?gone=1";

/// The address of an import.
pub(super) fn address(job: &Job) -> String {
    format!("{LISTS}/{}", job.id)
}

/// POST /imports/lists
pub(super) async fn upload(cx: Cx) -> Result<Reply> {
    let kind = Kind::from_code(cx.form().get(KIND));
    let file = cx.form().upload(LIST).cloned();
    let mut faults = Vec::new();
    if kind.is_none() {
        let message = "取り込むものが選ばれていません。一つ選んでください。";
        faults.push(Fault::at_field("kind-missing", KIND, message));
    }
    if file.is_none() {
        let message = "ファイルが選ばれていません。Excel ブック（.xlsx）か CSV を選んでください。";
        faults.push(Fault::at_field("file-missing", LIST, message));
    }
    let (Some(kind), Some(file)) = (kind, file) else {
        return cx.retry(Error::Invalid(faults), page::list_upload_page);
    };
    match exchange::start(cx.ward(), cx.actor()?, kind, &file.file_name, file.bytes.to_vec()).await {
        Ok(id) => Ok(Reply::see_other(format!("{LISTS}/{id}"))),
        Err(Error::Invalid(faults)) => {
            let name: String = domain::text::clean(&file.file_name).chars().take(100).collect();
            let told = |fault: Fault| Fault {
                message: format!("「{name}」：{}", fault.message),
                place: Place::Field(LIST.to_owned()),
                ..fault
            };
            let faults = faults.into_iter().map(told).collect();
            cx.retry(Error::Invalid(faults), page::list_upload_page)
        }
        Err(error) => Err(error),
    }
}

async fn job(cx: &Cx) -> Result<Option<Job>> {
    let Ok(id) = cx.id("id", "取込") else { return Ok(None) };
    exchange::find(cx.ward(), cx.actor()?, id).await
}

/// GET /imports/lists/{id}
pub(super) async fn show(cx: Cx) -> Result<Reply> {
    let Some(job) = job(&cx).await? else { return Ok(Reply::see_other(GONE)) };
    Ok(match job.state {
        State::Read => columns_page(&cx, &job).into(),
        State::Checking | State::Running => list_page::waiting(&cx, &job).into(),
        State::Faulty => list_page::faulty(&cx, job).await?.into(),
        State::Checked => list_page::checked(&cx, job).await?.into(),
        State::Done => list_page::done(&job).into(),
        State::Stale | State::Failed => list_page::again(&cx, &job).into(),
    })
}

/// GET /imports/lists/{id}/columns
pub(super) async fn columns(cx: Cx) -> Result<Reply> {
    let Some(job) = job(&cx).await? else { return Ok(Reply::see_other(GONE)) };
    if matches!(job.state, State::Running | State::Done) {
        return Ok(Reply::see_other(address(&job)));
    }
    Ok(columns_page(&cx, &job).into())
}

fn columns_page(cx: &Cx, job: &Job) -> Page {
    columns_page::columns(cx.new_form(), job)
}

/// POST /imports/lists/{id}/check
pub(super) async fn check(cx: Cx) -> Result<Reply> {
    let Some(job) = job(&cx).await? else { return Ok(Reply::see_other(GONE)) };
    let chosen = |sheet: usize, column: usize, held: &str| {
        let name = format!("{COLUMN}-{sheet}-{column}");
        Field::from_code(cx.form().find(&name).unwrap_or(held))
    };
    let choices: Vec<Vec<Option<Field>>> = job
        .sheets
        .iter()
        .enumerate()
        .map(|(sheet, seen)| {
            let columns = seen.columns.iter().enumerate();
            columns.map(|(column, seen)| chosen(sheet, column, &seen.field)).collect()
        })
        .collect();
    exchange::begin_check(cx.ward(), cx.actor()?, job.id, Some(&choices)).await?;
    Ok(Reply::see_other(address(&job)))
}

/// POST /imports/lists/{id}/run
pub(super) async fn run(cx: Cx) -> Result<Reply> {
    let Some(job) = job(&cx).await? else { return Ok(Reply::see_other(GONE)) };
    exchange::begin_run(cx.ward(), cx.actor()?, job.id).await?;
    Ok(Reply::see_other(address(&job)))
}

/// GET /imports/lists/{id}/failed
pub(super) async fn failed(cx: Cx) -> Result<Reply> {
    let Some(job) = job(&cx).await? else { return Ok(Reply::see_other(GONE)) };
    let file = exchange::failed_rows(cx.ward(), cx.actor()?, &job).await?;
    Ok(download(file).into())
}

/// GET /imports/templates/{file}
pub(super) async fn template(cx: Cx) -> Result<FileReply> {
    let file = exchange::template(cx.ward(), cx.actor()?, cx.param("file")).await?;
    Ok(download(file))
}

fn download(file: exchange::FileOut) -> FileReply {
    FileReply { name: file.name, media_type: file.media_type, bytes: file.bytes.into(), inline: false }
}

/// How long an import has been at work, in seconds.
pub(super) fn at_work(cx: &Cx, job: &Job) -> u64 {
    let since = cx.ward().clock().now() - job.touched_at;
    since.to_std().unwrap_or(Duration::ZERO).as_secs()
}

/// Where the first page of the import is.
pub(super) const BACK: &str = IMPORTS;
