//! Sessions as pages show them.

use std::collections::BTreeMap;

use domain::{Id, council::Session};
use entity::{council_session, outcome, submission};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryOrder as _};
use serde::Serialize;
use uuid::Uuid;

use super::aggregate::session;
use crate::{
    Actor, Error, Result, Ward,
    council::{
        outcome::{self as outcomes, OutcomeRow},
        submission::{self as submissions, SubmissionRow},
    },
    policy::{self, Permission},
    register::{edit, rows::Scope, scope},
};

/// One session of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionRow {
    /// The session.
    pub session: Session,
    /// The papers put to it, by number.
    pub submissions: Vec<SubmissionRow>,
}

/// One session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionPage {
    /// The session.
    pub session: Session,
    /// The digest of what its form shows.
    pub seen: String,
    /// The papers put to it, by number.
    pub submissions: Vec<SubmissionRow>,
    /// What it decided.
    pub outcomes: Vec<OutcomeRow>,
}

/// Lists sessions, the latest first.
///
/// # Errors
/// `Forbidden` without `ReadSubmissions`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor) -> Result<Vec<SessionRow>> {
    policy::require(actor, Permission::ReadSubmissions)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let rows = council_session::Entity::find()
        .order_by_desc(council_session::Column::FiscalYear)
        .order_by_desc(council_session::Column::Number)
        .all(db)
        .await?;
    let mut papers = BTreeMap::<Uuid, Vec<SubmissionRow>>::new();
    for row in submissions::rows(
        db,
        &Scope::select::<submission::Entity>(submission::Column::Id, scope::papers(actor)),
    )
    .await?
    {
        papers.entry(row.session.id).or_default().push(row);
    }
    rows.iter()
        .map(|row| {
            let submissions = papers.remove(&row.id).unwrap_or_default();
            Ok(SessionRow { session: session(row)?, submissions })
        })
        .collect()
}

/// Reads one session.
///
/// # Errors
/// `Forbidden` without `ReadSubmissions`; `NotFound`, `Database`.
pub async fn page(ward: &Ward, actor: &Actor, id: Id<Session>) -> Result<SessionPage> {
    policy::require(actor, Permission::ReadSubmissions)?;
    let snapshot = ward.store().snapshot().await?;
    let db = snapshot.conn();
    let found = council_session::Entity::find_by_id(id.uuid()).one(db).await?;
    let row = found.ok_or_else(|| Error::NotFound("審議会の回".into()))?;
    let decided = Condition::all().add(outcome::Column::SessionId.eq(row.id)).add(scope::outcomes(actor));
    let session = session(&row)?;
    Ok(SessionPage {
        seen: edit::digest(&session)?,
        session,
        submissions: papers(db, actor, row.id).await?,
        outcomes: outcomes::rows(db, &Scope::select::<outcome::Entity>(outcome::Column::Id, decided)).await?,
    })
}

async fn papers(db: &impl ConnectionTrait, actor: &Actor, session: Uuid) -> Result<Vec<SubmissionRow>> {
    let of_session =
        Condition::all().add(submission::Column::SessionId.eq(session)).add(scope::papers(actor));
    submissions::rows(db, &Scope::select::<submission::Entity>(submission::Column::Id, of_session)).await
}
