//! Adding and changing sessions.

use chrono::NaiveDate;
use domain::{
    Fault, Id,
    bundle::Bundle,
    council::Session,
    date::{FiscalYear, read_date},
    text::parse_number,
};
use entity::council_session;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, SqlErr};

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change, Editable},
        typed::typed_input,
    },
};

/// The most sessions a fiscal year can have.
const NUMBERS: std::ops::RangeInclusive<u64> = 1..=99;

typed_input! {
    /// What a person typed.
    pub struct SessionInput {
        /// 年度: 令和8年度, R8, 2026.
        fiscal_year,
        /// 第N回, as a number in any width.
        number,
        /// The day it meets, in any form people write; empty if not known yet.
        held_on,
    }
}

impl SessionInput {
    /// What the form of a session shows first.
    #[must_use]
    pub fn of(session: &Session) -> Self {
        Self {
            fiscal_year: session.fiscal_year.label(),
            number: session.number.to_string(),
            held_on: session.held_on.map(domain::date::format_date).unwrap_or_default(),
        }
    }

    /// The session it describes, or all that is wrong with it.
    fn session(&self, id: Id<Session>) -> Result<Session> {
        let mut faults = Vec::new();
        let fiscal_year = read_year(&self.fiscal_year).map_err(|fault| faults.push(fault));
        let number = read_number(&self.number).map_err(|fault| faults.push(fault));
        let held_on = read_day(&self.held_on).map_err(|fault| faults.push(fault));
        if let (Ok(year), Ok(Some(day))) = (fiscal_year, held_on)
            && !year.contains(day)
        {
            let message =
                format!("開催日が{}の日ではありません。年度か開催日を直してください。", year.label());
            faults.push(Fault::at_field("session-day", "held_on", message));
        }
        match (fiscal_year, number, held_on) {
            (Ok(fiscal_year), Ok(number), Ok(held_on)) if faults.is_empty() => {
                Ok(Session { id, fiscal_year, number, held_on })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

fn read_year(text: &str) -> Result<FiscalYear, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::at_field("empty-text", "fiscal_year", "年度を入力してください。"));
    }
    FiscalYear::parse(text).map_err(|fault| fault.at_field("fiscal_year", "年度"))
}

fn read_number(text: &str) -> Result<u32, Fault> {
    parse_number(text.trim())
        .filter(|number| NUMBERS.contains(number))
        .and_then(|number| u32::try_from(number).ok())
        .ok_or_else(|| Fault::at_field("session-number", "number", "回は1から99までの数字で入れてください。"))
}

fn read_day(text: &str) -> Result<Option<NaiveDate>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read_date(text).map(|reading| Some(reading.date)).map_err(|fault| fault.at_field("held_on", "開催日"))
}

impl Editable for Session {
    const PATH: &'static str = "$.sessions[0]";

    fn bundle(self) -> Bundle {
        Bundle { sessions: vec![self], ..Bundle::default() }
    }

    fn from_bundle(mut bundle: Bundle) -> Option<Self> {
        bundle.sessions.pop()
    }

    fn permit(&self, actor: &Actor) -> Result<()> {
        policy::require(actor, Permission::EditSessions)
    }

    /// Refuses a number that another session of the year has.
    async fn rest(db: &impl ConnectionTrait, _before: Option<&Self>, after: &Self) -> Result<()> {
        let holder = council_session::Entity::find()
            .filter(council_session::Column::FiscalYear.eq(after.fiscal_year.year()))
            .filter(council_session::Column::Number.eq(i64::from(after.number)))
            .filter(council_session::Column::Id.ne(after.id.uuid()))
            .one(db)
            .await?;
        match holder {
            Some(_) => Err(number_taken(after)),
            None => Ok(()),
        }
    }
}

/// Adds a session, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid` with a fault for each field.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    input: &SessionInput,
) -> Result<Id<Session>> {
    policy::require(actor, Permission::EditSessions)?;
    let session = input.session(ward.clock().new_id().into())?;
    let made = edit::create(ward, actor, key, "", session.clone()).await;
    made.map(Id::new).map_err(|error| taken(error, &session))
}

/// Changes a session.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict` if it is no longer what was seen.
pub async fn change(
    ward: &Ward,
    actor: &Actor,
    id: Id<Session>,
    change: Change<'_>,
    input: &SessionInput,
) -> Result<()> {
    policy::require(actor, Permission::EditSessions)?;
    let after = input.session(id)?;
    let apply = |session: &mut Session| {
        *session = after.clone();
        Ok(())
    };
    let done = edit::change(ward, actor, id.uuid(), change, |session: &Session| Ok(session.clone()), apply);
    done.await.map_err(|error| taken(error, &after))?;
    Ok(())
}

/// Two people may take a number at once: the index stops the second.
fn taken(error: Error, wanted: &Session) -> Error {
    match &error {
        Error::Database(cause) if matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            number_taken(wanted)
        }
        _ => error,
    }
}

fn number_taken(wanted: &Session) -> Error {
    let message = format!("{}は既にあります。別の回の数字を入れてください。", wanted.label());
    Error::invalid(Fault::at_field("duplicate-number", "number", message))
}
