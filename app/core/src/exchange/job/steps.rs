//! The steps of an import.

use domain::sheet::{Assigned, Field, Kind};
use uuid::Uuid;

use super::{
    Counts, Job, PATIENCE, Seen, SheetSeen, State,
    rows::{LinePart, Next, advance, find, insert, replace_lines},
};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    bundle::run,
    exchange::{
        book::Book,
        work::{read_apart, work},
    },
    policy::{self, Permission},
};

/// Faults kept of one file: more of them are counted.
const FAULTS: usize = 20_000;
/// The longest file name that is kept, in characters.
const FILE_NAME: usize = 200;

/// Reads a file and keeps it. Returns the import's id.
///
/// # Errors
/// `Forbidden`; `Invalid` with one fault if the file cannot be read.
pub async fn start(ward: &Ward, actor: &Actor, kind: Kind, file_name: &str, bytes: Vec<u8>) -> Result<Uuid> {
    policy::require(actor, Permission::ImportBundle)?;
    let book = read_apart(kind, bytes.clone()).await?;
    let stored = ward.attachments().put(bytes).await?;
    let id = ward.clock().new_id();
    let file_name: String = domain::text::clean(file_name).chars().take(FILE_NAME).collect();
    let seen = Seen { sheets: book.tables.iter().map(SheetSeen::of).collect(), notes: book.notes };
    insert(ward, actor, id, (kind, &file_name, &stored.sha256), &seen).await?;
    Ok(id)
}

/// Begins to check a file with its columns as chosen: one list of fields for
/// each table. Returns once it is done or after a moment; the work goes on.
///
/// # Errors
/// `NotFound` if there is no such import; `Database`.
pub async fn begin_check(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    choices: Option<&[Vec<Option<Field>>]>,
) -> Result<()> {
    let mut job = found(ward, actor, id).await?;
    for (sheet, chosen) in job.sheets.iter_mut().zip(choices.unwrap_or_default()) {
        for (column, field) in sheet.columns.iter_mut().zip(chosen) {
            column.field = field.map(Field::code).unwrap_or_default().to_owned();
        }
    }
    let seen = Seen { sheets: job.sheets.clone(), notes: job.notes.clone() };
    let from = [State::Read, State::Faulty, State::Checked, State::Stale, State::Failed, State::Checking];
    let next = Next { seen: Some(&seen), counts: Some(&Counts::default()), ..Next::to(State::Checking) };
    let store = ward.store();
    let begun = store.exempt_write(async |tx| advance(tx.conn(), ward, id, &from, next).await).await?;
    if begun {
        let ward = ward.clone();
        wait(tokio::spawn(async move { finish(&ward, id, State::Checking, check(&ward, &job).await).await }))
            .await;
    }
    Ok(())
}

/// Begins to take in what was checked. Asked twice, it does so once.
///
/// # Errors
/// `NotFound` if there is no such import; `Database`.
pub async fn begin_run(ward: &Ward, actor: &Actor, id: Uuid) -> Result<()> {
    let job = found(ward, actor, id).await?;
    let next = Next::to(State::Running);
    let store = ward.store();
    let begun =
        store.exempt_write(async |tx| advance(tx.conn(), ward, id, &[State::Checked], next).await).await?;
    if begun {
        let (ward, actor) = (ward.clone(), actor.clone());
        wait(tokio::spawn(async move {
            let done = write(&ward, &actor, &job).await;
            finish(&ward, id, State::Running, done).await;
        }))
        .await;
    }
    Ok(())
}

async fn found(ward: &Ward, actor: &Actor, id: Uuid) -> Result<Job> {
    find(ward, actor, id).await?.ok_or_else(|| Error::NotFound("取込の途中の内容".to_owned()))
}

/// Waits for the work for a moment; it goes on whether anybody waits or not.
async fn wait(work: tokio::task::JoinHandle<()>) {
    let _ = tokio::time::timeout(PATIENCE, work).await;
}

/// Says of an import whose work failed that it did.
async fn finish(ward: &Ward, id: Uuid, from: State, done: Result<()>) {
    let Err(error) = done else { return };
    let (state, reason) = match &error {
        Error::Conflict(_) => (State::Stale, String::new()),
        Error::Invalid(_) | Error::NotFound(_) | Error::Forbidden => (State::Failed, error.to_string()),
        _ => {
            tracing::error!(error = &error as &dyn std::error::Error, "an import failed");
            (State::Failed, "プログラムの誤りで取り込めませんでした。台帳は変わっていません。".to_owned())
        }
    };
    let counts = Counts { reason, ..Counts::default() };
    let next = Next { counts: Some(&counts), ..Next::to(state) };
    let store = ward.store();
    let said = store.exempt_write(async |tx| advance(tx.conn(), ward, id, &[from], next).await).await;
    if let Err(error) = said {
        tracing::error!(error = &error as &dyn std::error::Error, "the state of an import is lost");
    }
}

/// The file of an import as tables, its columns as chosen.
pub(in crate::exchange) async fn book(ward: &Ward, job: &Job) -> Result<Book> {
    let bytes = ward.attachments().get(&job.sha256).await?;
    let mut book = read_apart(job.kind, bytes).await?;
    for (table, sheet) in book.tables.iter_mut().zip(&job.sheets) {
        let Assigned { columns, .. } = table;
        *columns = sheet.fields();
    }
    Ok(book)
}

async fn check(ward: &Ward, job: &Job) -> Result<()> {
    let book = book(ward, job).await?;
    let snapshot = ward.store().snapshot().await?;
    let today = ward.clock().today();
    let mut worked = work(snapshot.conn(), today, job.kind, &book.tables, &book.faults, job.id).await?;
    drop(snapshot);
    let created = worked.differences.iter().filter(|difference| difference.new).count();
    let counts = Counts {
        created,
        changed: worked.differences.len() - created,
        unchanged: worked.unchanged,
        faults: worked.faults.len(),
        reason: String::new(),
    };
    worked.faults.truncate(FAULTS);
    let state = if counts.faults > 0 { State::Faulty } else { State::Checked };
    ward.store()
        .exempt_write(async |tx| {
            let next = Next { counts: Some(&counts), digest: Some(&worked.digest), ..Next::to(state) };
            if advance(tx.conn(), ward, job.id, &[State::Checking], next).await? {
                if worked.faults.is_empty() {
                    let part = LinePart::Differences;
                    replace_lines(tx.conn(), job.id, part, &worked.differences).await?;
                } else {
                    replace_lines(tx.conn(), job.id, LinePart::Faults, &worked.faults).await?;
                }
            }
            Ok(())
        })
        .await
}

/// Takes it in if it still does what was shown. That it is done is told in the
/// same transaction.
async fn write(ward: &Ward, actor: &Actor, job: &Job) -> Result<()> {
    let book = book(ward, job).await?;
    let (today, at) = (ward.clock().today(), ward.clock().now());
    let reason = format!("「{}」から{}を取り込み", job.file_name, job.kind.word());
    ward.store()
        .write(actor, Action::Import, &reason, async |tx| {
            let worked = work(tx.conn(), today, job.kind, &book.tables, &book.faults, job.id).await?;
            if worked.digest != job.digest {
                return Err(Error::Conflict("確認したあとに台帳が変わりました。".to_owned()));
            }
            run(tx, &worked.bundle, at).await?;
            let next = Next::to(State::Done);
            advance(tx.conn(), ward, job.id, &[State::Running], next).await?;
            Ok(())
        })
        .await
}
