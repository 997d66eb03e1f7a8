//! Editions as the choice of clause sets sees them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::NaiveDate;
use domain::{
    Id,
    clauses::{ClauseSet, Edition, EditionState, PartyLabels, Profile},
};
use entity::{clause_edition, clause_set};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::aggregate::editions;
use crate::{Result, Ward, register::rows::Scope};

/// What was read of editions that do not change any more. An edition and its
/// set as they were then tell whether it still holds.
#[derive(Debug, Default)]
pub(crate) struct Profiles(Mutex<BTreeMap<Uuid, Known>>);

#[derive(Debug)]
struct Known {
    edition: clause_edition::Model,
    set: clause_set::Model,
    profile: Profile,
}

impl Profiles {
    fn known(&self) -> MutexGuard<'_, BTreeMap<Uuid, Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, edition: &clause_edition::Model, set: &clause_set::Model) -> Option<Profile> {
        let known = self.known();
        let known = known.get(&edition.id)?;
        (known.edition == *edition && known.set == *set).then(|| known.profile.clone())
    }

    fn keep(&self, edition: clause_edition::Model, set: clause_set::Model, profile: &Profile) {
        if edition.state != EditionState::Draft.code() {
            let profile = profile.clone();
            self.known().insert(edition.id, Known { edition, set, profile });
        }
    }
}

/// What may be attached to items: the published editions, and the one that
/// holds until a later one begins.
pub(crate) fn attachable(today: NaiveDate) -> Condition {
    let holds = Condition::all()
        .add(clause_edition::Column::State.eq(EditionState::Superseded.code()))
        .add(clause_edition::Column::ValidTo.gte(today));
    Condition::any().add(clause_edition::Column::State.eq(EditionState::Published.code())).add(holds)
}

/// The editions that may be chosen, and those that are used. Only what is not
/// known yet is read whole.
pub(crate) async fn profiles(
    ward: &Ward,
    db: &impl ConnectionTrait,
    used: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Id<Edition>, Profile>> {
    let wanted = Condition::any()
        .add(attachable(ward.clock().today()))
        .add(clause_edition::Column::Id.is_in(used.iter().copied()));
    let rows = clause_edition::Entity::find().filter(wanted).all(db).await?;
    let sets = clause_set::Entity::find()
        .filter(clause_set::Column::Id.is_in(rows.iter().map(|row| row.clause_set_id)))
        .all(db)
        .await?;
    let sets: BTreeMap<Uuid, clause_set::Model> = sets.into_iter().map(|set| (set.id, set)).collect();
    let mut profiles = BTreeMap::new();
    let mut unknown = BTreeMap::new();
    for row in rows {
        let Some(set) = sets.get(&row.clause_set_id) else { continue };
        match ward.profiles().find(&row, set) {
            Some(profile) => drop(profiles.insert(row.id.into(), profile)),
            None => drop(unknown.insert(row.id, (row, set.clone()))),
        }
    }
    if unknown.is_empty() {
        return Ok(profiles);
    }
    let scope = Scope::ids(unknown.keys().copied());
    for edition in editions(db, &scope, clause_edition::Column::Id).await?.into_values().flatten() {
        let Some((row, set)) = unknown.remove(&edition.id.uuid()) else { continue };
        let profile = Profile::of(&without_editions(set.clone()), &edition);
        ward.profiles().keep(row, set, &profile);
        profiles.insert(edition.id, profile);
    }
    Ok(profiles)
}

fn without_editions(row: clause_set::Model) -> ClauseSet {
    ClauseSet {
        id: row.id.into(),
        name: row.name,
        variant: row.variant,
        title: row.title,
        parties: PartyLabels {
            ward: row.ward_label,
            contractor: row.contractor_label,
            subcontractor: row.subcontractor_label,
        },
        editions: Vec::new(),
    }
}
