//! Duties that people confirm, add, change, put in order and remove, on the
//! clauses of a draft and on the protections of an item alike.

mod host;
mod rows;
mod sheet;

pub(crate) use host::Host;
pub(crate) use rows::{clause_rows, dismissed, dismissed_column, of_clause, of_protection, protection_rows};
pub use sheet::{DutyLine, DutySheet, duty_seen, line_seen, open};

use domain::{
    Fault, Id, Place,
    clauses::ClauseSet,
    duty::{Dismissed, Duty, DutyHost},
    item::Item,
};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    audit::canonical,
    register::edit::{self, Change},
};

/// Whose duties: a version of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// What the duties hang on.
    pub host: DutyHost,
    /// The clause set or the item.
    pub object: Uuid,
    /// The edition or the version.
    pub version: Uuid,
}

/// Adds confirmed proposals, each behind the duties of its line.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` if texts or duties changed since they
/// were seen; `Invalid` where nothing may be changed, or a duty is at fault.
pub async fn confirm(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    change: Change<'_>,
    chosen: &[(Uuid, Duty)],
) -> Result<()> {
    match held.host {
        DutyHost::Clause => confirm_in::<ClauseSet>(ward, actor, held, change, chosen).await,
        DutyHost::Protection => confirm_in::<Item>(ward, actor, held, change, chosen).await,
    }
}

/// Adds a duty to a line, once for each key of a form.
///
/// # Errors
/// As [`confirm`]; the conflict is about the duties of the line. Faults are
/// named within the duty (`evidence[0].name`).
pub async fn add(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    key: Option<&str>,
    change: Change<'_>,
    duty: Duty,
) -> Result<()> {
    let key = key.map_or_else(|| ward.clock().new_id().to_string(), ToOwned::to_owned);
    let id = Id::of_child(line, &format!("duty/{key}"), 0);
    apply(ward, actor, held, line, change, Edit::Add(id, duty)).await
}

/// Changes a duty.
///
/// # Errors
/// As [`add`]; the conflict is about the duty itself.
pub async fn save(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    id: Id<Duty>,
    change: Change<'_>,
    duty: Duty,
) -> Result<()> {
    apply(ward, actor, held, line, change, Edit::Save(id, duty)).await
}

/// Removes a duty.
///
/// # Errors
/// As [`save`].
pub async fn remove(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    id: Id<Duty>,
    change: Change<'_>,
) -> Result<()> {
    apply(ward, actor, held, line, change, Edit::Remove(id)).await
}

/// Moves a duty to a place among those of its line, counted from 0. What is seen
/// is that of [`confirm`].
///
/// # Errors
/// As [`confirm`].
pub async fn shift(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    id: Id<Duty>,
    to: usize,
    change: Change<'_>,
) -> Result<()> {
    apply(ward, actor, held, line, change, Edit::Shift(id, to)).await
}

/// Says that a proposal is no duty. What is seen is that of [`confirm`].
///
/// # Errors
/// As [`confirm`].
pub async fn dismiss(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    proposal: Dismissed,
    change: Change<'_>,
) -> Result<()> {
    let dismiss = |list: &mut Vec<Dismissed>| {
        if !list.contains(&proposal) {
            list.push(proposal);
        }
    };
    say(ward, actor, held, line, change, dismiss).await
}

/// Takes back that a proposal is no duty: it is made again.
///
/// # Errors
/// As [`confirm`].
pub async fn propose_again(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    proposal: &Dismissed,
    change: Change<'_>,
) -> Result<()> {
    say(ward, actor, held, line, change, |list| list.retain(|held| held != proposal)).await
}

async fn say(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    change: Change<'_>,
    apply: impl FnOnce(&mut Vec<Dismissed>) + Send,
) -> Result<()> {
    match held.host {
        DutyHost::Clause => say_in::<ClauseSet>(ward, actor, held, line, change, apply).await,
        DutyHost::Protection => say_in::<Item>(ward, actor, held, line, change, apply).await,
    }
}

async fn say_in<H: Host>(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    change: Change<'_>,
    apply: impl FnOnce(&mut Vec<Dismissed>) + Send,
) -> Result<()> {
    let version = held.version;
    let seen = |object: &H| object.seen(version);
    let apply = |object: &mut H| {
        apply(object.said_mut(version, line)?.dismissed);
        Ok(())
    };
    edit::change::<H, String>(ward, actor, held.object, change, seen, apply).await.map(drop)
}

