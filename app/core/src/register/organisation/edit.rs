use domain::{
    Fault, Place,
    organisation::{Department, ImplementingBody, Section},
    usage,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    Organisation, UnitKind,
    unit::{Ending, Facts, Unit},
    view::{in_the_way, of_section},
};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change},
        typed::{Reader, shown, typed_input},
    },
};

typed_input! {
    /// What a form says of a unit, as typed.
    pub struct UnitInput {
        /// The unit above; bodies have none.
        parent,
        /// Its name.
        name,
        /// How it is read; sections have it.
        reading,
        /// First day, in any calendar.
        valid_from,
    }
}

typed_input! {
    /// What a form says of a unit's end, as typed.
    pub struct EndInput {
        /// Last day, in any calendar.
        valid_to,
        /// What takes over, if anything.
        successor,
    }
}

impl UnitInput {
    fn facts(&self, kind: UnitKind) -> Result<Facts> {
        let word = kind.word();
        let mut reader = Reader::default();
        let parent = match kind.above() {
            None => None,
            Some(above) => reader.needed_choice::<Facts>("parent", above.word(), &self.parent),
        };
        let name = reader.needed("name", &format!("{word}の名前"), &self.name);
        let reading = match kind {
            UnitKind::Section => reader.line("reading", "よみ", &self.reading),
            UnitKind::Body | UnitKind::Department => String::new(),
        };
        let valid_from = reader.day("valid_from", "始まりの日", &self.valid_from);
        reader.finish(Some(Facts { parent: parent.map(domain::Id::uuid), name, reading, valid_from }))
    }
}

impl EndInput {
    /// What a form shows first: the day it ends, or today.
    #[must_use]
    pub fn of(view: &super::UnitView) -> Self {
        Self {
            valid_to: shown(view.valid_to),
            successor: view.successor.as_ref().map(|next| next.id.to_string()).unwrap_or_default(),
        }
    }

    fn ending(&self) -> Result<Ending> {
        let mut reader = Reader::default();
        let valid_to = reader.needed_day("valid_to", "最後の日", &self.valid_to);
        let successor = reader.chosen::<Ending>("successor", "引き継ぐ先", &self.successor);
        reader.finish(Some(Ending { valid_to, successor: successor.map(domain::Id::uuid) }))
    }
}

/// Adds a unit, once for each key of a form.
///
/// # Errors
/// `Forbidden`; `Invalid`, by field.
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    kind: UnitKind,
    key: Option<&str>,
    input: &UnitInput,
) -> Result<Uuid> {
    match kind {
        UnitKind::Body => create_unit::<ImplementingBody>(ward, actor, key, input).await,
        UnitKind::Department => create_unit::<Department>(ward, actor, key, input).await,
        UnitKind::Section => create_unit::<Section>(ward, actor, key, input).await,
    }
}

/// Changes a unit.
///
/// # Errors
/// As [`create`]; `NotFound`; `Conflict`.
pub async fn change(
    ward: &Ward,
    actor: &Actor,
    kind: UnitKind,
    id: Uuid,
    change: Change<'_>,
    input: &UnitInput,
) -> Result<()> {
    match kind {
        UnitKind::Body => change_unit::<ImplementingBody>(ward, actor, id, change, input).await,
        UnitKind::Department => change_unit::<Department>(ward, actor, id, change, input).await,
        UnitKind::Section => change_unit::<Section>(ward, actor, id, change, input).await,
    }
}

/// Ends a unit on a day, or moves its end.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid`: also while units below it go
/// on, and for a section without a successor while anything is its own.
pub async fn end(
    ward: &Ward,
    actor: &Actor,
    kind: UnitKind,
    id: Uuid,
    change: Change<'_>,
    input: &EndInput,
) -> Result<()> {
    policy::require(actor, Permission::EditOrganisation)?;
    let ending = input.ending()?;
    set_end(ward, actor, kind, id, change, ending).await
}

/// Takes back a unit's end.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict`; `Invalid` if what is above it ends.
pub async fn restore(ward: &Ward, actor: &Actor, kind: UnitKind, id: Uuid, change: Change<'_>) -> Result<()> {
    policy::require(actor, Permission::EditOrganisation)?;
    set_end(ward, actor, kind, id, change, Ending::default()).await
}

async fn set_end(
    ward: &Ward,
    actor: &Actor,
    kind: UnitKind,
    id: Uuid,
    change: Change<'_>,
    ending: Ending,
) -> Result<()> {
    match kind {
        UnitKind::Body => end_unit::<ImplementingBody>(ward, actor, id, change, ending).await,
        UnitKind::Department => end_unit::<Department>(ward, actor, id, change, ending).await,
        UnitKind::Section => end_unit::<Section>(ward, actor, id, change, ending).await,
    }
}

