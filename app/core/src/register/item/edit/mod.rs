//! How people enter items, change them part by part, and lead their versions
//! through their lives.

mod choices;
mod data_items;
mod life;
pub(super) mod open;
pub(super) mod rules;
mod shelved;

pub(in crate::register::item) use choices::edition_names;
pub use choices::{Choice, Choices, bases, businesses, editions, parents, parties, programmes};
pub use data_items::{Offered, offered, save_data_items};
pub use life::{archive, bring_back, bring_into_force, copy, propose, withdraw};
pub use open::{ItemEdit, open, part_seen, seen};
pub(crate) use shelved::shelved;

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use domain::{
    Fault, Id, Place,
    item::{Basics, Item, ItemKind, ItemVersion, PartValue, VALID_FROM, VersionState},
};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::edit::{self, Change},
};

/// A new item as it is entered first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewItem {
    /// 種別.
    pub kind: ItemKind,
    /// What it is about, and where it belongs.
    pub basics: Basics,
    /// Entered as already in force, since this day if it is known; else it is
    /// a proposal.
    pub in_force: Option<Option<NaiveDate>>,
}

/// Adds an item, once for each key of a form. Returns its id.
///
/// # Errors
/// `Forbidden`; `Invalid` with a fault for each field of [`Basics`], or at
/// [`VALID_FROM`].
pub async fn create(
    ward: &Ward,
    actor: &Actor,
    key: Option<&str>,
    reason: &str,
    new: NewItem,
) -> Result<Uuid> {
    let today = ward.clock().today();
    if new.in_force.flatten().is_some_and(|from| from > today) {
        let message = "まだ来ていない日です。まだ効力がないものは、改正案として登録してください。";
        return Err(Error::invalid(Fault::at_field("day-to-come", VALID_FROM, message)));
    }
    rules::reaches_parent(ward, actor, new.basics.parent).await?;
    let version = blank(ward.clock().new_id().into(), &new);
    let item = Item {
        id: ward.clock().new_id().into(),
        kind: new.kind,
        programme: new.basics.programme,
        parent: new.basics.parent,
        origin: None,
        archived_at: None,
        versions: vec![version],
    };
    edit::create(ward, actor, key, reason, item).await.map_err(|error| at_part(error, 0))
}

fn blank(id: Id<ItemVersion>, new: &NewItem) -> ItemVersion {
    let basics = new.basics.clone();
    ItemVersion {
        id,
        state: if new.in_force.is_some() { VersionState::InForce } else { VersionState::Proposal },
        valid_from: new.in_force.flatten(),
        valid_to: None,
        decided_by: None,
        title: basics.title,
        holding_section: basics.holding_section,
        registered_business: basics.registered_business,
        legal_basis: basics.legal_basis,
        party: basics.party,
        party_short_name: basics.party_short_name,
        reason: Vec::new(),
        description: Vec::new(),
        periods: Vec::new(),
        data_groups: Vec::new(),
        media: Vec::new(),
        protections: Vec::new(),
        clause_sets: Vec::new(),
    }
}

/// Changes one part of a version. What the form shows is [`PartValue::of`] the
/// version, and `change.seen` the digest of that.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` if the part is no longer what was seen;
/// `Invalid` with faults named within the version (`reason[0].text`, `title`).
pub async fn save_part(
    ward: &Ward,
    actor: &Actor,
    id: Uuid,
    version: Id<ItemVersion>,
    change: Change<'_>,
    value: PartValue,
) -> Result<Item> {
    policy::require(actor, Permission::EditItems)?;
    if let PartValue::Basics(basics) = &value {
        rules::reaches_parent(ward, actor, basics.parent).await?;
    }
    let part = value.part();
    let missing = || Error::NotFound("案件の版".to_owned());
    // Versions are only ever added behind, so the place of one stays.
    let place = AtomicUsize::new(0);
    let saved = edit::change::<Item, PartValue>(
        ward,
        actor,
        id,
        change,
        |item| {
            let at = item.versions.iter().position(|held| held.id == version).ok_or_else(missing)?;
            place.store(at, Ordering::Relaxed);
            Ok(PartValue::of(item, &item.versions[at], part))
        },
        |item| if value.put(item, version) { Ok(()) } else { Err(missing()) },
    )
    .await;
    saved.map_err(|error| at_part(error, place.load(Ordering::Relaxed)))
}

/// Names the fields of a version by their place within it.
fn at_part(error: Error, version: usize) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let prefix = format!("versions[{version}].");
    let within = |fault: Fault| match &fault.place {
        Place::Field(field) => match field.strip_prefix(&prefix) {
            Some(field) => Fault { place: Place::Field(field.to_owned()), ..fault },
            None => fault,
        },
        _ => fault,
    };
    Error::Invalid(faults.into_iter().map(within).collect())
}
