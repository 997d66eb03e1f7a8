//! Submissions as pages list them.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    council::{Session, SubmissionState},
    programme::Programme,
    text::{fold, full_width},
};
use entity::{council_session, programme, section, submission, ward};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, FromQueryResult, Order,
    sea_query::{Expr, ExprTrait as _, Query},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Actor, Result, Ward,
    council::session::label,
    policy::{self, Permission},
    register::{
        list::{Link, select},
        rows::{Scope, decoded},
        scope,
    },
};

/// What is printed before a document number when the ward is not described.
const DOCUMENT: &str = "資料";

/// Which submissions to list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubmissionQuery {
    /// Words that stand in the title or the programme's name.
    pub text: String,
    /// Put to this session.
    pub session: Option<Id<Session>>,
    /// Of this programme.
    pub programme: Option<Id<Programme>>,
    /// In this state.
    pub state: Option<SubmissionState>,
}

/// One submission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SubmissionRow {
    /// The submission.
    pub id: Uuid,
    /// How people and addresses name it: 2026-1-3.
    pub reference: String,
    /// 資料３.
    pub printed_number: String,
    /// The session, by its label.
    pub session: Link,
    /// 件名.
    pub title: String,
    /// 事業.
    pub programme: Link,
    /// 担当課.
    pub section: String,
    /// Its life.
    pub state: SubmissionState,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    document_number: i64,
    title: String,
    state: String,
    updated_at: DateTime<Utc>,
    session: Uuid,
    fiscal_year: i32,
    session_number: i64,
    programme_id: Uuid,
    programme: String,
    section: String,
    prefix: Option<String>,
}

/// Lists submissions, the latest session first.
///
/// # Errors
/// `Forbidden` without `ReadSubmissions`; `Database`.
pub async fn list(ward: &Ward, actor: &Actor, query: &SubmissionQuery) -> Result<Vec<SubmissionRow>> {
    policy::require(actor, Permission::ReadSubmissions)?;
    let wanted = Condition::all()
        .add(scope::papers(actor))
        .add_option(query.session.map(|id| submission::Column::SessionId.eq(id.uuid())))
        .add_option(query.programme.map(|id| submission::Column::ProgrammeId.eq(id.uuid())))
        .add_option(query.state.map(|state| submission::Column::State.eq(state.code())));
    let mut rows = select_rows(ward.store().read(), wanted).await?;
    // A session has tens of papers, not thousands: what was typed is folded here.
    let words: Vec<String> =
        fold(&query.text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    rows.retain(|row| {
        let text = format!("{}\n{}", fold(&row.title), fold(&row.programme.name));
        words.iter().all(|word| text.contains(word))
    });
    Ok(rows)
}

/// The submissions in a scope, the latest session first.
pub(crate) async fn rows(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<SubmissionRow>> {
    select_rows(db, scope.filter(submission::Column::Id)).await
}

async fn select_rows(db: &impl ConnectionTrait, wanted: Condition) -> Result<Vec<SubmissionRow>> {
    let submission = |column| Expr::col((submission::Entity, column));
    let session = |column| Expr::col((council_session::Entity, column));
    let programme_name = Expr::col((programme::Entity, programme::Column::Name));
    let query = Query::select()
        .expr_as(submission(submission::Column::Id), "id")
        .expr_as(submission(submission::Column::DocumentNumber), "document_number")
        .expr_as(submission(submission::Column::Title), "title")
        .expr_as(submission(submission::Column::State), "state")
        .expr_as(submission(submission::Column::UpdatedAt), "updated_at")
        .expr_as(session(council_session::Column::Id), "session")
        .expr_as(session(council_session::Column::FiscalYear), "fiscal_year")
        .expr_as(session(council_session::Column::Number), "session_number")
        .expr_as(submission(submission::Column::ProgrammeId), "programme_id")
        .expr_as(programme_name, "programme")
        .expr_as(Expr::col((section::Entity, section::Column::Name)), "section")
        .expr_as(Expr::col((ward::Entity, ward::Column::DocumentPrefix)), "prefix")
        .from(submission::Entity)
        .inner_join(
            council_session::Entity,
            submission(submission::Column::SessionId)
                .equals((council_session::Entity, council_session::Column::Id)),
        )
        .inner_join(
            programme::Entity,
            submission(submission::Column::ProgrammeId).equals((programme::Entity, programme::Column::Id)),
        )
        .inner_join(
            section::Entity,
            submission(submission::Column::SectionId).equals((section::Entity, section::Column::Id)),
        )
        .left_join(ward::Entity, Expr::col((ward::Entity, ward::Column::Id)).eq(1))
        .cond_where(wanted)
        .order_by((council_session::Entity, council_session::Column::FiscalYear), Order::Desc)
        .order_by((council_session::Entity, council_session::Column::Number), Order::Desc)
        .order_by((submission::Entity, submission::Column::DocumentNumber), Order::Asc)
        .to_owned();
    select::<Row>(db, &query).await?.into_iter().map(row).collect()
}

fn row(row: Row) -> Result<SubmissionRow> {
    let prefix = row.prefix.as_deref().unwrap_or(DOCUMENT);
    Ok(SubmissionRow {
        reference: format!("{}-{}-{}", row.fiscal_year, row.session_number, row.document_number),
        printed_number: format!("{prefix}{}", full_width(row.document_number)),
        session: Link { id: row.session, name: label(row.fiscal_year, row.session_number)? },
        state: decoded(&row.state, SubmissionState::from_code)?,
        id: row.id,
        title: row.title,
        programme: Link { id: row.programme_id, name: row.programme },
        section: row.section,
        updated_at: row.updated_at,
    })
}
