//! Outcomes as pages list them.

use chrono::NaiveDate;
use domain::council::OutcomeResult;
use entity::{council_session, outcome, outcome_subject};
use sea_orm::{
    ConnectionTrait, FromQueryResult, Order,
    sea_query::{Expr, ExprTrait as _, Query},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Result,
    council::session::label,
    register::{
        list::{Link, select},
        rows::{Scope, decoded},
    },
};

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutcomeRow {
    /// The outcome.
    pub id: Uuid,
    /// 件名 as decided.
    pub title: String,
    /// What was decided.
    pub result: OutcomeResult,
    /// When.
    pub decided_on: Option<NaiveDate>,
    /// The session that decided, by its label.
    pub session: Link,
    /// The item it is about.
    pub item: Option<Uuid>,
    /// The paper it was put in.
    pub submission: Option<Uuid>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    title: String,
    result: String,
    decided_on: Option<NaiveDate>,
    session: Uuid,
    fiscal_year: i32,
    number: i64,
    item: Option<Uuid>,
    submission: Option<Uuid>,
}

/// The outcomes in a scope, the latest session first.
pub(crate) async fn rows(db: &impl ConnectionTrait, scope: &Scope) -> Result<Vec<OutcomeRow>> {
    let outcome = |column| Expr::col((outcome::Entity, column));
    let session = |column| Expr::col((council_session::Entity, column));
    let subject = |column| Expr::col((outcome_subject::Entity, column));
    let query = Query::select()
        .expr_as(outcome(outcome::Column::Id), "id")
        .expr_as(outcome(outcome::Column::Title), "title")
        .expr_as(outcome(outcome::Column::Result), "result")
        .expr_as(outcome(outcome::Column::DecidedOn), "decided_on")
        .expr_as(session(council_session::Column::Id), "session")
        .expr_as(session(council_session::Column::FiscalYear), "fiscal_year")
        .expr_as(session(council_session::Column::Number), "number")
        .expr_as(subject(outcome_subject::Column::ItemId), "item")
        .expr_as(subject(outcome_subject::Column::SubmissionId), "submission")
        .from(outcome::Entity)
        .inner_join(
            council_session::Entity,
            outcome(outcome::Column::SessionId)
                .equals((council_session::Entity, council_session::Column::Id)),
        )
        .left_join(
            outcome_subject::Entity,
            subject(outcome_subject::Column::OutcomeId).equals((outcome::Entity, outcome::Column::Id)),
        )
        .cond_where(scope.filter(outcome::Column::Id))
        .order_by((council_session::Entity, council_session::Column::FiscalYear), Order::Desc)
        .order_by((council_session::Entity, council_session::Column::Number), Order::Desc)
        .order_by((outcome::Entity, outcome::Column::Id), Order::Asc)
        .to_owned();
    select::<Row>(db, &query).await?.into_iter().map(row).collect()
}

fn row(row: Row) -> Result<OutcomeRow> {
    Ok(OutcomeRow {
        id: row.id,
        title: row.title,
        result: decoded(&row.result, OutcomeResult::from_code)?,
        decided_on: row.decided_on,
        session: Link { id: row.session, name: label(row.fiscal_year, row.number)? },
        item: row.item,
        submission: row.submission,
    })
}
