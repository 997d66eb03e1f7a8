//! Outcomes and submissions in a line each, for the pages of what they are
//! about.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::{
    council::{Outcome, Session, SubmissionState},
    text::full_width,
};
use entity::submission;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Result,
    register::{
        organisation,
        rows::{Aggregate as _, Scope, decoded, number, roots},
    },
};

/// A session as pages name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionName {
    /// Identity.
    pub id: Uuid,
    /// 令和8年度第3回.
    pub label: String,
    /// The day it meets, once known.
    pub held_on: Option<NaiveDate>,
    /// Fiscal year and number: what sessions are ordered by.
    pub order: (i32, u32),
}

impl SessionName {
    pub(crate) fn of(session: &Session) -> Self {
        Self {
            id: session.id.uuid(),
            label: session.label(),
            held_on: session.held_on,
            order: (session.fiscal_year.year(), session.number),
        }
    }
}

/// A submission in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmissionLine {
    /// Identity.
    pub id: Uuid,
    /// 資料３５.
    pub number: String,
    /// Its number alone.
    pub document_number: u32,
    /// 件名 of the cover.
    pub title: String,
    /// Its life.
    pub state: SubmissionState,
    /// The session it goes to.
    pub session: SessionName,
}

/// An outcome with where it was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeLine {
    /// What was decided.
    pub outcome: Outcome,
    /// The session.
    pub session: SessionName,
    /// The paper's id and number, when it was put in one.
    pub submission: Option<(Uuid, String)>,
}

/// Submissions, the latest session first, by their number within it.
pub(crate) async fn submissions(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<SubmissionLine>> {
    let rows = papers(db, scope).await?;
    let sessions = sessions(db, rows.iter().map(|row| row.session_id)).await?;
    lines(db, rows, &sessions).await
}

/// Outcomes, the latest session first.
pub(crate) async fn outcomes(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<OutcomeLine>> {
    Ok(history(db, scope, BTreeSet::new()).await?.0)
}

/// Outcomes, and these submissions: what both name is read once.
pub(crate) async fn history(
    db: &impl ConnectionTrait,
    scope: &Scope,
    mut named: BTreeSet<Uuid>,
) -> Result<(Vec<OutcomeLine>, Vec<SubmissionLine>)> {
    let outcomes = if scope.is_empty() { Vec::new() } else { Outcome::load(db, scope).await? };
    let asked = named.clone();
    named.extend(outcomes.iter().filter_map(|outcome| outcome.submission).map(domain::Id::uuid));
    let rows = papers(db, &Scope::ids(named)).await?;
    let held = outcomes.iter().map(|outcome| outcome.session.uuid());
    let sessions = sessions(db, held.chain(rows.iter().map(|row| row.session_id))).await?;
    let mut papers = lines(db, rows, &sessions).await?;
    let numbers: BTreeMap<Uuid, String> = papers.iter().map(|line| (line.id, line.number.clone())).collect();
    let mut decided: Vec<OutcomeLine> = outcomes
        .into_iter()
        .filter_map(|outcome| {
            let session = sessions.get(&outcome.session.uuid())?.clone();
            let paper = outcome.submission.map(domain::Id::uuid);
            let submission = paper.and_then(|id| Some((id, numbers.get(&id)?.clone())));
            Some(OutcomeLine { outcome, session, submission })
        })
        .collect();
    decided.sort_by_key(|line| (std::cmp::Reverse(line.session.order), line.outcome.id));
    papers.retain(|line| asked.contains(&line.id));
    Ok((decided, papers))
}

async fn papers(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<submission::Model>> {
    roots::<submission::Entity>(db, scope, submission::Column::Id).await
}

async fn lines(
    db: &impl ConnectionTrait,
    rows: Vec<submission::Model>,
    sessions: &BTreeMap<Uuid, SessionName>,
) -> Result<Vec<SubmissionLine>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let prefix = organisation::ward(db).await?.map(|ward| ward.document_prefix).unwrap_or_default();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let document_number = number(row.document_number)?;
        let Some(session) = sessions.get(&row.session_id).cloned() else { continue };
        lines.push(SubmissionLine {
            id: row.id,
            number: format!("{prefix}{}", full_width(document_number)),
            document_number,
            title: row.title,
            state: decoded(&row.state, SubmissionState::from_code)?,
            session,
        });
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.session.order), line.document_number, line.id));
    Ok(lines)
}

async fn sessions(
    db: &impl ConnectionTrait,
    ids: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, SessionName>> {
    let found = Session::load(db, &Scope::ids(ids.collect::<BTreeSet<_>>())).await?;
    Ok(found.iter().map(|session| (session.id.uuid(), SessionName::of(session))).collect())
}
