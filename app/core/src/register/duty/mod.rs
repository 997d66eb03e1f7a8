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
    perform(ward, actor, held, change, Deed::Confirm(chosen)).await
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
    perform(ward, actor, held, change, Deed::Edit(line, Edit::Add(id, duty))).await
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
    perform(ward, actor, held, change, Deed::Edit(line, Edit::Save(id, duty))).await
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
    perform(ward, actor, held, change, Deed::Edit(line, Edit::Remove(id))).await
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
    perform(ward, actor, held, change, Deed::Edit(line, Edit::Shift(id, to))).await
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
    perform(ward, actor, held, change, Deed::Dismiss(line, &proposal)).await
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
    perform(ward, actor, held, change, Deed::ProposeAgain(line, proposal)).await
}

/// What is done to the duties of a version. Done twice, it is as if done once.
#[derive(Clone)]
enum Deed<'a> {
    Confirm(&'a [(Uuid, Duty)]),
    Dismiss(Uuid, &'a Dismissed),
    ProposeAgain(Uuid, &'a Dismissed),
    Edit(Uuid, Edit),
}

impl Deed<'_> {
    /// What of the object it is about.
    fn part<H: Host>(&self, object: &H, version: Uuid) -> Result<String> {
        match self {
            Self::Edit(line, edit) => edit.part(object, version, *line),
            Self::Confirm(_) | Self::Dismiss(..) | Self::ProposeAgain(..) => object.seen(version),
        }
    }

    /// Does it. Returns the path of the duty that faults are told of, if of one.
    fn apply<H: Host>(self, object: &mut H, version: Uuid) -> Result<Option<String>> {
        match self {
            Self::Confirm(chosen) => {
                for (line, duty) in chosen {
                    confirmed(object.said_mut(version, *line)?.duties, *line, duty)?;
                }
            }
            Self::Dismiss(line, proposal) => {
                let dismissed = object.said_mut(version, line)?.dismissed;
                if !dismissed.contains(proposal) {
                    dismissed.push(proposal.clone());
                }
            }
            Self::ProposeAgain(line, proposal) => {
                object.said_mut(version, line)?.dismissed.retain(|held| held != proposal);
            }
            Self::Edit(line, edit) => {
                let said = object.said_mut(version, line)?;
                let at = edit.apply(said.duties)?;
                return Ok(Some(format!("{}.duties[{at}].", said.path)));
            }
        }
        Ok(None)
    }
}

/// Adds a confirmed proposal behind the duties of its line.
fn confirmed(list: &mut Vec<Duty>, line: Uuid, duty: &Duty) -> Result<()> {
    let id = Id::of_child(line, &format!("confirmed/{}", edit::digest(duty)?), 0);
    let confirmed = Duty { id: Some(id), ..duty.clone() };
    match list.iter().find(|held| held.id == Some(id)) {
        Some(held) if *held == confirmed => {}
        // It was changed since into something else.
        Some(_) => list.push(Duty { id: None, ..confirmed }),
        None => list.push(confirmed),
    }
    Ok(())
}

/// What is done to the duties of a line.
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

async fn perform(ward: &Ward, actor: &Actor, held: Held, change: Change<'_>, deed: Deed<'_>) -> Result<()> {
    match held.host {
        DutyHost::Clause => perform_in::<ClauseSet>(ward, actor, held, change, deed).await,
        DutyHost::Protection => perform_in::<Item>(ward, actor, held, change, deed).await,
    }
}

async fn perform_in<H: Host>(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    change: Change<'_>,
    deed: Deed<'_>,
) -> Result<()> {
    let (version, about) = (held.version, deed.clone());
    let mut told_of = None;
    let part = |object: &H| about.part(object, version);
    let apply = |object: &mut H| {
        told_of = deed.apply(object, version)?;
        Ok(())
    };
    let done = edit::change::<H, String>(ward, actor, held.object, change, part, apply).await;
    done.map(drop).map_err(|error| match told_of {
        Some(path) => within(error, &path),
        None => error,
    })
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
