//! Editions as the choice of clause sets sees them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Id,
    clauses::{ClauseSet, Edition, EditionState, PartyLabels, Profile},
};
use entity::{clause_edition, clause_set};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::aggregate::editions;
use crate::{Result, register::rows::Scope};

/// The editions that may be chosen, and those that are used.
pub(crate) async fn profiles(
    db: &impl ConnectionTrait,
    used: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Id<Edition>, Profile>> {
    let wanted = Condition::any()
        .add(clause_edition::Column::State.eq(EditionState::Published.code()))
        .add(clause_edition::Column::Id.is_in(used.iter().copied()));
    let wanted = Scope::select::<clause_edition::Entity>(clause_edition::Column::Id, wanted);
    let editions = editions(db, &wanted, clause_edition::Column::Id).await?;
    let sets = clause_set::Entity::find()
        .filter(clause_set::Column::Id.is_in(editions.keys().copied()))
        .all(db)
        .await?;
    let mut profiles = BTreeMap::new();
    for row in sets {
        let of_set = editions.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let set = without_editions(row);
        profiles.extend(of_set.iter().map(|edition| (edition.id, Profile::of(&set, edition))));
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
