//! Duties that people confirm, add, change, put in order and remove, on the
//! clauses of a draft and on the protections of an item alike.

mod host;
mod rows;
mod sheet;

pub(crate) use host::Host;
pub(crate) use rows::{clause_rows, of_clause, of_protection, protection_rows};
pub use sheet::{DutyLine, DutySheet, duty_seen, line_seen, open};

use domain::{
    Fault, Id, Place,
    clauses::ClauseSet,
    duty::{Duty, DutyHost},
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

/// Which way a duty moves in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// Before the one before it.
    Up,
    /// Behind the one behind it.
    Down,
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

/// Adds a duty to a line, or changes the one with this id.
///
/// # Errors
/// As [`confirm`]; the conflict is about the duty itself, or, of a new one, the
/// duties of its line. Faults are named within the duty (`evidence[0].name`).
pub async fn save(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    id: Option<Id<Duty>>,
    change: Change<'_>,
    duty: Duty,
) -> Result<()> {
    let edit = Edit::Save(id, duty);
    apply(ward, actor, held, line, change, edit).await
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

/// Moves a duty within its line. What is seen is that of [`confirm`].
///
/// # Errors
/// As [`confirm`].
pub async fn shift(
    ward: &Ward,
    actor: &Actor,
    held: Held,
    line: Uuid,
    id: Id<Duty>,
    way: Move,
    change: Change<'_>,
) -> Result<()> {
    apply(ward, actor, held, line, change, Edit::Shift(id, way)).await
}

/// What is done to a list of duties.
enum Edit {
    Save(Option<Id<Duty>>, Duty),
    Remove(Id<Duty>),
    Shift(Id<Duty>, Move),
}

impl Edit {
    /// What of the object it is about.
    fn part<H: Host>(&self, object: &H, version: Uuid, line: Uuid) -> Result<String> {
        let list = || object.duties(version, line);
        match self {
            Self::Save(None, _) => canonical::json(&list()?),
            Self::Save(Some(id), _) | Self::Remove(id) => {
                canonical::json(&list()?.iter().find(|duty| duty.id == Some(*id)))
            }
            Self::Shift(..) => object.seen(version),
        }
    }

    fn apply(self, list: &mut Vec<Duty>) -> Result<()> {
        let at = |list: &[Duty], id: Id<Duty>| {
            list.iter().position(|duty| duty.id == Some(id)).ok_or_else(missing)
        };
        match self {
            Self::Save(None, duty) => list.push(Duty { id: None, ..duty }),
            Self::Save(Some(id), duty) => {
                let at = at(list, id)?;
                list[at] = Duty { id: Some(id), ..duty };
            }
            Self::Remove(id) => {
                let at = at(list, id)?;
                list.remove(at);
            }
            Self::Shift(id, way) => {
                let at = at(list, id)?;
                let to = if way == Move::Up { at.checked_sub(1) } else { Some(at + 1) };
                if let Some(to) = to.filter(|to| *to < list.len()) {
                    list.swap(at, to);
                }
            }
        }
        Ok(())
    }

    /// The duty that faults are told of.
    fn index(&self, list: &[Duty]) -> usize {
        match self {
            Self::Save(Some(id), _) => {
                list.iter().position(|duty| duty.id == Some(*id)).unwrap_or(list.len())
            }
            _ => list.len(),
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
    let about = match &edit {
        Edit::Save(id, duty) => Edit::Save(*id, duty.clone()),
        Edit::Remove(id) => Edit::Remove(*id),
        Edit::Shift(id, way) => Edit::Shift(*id, *way),
    };
    let place = std::sync::Mutex::new(String::new());
    let done = edit::change::<H, String>(
        ward,
        actor,
        held.object,
        change,
        |object| about.part(object, version, line),
        |object| {
            let (list, path) = object.duties_mut(version, line)?;
            if let Ok(mut place) = place.lock() {
                *place = format!("{path}.duties[{}].", edit.index(list));
            }
            edit.apply(list)
        },
    )
    .await;
    let prefix = place.into_inner().unwrap_or_default();
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
                object.duties_mut(version, *line)?.0.push(Duty { id: None, ..duty.clone() });
            }
            Ok(())
        },
    )
    .await
    .map(drop)
}
