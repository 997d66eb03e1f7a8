//! Adding and changing sessions.

use chrono::NaiveDate;
use domain::{
    Fault, Id, Place,
    council::Session,
    date::{FiscalYear, read_date},
    text::{check_forbidden, check_length, parse_number},
};
use entity::council_session;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, SqlErr,
};

use super::aggregate::{row, session};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    idempotency,
    policy::{self, Permission},
    register::rows::Aggregate as _,
};

/// The most sessions a fiscal year can have.
const NUMBERS: std::ops::RangeInclusive<u64> = 1..=99;

/// The longest reason, in characters.
const REASON: usize = 500;

/// What a person typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionInput {
    /// 年度: 令和8年度, R8, 2026.
    pub fiscal_year: String,
    /// 第N回, as a number in any width.
    pub number: String,
    /// The day it meets, in any form people write; empty if not known yet.
    pub held_on: String,
    /// Why it is changed, for the trail; may be empty.
    pub reason: String,
}

impl SessionInput {
    /// What the form of a session shows first.
    pub fn of(session: &Session) -> Self {
        Self {
            fiscal_year: session.fiscal_year.label(),
            number: session.number.to_string(),
            held_on: session.held_on.map(domain::date::format_date).unwrap_or_default(),
            reason: String::new(),
        }
    }

    /// The session it describes, or all that is wrong with it.
    fn read(&self, id: Id<Session>) -> Result<Session> {
        let mut faults = Vec::new();
        let fiscal_year =
            FiscalYear::parse(&self.fiscal_year).map_err(|fault| faults.push(fault.at_field("fiscal_year")));
        let number = read_number(&self.number).map_err(|fault| faults.push(fault));
        let held_on = read_day(&self.held_on).map_err(|fault| faults.push(fault));
        faults.extend(check_reason(&self.reason).err());
        let (true, Ok(fiscal_year), Ok(number), Ok(held_on)) =
            (faults.is_empty(), fiscal_year, number, held_on)
        else {
            return Err(Error::Invalid(faults));
        };
        if let Some(day) = held_on
            && !fiscal_year.contains(day)
        {
            let message =
                format!("開催日が{}の日ではありません。年度か開催日を直してください。", fiscal_year.label());
            return Err(Error::invalid(Fault::at_field("session-day", "held_on", message)));
        }
        Ok(Session { id, fiscal_year, number, held_on })
    }
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
    read_date(text).map(|reading| Some(reading.date)).map_err(|fault| fault.at_field("held_on"))
}

fn check_reason(reason: &str) -> Result<(), Fault> {
    let place = || Place::Field("reason".into());
    check_length(place(), "変更の理由", reason, REASON)?;
    check_forbidden(place(), reason)
}

/// Adds a session, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid` with a fault for each field.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    input: &SessionInput,
    key: Option<&str>,
) -> Result<Id<Session>> {
    policy::require(actor, Permission::EditSessions)?;
    let created = input.read(ward.clock().new_id().into())?;
    let at = ward.clock().now();
    let done = idempotency::once(ward.store(), actor, key, Action::Create, input.reason.trim(), async |tx| {
        free(tx.conn(), &created).await?;
        row(&created, at).into_active_model().insert(tx.conn()).await?;
        tx.created(Session::KIND, created.id.uuid(), &created).await?;
        Ok(created.id.to_string())
    })
    .await;
    // A key used before leads to the session made then.
    let id = done.map_err(|error| taken(error, &created))?;
    id.parse().map_err(Error::internal("登録した回を開けません。"))
}

/// Changes a session that was seen at a version.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` if it has changed since; `Invalid` with
/// a fault for each field.
pub async fn update(
    ward: &Ward,
    actor: &Actor,
    id: Id<Session>,
    seen: i32,
    input: &SessionInput,
) -> Result<()> {
    policy::require(actor, Permission::EditSessions)?;
    let after = input.read(id)?;
    let at = ward.clock().now();
    let done = ward
        .store()
        .write(actor, Action::Edit, input.reason.trim(), async |tx| {
            let db = tx.conn();
            let found = council_session::Entity::find_by_id(id.uuid()).one(db).await?;
            let held = found.ok_or_else(|| Error::NotFound("審議会の回".into()))?;
            let before = session(&held)?;
            // Sent twice: it is so already.
            if before == after {
                return Ok(());
            }
            free(db, &after).await?;
            let changed = council_session::ActiveModel {
                fiscal_year: Set(after.fiscal_year.year()),
                number: Set(i64::from(after.number)),
                held_on: Set(after.held_on),
                version: Set(seen + 1),
                updated_at: Set(at),
                ..Default::default()
            };
            let written = council_session::Entity::update_many()
                .set(changed)
                .filter(council_session::Column::Id.eq(id.uuid()))
                .filter(council_session::Column::Version.eq(seen))
                .exec(db)
                .await?;
            if written.rows_affected == 0 {
                let message = format!(
                    "この回は、開いている間に他の人が変えました（いまは{}）。内容を確かめて、もう一度入れてください。",
                    described(&before)
                );
                return Err(Error::Conflict(message));
            }
            tx.updated(Session::KIND, id.uuid(), &before, &after).await
        })
        .await;
    done.map_err(|error| taken(error, &after))
}

fn described(session: &Session) -> String {
    let day = session.held_on.map_or_else(|| "開催日は未定".to_owned(), domain::date::format_date);
    format!("{}、{day}", session.label())
}

/// Refuses a number that another session of the year has.
async fn free(db: &impl ConnectionTrait, wanted: &Session) -> Result<()> {
    let holder = council_session::Entity::find()
        .filter(council_session::Column::FiscalYear.eq(wanted.fiscal_year.year()))
        .filter(council_session::Column::Number.eq(i64::from(wanted.number)))
        .filter(council_session::Column::Id.ne(wanted.id.uuid()))
        .one(db)
        .await?;
    match holder {
        Some(_) => Err(number_taken(wanted)),
        None => Ok(()),
    }
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
