//! Sessions of the council.

use chrono::{DateTime, Utc};
use domain::{bundle::Noun, council::Session, date::FiscalYear};
use entity::council_session;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{
    Result,
    register::rows::{Aggregate, Scope, corrupt, number, roots, upsert},
};

impl Aggregate for Session {
    const NOUN: Noun = Noun::Session;
    const KIND: &'static str = "council_session";

    fn id(&self) -> Uuid {
        self.id.uuid()
    }

    async fn load<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<Vec<Self>> {
        let rows = roots::<council_session::Entity>(db, scope, council_session::Column::Id).await?;
        rows.iter().map(session).collect()
    }

    async fn save<C: ConnectionTrait>(db: &C, aggregates: &[&Self], at: DateTime<Utc>) -> Result<()> {
        let row = |session: &&Self| row(session, at);
        upsert::<council_session::Entity>(db, aggregates.iter().map(row).collect()).await
    }
}

/// A session as its row keeps it.
pub(crate) fn session(row: &council_session::Model) -> Result<Session> {
    Ok(Session {
        id: row.id.into(),
        fiscal_year: FiscalYear::new(row.fiscal_year).map_err(|fault| corrupt(format!("{fault:?}")))?,
        number: number(row.number)?,
        held_on: row.held_on,
    })
}

/// The row of a session.
pub(crate) fn row(session: &Session, at: DateTime<Utc>) -> council_session::Model {
    council_session::Model {
        id: session.id.uuid(),
        fiscal_year: session.fiscal_year.year(),
        number: i64::from(session.number),
        held_on: session.held_on,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

/// The label of a session from its columns: 令和8年度第1回.
pub(crate) fn label(fiscal_year: i32, session: i64) -> Result<String> {
    let fiscal_year = FiscalYear::new(fiscal_year).map_err(|fault| corrupt(format!("{fault:?}")))?;
    Ok(format!("{}第{session}回", fiscal_year.label()))
}