/// What is done to a list of duties. Done twice, it is as if done once.
#[derive(Clone)]
enum Edit {
    Add(Id<Duty>, Duty),
    Save(Id<Duty>, Duty),
    Remove(Id<Duty>),
    Shift(Id<Duty>, usize),
}

impl Edit {
    /// What of the object it is about.
    fn part<H: Host>(&self, object: &H, version: Uuid, line: Uuid) -> Result<String> {
        let list = || object.duties(version, line);
        match self {
            Self::Add(..) => canonical::json(&list()?),
            Self::Save(id, _) | Self::Remove(id) => {
                canonical::json(&list()?.iter().find(|duty| duty.id == Some(*id)))
            }
            Self::Shift(..) => object.seen(version),
        }
    }

    /// Does it. Returns the place of the duty that faults are told of.
    fn apply(self, list: &mut Vec<Duty>) -> Result<usize> {
        let (Self::Add(id, _) | Self::Save(id, _) | Self::Remove(id) | Self::Shift(id, _)) = &self;
        let at = list.iter().position(|duty| duty.id == Some(*id));
        match (self, at) {
            (Self::Add(id, duty), None) => {
                list.push(Duty { id: Some(id), ..duty });
                Ok(list.len() - 1)
            }
            (Self::Add(id, duty) | Self::Save(id, duty), Some(at)) => {
                list[at] = Duty { id: Some(id), ..duty };
                Ok(at)
            }
            (Self::Remove(_), Some(at)) => {
                list.remove(at);
                Ok(at)
            }
            (Self::Remove(_), None) => Ok(0),
            (Self::Shift(_, to), Some(at)) => {
                let duty = list.remove(at);
                list.insert(to.min(list.len()), duty);
                Ok(at)
            }
            (Self::Save(..) | Self::Shift(..), None) => Err(missing()),
        }
    }
}

fn missing() -> Error {
    Error::NotFound("義務".to_owned())
}

async fn apply(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    change: Change<'_>,
    edit: Edit,
) -> Result<()> {
    match held.host {
        DutyHost::Clause => apply_in::<ClauseSet>(ward, actor, held, line, change, edit).await,
        DutyHost::Protection => apply_in::<Item>(ward, actor, held, line, change, edit).await,
    }
}

async fn apply_in<H: Host>(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    change: Change<'_>,
    edit: Edit,
) -> Result<()> {
    let version = held.version;
    let about = edit.clone();
    let mut prefix = String::new();
    let done = edit::change::<H, String>(
        ward,
        actor,
        held.object,
        change,
        |object| about.part(object, version, line),
        |object| {
            let said = object.said_mut(version, line)?;
            let at = edit.apply(said.duties)?;
            prefix = format!("{}.duties[{at}].", said.path);
            Ok(())
        },
    )
    .await;
    done.map(drop).map_err(|error| within(error, &prefix))
}

/// Names the fields of a duty by their place within it.
fn within(error: Error, prefix: &str) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let named = |fault: Fault| match &fault.place {
        Place::Field(field) => match field.strip_prefix(prefix) {
            Some(field) => Fault { place: Place::Field(field.to_owned()), ..fault },
            None => fault,
        },
        _ => fault,
    };
    Error::Invalid(faults.into_iter().map(named).collect())
}

async fn confirm_in<H: Host>(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    change: Change<'_>,
    chosen: &[(Uuid, Duty)],
) -> Result<()> {
    let version = held.version;
    edit::change::<H, String>(
        ward,
        actor,
        held.object,
        change,
        |object| object.seen(version),
        |object| {
            for (line, duty) in chosen {
                let list = object.said_mut(version, *line)?.duties;
                let id = Id::of_child(*line, &format!("confirmed/{}", edit::digest(duty)?), 0);
                let held = list.iter().find(|held| held.id == Some(id));
                let confirmed = Duty { id: Some(id), ..duty.clone() };
                match held {
                    Some(held) if *held == confirmed => {}
                    // It was changed since into something else.
                    Some(_) => list.push(Duty { id: None, ..confirmed }),
                    None => list.push(confirmed),
                }
            }
            Ok(())
        },
    )
    .await
    .map(drop)
}