async fn create_unit<U: Unit>(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    input: &UnitInput,
) -> Result<Uuid> {
    policy::require(actor, Permission::EditOrganisation)?;
    let unit = U::new(ward.clock().new_id(), input.facts(U::UNIT)?);
    let all = Organisation::load(ward.store().read()).await?;
    within_parent(&all, &unit)?;
    edit::create(ward, actor, key, "", unit).await.map_err(at_parent)
}

async fn change_unit<U: Unit>(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    input: &UnitInput,
) -> Result<()> {
    policy::require(actor, Permission::EditOrganisation)?;
    let facts = input.facts(U::UNIT)?;
    let part = |unit: &U| Ok(unit.facts());
    let apply = |unit: &mut U| {
        unit.set_facts(facts);
        Ok(())
    };
    edit::change_asking::<U, _>(ward, actor, id, change, part, apply, async |tx, unit| {
        within_parent(&Organisation::load(tx.conn()).await?, unit)
    })
    .await
    .map_err(at_parent)?;
    Ok(())
}

async fn end_unit<U: Unit>(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    ending: Ending,
) -> Result<()> {
    let part = |unit: &U| Ok(unit.ending());
    let apply = |unit: &mut U| {
        unit.set_ending(ending);
        Ok(())
    };
    edit::change_asking::<U, _>(ward, actor, id, change, part, apply, async |tx, unit| {
        may_end(tx.conn(), actor, unit).await
    })
    .await?;
    Ok(())
}

/// Whether a unit may end, or go on, as it says.
async fn may_end<U: Unit>(db: &impl ConnectionTrait, actor: &Actor, unit: &U) -> Result<()> {
    let all = Organisation::load(db).await?;
    within_parent(&all, unit)?;
    let ending = unit.ending();
    let Some(last) = ending.valid_to else { return Ok(()) };
    let facts = unit.facts();
    let lasting: Vec<String> = all
        .below(U::UNIT, unit.id())
        .into_iter()
        .filter(|below| below.valid_to.is_none_or(|to| to > last))
        .map(|below| below.name)
        .collect();
    if let Some(below) = U::UNIT.below() {
        let count = u64::try_from(lasting.len()).unwrap_or(u64::MAX);
        let uses = [usage::Use { word: below.word(), count, names: lasting }];
        let remedy =
            format!("先に、これらの{0}を別の{1}へ移すか、廃止してください。", below.word(), U::UNIT.word());
        usage::refuse_while_used(&facts.name, "廃止", &uses, &remedy).map_err(Error::invalid)?;
    }
    match ending.successor {
        Some(next) => successor_lasts(&all, U::UNIT, next, last),
        None if U::UNIT == UnitKind::Section => {
            let uses = in_the_way(&of_section(db, actor, unit.id()).await?);
            let remedy = "引き継ぐ課を選ぶか、先に担当課を変えてください。";
            usage::refuse_while_used(&facts.name, "廃止", &uses, remedy).map_err(Error::invalid)
        }
        None => Ok(()),
    }
}

fn successor_lasts(all: &Organisation, kind: UnitKind, next: Uuid, last: chrono::NaiveDate) -> Result<()> {
    let ended = all.find(kind, next).and_then(|(facts, end)| Some((facts.name, end.valid_to?)));
    match ended {
        Some((name, to)) if to <= last => {
            let message = format!(
                "「{name}」は{}に廃止されているため、引き継げません。その後もある{}を選んでください。",
                shown(Some(to)),
                kind.word()
            );
            Err(Error::invalid(Fault::at_field("successor-ended", "successor", message)))
        }
        _ => Ok(()),
    }
}

/// A unit ends no later than what it is below.
fn within_parent<U: Unit>(all: &Organisation, unit: &U) -> Result<()> {
    let (Some(tier), Some(parent)) = (U::UNIT.above(), unit.facts().parent) else { return Ok(()) };
    let Some((facts, Ending { valid_to: Some(to), .. })) = all.find(tier, parent) else { return Ok(()) };
    if unit.ending().valid_to.is_some_and(|own| own <= to) {
        return Ok(());
    }
    let message = format!(
        "「{}」は{}までのため、その後もある{}を選んでください。",
        facts.name,
        shown(Some(to)),
        tier.word()
    );
    Err(Error::invalid(Fault::at_field("parent-ended", "parent", message)))
}

/// Forms call the unit above by one name, whatever the tier.
fn at_parent(error: Error) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let renamed = faults.into_iter().map(|fault| match &fault.place {
        Place::Field(field) if field == "body" || field == "department" => {
            Fault { place: Place::Field("parent".to_owned()), ..fault }
        }
        _ => fault,
    });
    Error::Invalid(renamed.collect())
}
