//! Proposals, what comes into force, copies, the archive.

use chrono::NaiveDate;
use domain::{
    Fault, Id, Place,
    council::Outcome,
    item::{Item, VALID_FROM, VALID_TO},
};
use uuid::Uuid;

use super::open::whole;
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Change, Editable as _},
        rows::{Aggregate as _, Scope},
    },
};

/// Drafts a proposal beside what is in force.
///
/// # Errors
/// As [`super::save_part`]; `change.seen` is that of the whole item.
pub async fn propose(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<Item> {
    // The same form sent twice proposes the same version.
    let version = Id::new(Uuid::new_v5(&id, change.seen.as_bytes()));
    led(ward, actor, id, change, |item| item.propose(version)).await
}

/// Takes the proposal back, unless a paper prints it.
///
/// # Errors
/// As [`propose`].
pub async fn withdraw(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<Item> {
    led(ward, actor, id, change, |item| item.withdraw().map(drop)).await
}

/// The proposal holds from a day on, by a decision if one is stated.
///
/// # Errors
/// As [`propose`]; a decision must be one about the item that lets it go ahead.
pub async fn bring_into_force(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    from: NaiveDate,
    decided_by: Option<Id<Outcome>>,
) -> Result<Item> {
    if let Some(decided) = decided_by {
        let about = Outcome::load(ward.store().read(), &Scope::one(decided.uuid())).await?.pop();
        let refuse = |code, message: &str| Err(Error::invalid(Fault::at_field(code, "decided_by", message)));
        match about.filter(|outcome| outcome.item.is_some_and(|item| item.uuid() == id)) {
            None => {
                return refuse(
                    "other-decision",
                    "この案件についての議決等ではありません。選び直してください。",
                );
            }
            Some(outcome) if !outcome.result.lets_go_ahead() => {
                return refuse(
                    "not-decided",
                    "継続審議や取下げでは現行にできません。承認又は了承の議決等を選んでください。",
                );
            }
            Some(_) => {}
        }
    }
    let today = ward.clock().today();
    led(ward, actor, id, change, |item| item.bring_into_force(from, decided_by, today)).await
}

/// Puts the item away.
///
/// # Errors
/// As [`propose`]; `Invalid` while something that goes on depends on it.
pub async fn archive(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    last_day: Option<NaiveDate>,
) -> Result<Item> {
    let now = ward.clock().now();
    led(ward, actor, id, change, |item| item.archive(now, last_day)).await
}

/// Brings the item back.
///
/// # Errors
/// As [`propose`].
pub async fn bring_back(ward: &Ward, actor: &Actor, id: Uuid, change: Change<'_>) -> Result<Item> {
    led(ward, actor, id, change, Item::bring_back).await
}

/// Enters a new item with what this one says, once for each key of a form.
/// Returns its id.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Invalid`.
pub async fn copy(ward: &Ward, actor: &Actor, key: Option<&str>, reason: &str, id: Uuid) -> Result<Uuid> {
    policy::require(actor, Permission::EditItems)?;
    let from = edit::load::<Item>(ward.store().read(), id).await?;
    from.permit(actor)?;
    let (id, version) = (Id::new(ward.clock().new_id()), Id::new(ward.clock().new_id()));
    let copy = from.copied(id, version).map_err(Error::invalid)?;
    edit::create(ward, actor, key, reason, copy).await
}

async fn led(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    change: Change<'_>,
    lead: impl FnOnce(&mut Item) -> Result<(), Fault>,
) -> Result<Item> {
    policy::require(actor, Permission::EditItems)?;
    let whole = |item: &Item| Ok(whole(item));
    let led = edit::change(ward, actor, id, change, whole, |item| lead(item).map_err(Error::invalid)).await;
    led.map_err(of_the_whole)
}

/// The pages that lead an item's life show no field of it: what the register
/// refuses there is said of the whole.
fn of_the_whole(error: Error) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let asked = |field: &str| [VALID_FROM, VALID_TO, "decided_by", edit::REASON_FIELD].contains(&field);
    let faults = faults.into_iter().map(|fault| match &fault.place {
        Place::Field(field) if !asked(field) => Fault { place: Place::Whole, ..fault },
        _ => fault,
    });
    Error::Invalid(faults.collect())
}
