//! Imports in the database.

use domain::sheet::Kind;
use entity::{import_job, import_line};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, sea_query::Expr,
};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{Counts, Job, KEPT, SILENT, Seen, State};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::rows::{corrupt, placed},
    store::Store,
};

/// Lines written by one statement.
const BATCH: usize = 500;

/// The two lists of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinePart {
    /// `RowFault`s.
    Faults,
    /// `Difference`s.
    Differences,
}

impl LinePart {
    const fn code(self) -> &'static str {
        match self {
            Self::Faults => "fault",
            Self::Differences => "difference",
        }
    }
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal("取込の途中の内容を保存できません。"))
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| corrupt(error.to_string()))
}

/// An import of this person; nothing if there is none any more.
///
/// # Errors
/// `Forbidden`; `Database`.
pub async fn find(ward: &Ward, actor: &Actor, id: Uuid) -> Result<Option<Job>> {
    policy::require(actor, Permission::ImportBundle)?;
    let row = import_job::Entity::find_by_id(id).one(ward.store().read()).await?;
    let now = ward.clock().now();
    let row = row.filter(|row| row.account_id == actor.account && now < row.created_at + KEPT);
    row.map(|row| job(row, now)).transpose()
}

fn job(row: import_job::Model, now: chrono::DateTime<chrono::Utc>) -> Result<Job> {
    let seen: Seen = parsed(&row.seen)?;
    let counts: Counts = parsed(&row.outcome)?;
    let kind = Kind::from_code(&row.kind).ok_or_else(|| corrupt(format!("kind {:?}", row.kind)))?;
    let mut state = State::from_code(&row.state);
    let mut reason = counts.reason;
    if matches!(state, State::Checking | State::Running) && now > row.touched_at + SILENT {
        // A run leaves nothing behind unless it reached its end.
        state = State::Failed;
        reason = "途中で止まりました。台帳は変わっていません。もう一度内容を確認してください。".to_owned();
    }
    Ok(Job {
        id: row.id,
        kind,
        file_name: row.file_name,
        state,
        sheets: seen.sheets,
        notes: seen.notes,
        created: counts.created,
        changed: counts.changed,
        unchanged: counts.unchanged,
        faults: counts.faults,
        reason,
        touched_at: row.touched_at,
        sha256: row.sha256,
        digest: row.digest,
    })
}

/// Some findings of an import, in order.
///
/// # Errors
/// `Database`; `Internal` if they cannot be read.
pub async fn lines<T: DeserializeOwned>(
    ward: &Ward,
    job: &Job,
    part: LinePart,
    offset: u64,
    limit: u64,
) -> Result<Vec<T>> {
    let rows = import_line::Entity::find()
        .filter(import_line::Column::JobId.eq(job.id))
        .filter(import_line::Column::Part.eq(part.code()))
        .order_by_asc(import_line::Column::Position)
        .offset(offset)
        .limit(limit)
        .all(ward.store().read())
        .await?;
    rows.iter().map(|row| parsed(&row.content)).collect()
}

/// Keeps a new import.
pub(super) async fn insert(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    file: (Kind, &str, &str),
    seen: &Seen,
) -> Result<()> {
    let now = ward.clock().now();
    let (kind, file_name, sha256) = file;
    let row = import_job::Model {
        id,
        account_id: actor.account,
        kind: kind.code().to_owned(),
        file_name: file_name.to_owned(),
        sha256: sha256.to_owned(),
        state: State::Read.code().to_owned(),
        seen: json(seen)?,
        outcome: json(&Counts::default())?,
        digest: String::new(),
        created_at: now,
        touched_at: now,
    };
    ward.store()
        .exempt_write(async |tx| {
            row.into_active_model().insert(tx.conn()).await?;
            Ok(())
        })
        .await
}

/// What becomes of an import.
pub(super) struct Next<'a> {
    pub(super) state: State,
    pub(super) seen: Option<&'a Seen>,
    pub(super) counts: Option<&'a Counts>,
    pub(super) digest: Option<&'a str>,
}

impl Next<'_> {
    pub(super) const fn to(state: State) -> Self {
        Self { state, seen: None, counts: None, digest: None }
    }
}

/// Moves an import on from one of these states. Tells whether it was in one:
/// of two that ask at once, one is told so.
pub(super) async fn advance(
    db: &impl ConnectionTrait,
    ward: &Ward,
    id: Uuid,
    from: &[State],
    next: Next<'_>,
) -> Result<bool> {
    use import_job::Column;

    let mut update = import_job::Entity::update_many()
        .col_expr(Column::State, Expr::value(next.state.code()))
        .col_expr(Column::TouchedAt, Expr::value(ward.clock().now()))
        .filter(Column::Id.eq(id))
        .filter(Column::State.is_in(from.iter().map(|state| state.code())));
    if let Some(seen) = next.seen {
        update = update.col_expr(Column::Seen, Expr::value(json(seen)?));
    }
    if let Some(counts) = next.counts {
        update = update.col_expr(Column::Outcome, Expr::value(json(counts)?));
    }
    if let Some(digest) = next.digest {
        update = update.col_expr(Column::Digest, Expr::value(digest));
    }
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// Replaces the findings of an import.
pub(super) async fn replace_lines<T: Serialize>(
    db: &impl ConnectionTrait,
    id: Uuid,
    part: LinePart,
    findings: &[T],
) -> Result<()> {
    import_line::Entity::delete_many().filter(import_line::Column::JobId.eq(id)).exec(db).await?;
    let mut rows = Vec::with_capacity(findings.len().min(BATCH));
    for (position, finding) in placed(findings) {
        let content = json(finding)?;
        let row = import_line::Model { job_id: id, part: part.code().to_owned(), position, content };
        rows.push(row.into_active_model());
        if rows.len() == BATCH {
            import_line::Entity::insert_many(std::mem::take(&mut rows)).exec_without_returning(db).await?;
        }
    }
    if !rows.is_empty() {
        import_line::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Forgets imports older than a day. Tells how many.
///
/// # Errors
/// `Database`.
pub async fn forget_old(store: &Store) -> Result<u64> {
    let before = store.clock().now() - KEPT;
    store
        .exempt_write(async |tx| {
            let old = import_job::Entity::delete_many()
                .filter(import_job::Column::CreatedAt.lt(before))
                .exec(tx.conn())
                .await?;
            Ok(old.rows_affected)
        })
        .await
}
