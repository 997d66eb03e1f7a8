use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Fault, Id,
    clauses::{Edition, EditionState},
    item::{ClauseSetRole, ClauseSetUse, Item, ItemKind},
    legal::LegalBasis,
    organisation::Section,
};
use entity::clause_edition;
use sea_orm::{ConnectionTrait, EntityTrait as _};
use uuid::Uuid;

use crate::{
    Error, Result,
    audit::Action,
    register::rows::{Aggregate as _, Scope},
};

/// The field that names the section in charge.
pub const SECTION: &str = "section";
/// The field that names the edition of a clause set.
pub const EDITION: &str = "edition";
/// The field that names the legal basis.
pub const BASIS: &str = "basis";

/// What is done with several items at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A proposal is drafted beside what is in force.
    Propose,
    /// They are put away; what is in force ends on this day.
    Archive(Option<NaiveDate>),
    /// They are brought back.
    BringBack,
    /// This section holds them from now on.
    Section(Id<Section>),
    /// This edition takes the place of those with its role.
    ClauseSet(Id<Edition>, ClauseSetRole),
    /// They rest on this basis from now on.
    Basis(Id<LegalBasis>),
}

impl Deed {
    /// What it is called in the trail.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Propose => Action::Propose,
            Self::Archive(_) => Action::Archive,
            Self::BringBack => Action::Restore,
            Self::Section(_) | Self::ClauseSet(..) | Self::Basis(_) => Action::Edit,
        }
    }

    /// Looks up what the deed names.
    ///
    /// # Errors
    /// `Invalid` at its field if it cannot be chosen.
    pub(super) async fn possible(self, db: &impl ConnectionTrait, today: NaiveDate) -> Result<()> {
        match self {
            Self::Propose | Self::Archive(_) | Self::BringBack => {}
            Self::Section(id) => {
                let section = Section::load(db, &Scope::one(id.uuid())).await?.pop();
                let lives = section.is_some_and(|section| section.valid_to.is_none_or(|last| last >= today));
                chosen(lives, SECTION, "いまある課を選んでください。")?;
            }
            Self::ClauseSet(edition, _) => {
                let edition = clause_edition::Entity::find_by_id(edition.uuid()).one(db).await?;
                let published =
                    edition.is_some_and(|edition| edition.state == EditionState::Published.code());
                chosen(published, EDITION, "公開されている特記事項を選んでください。")?;
            }
            Self::Basis(id) => {
                let basis = LegalBasis::load(db, &Scope::one(id.uuid())).await?.pop();
                let holds = basis.is_some_and(|basis| basis.archived_on.is_none() && basis.holds_on(today));
                chosen(holds, BASIS, "いま効力のある根拠を選んでください。")?;
            }
        }
        Ok(())
    }

    /// Does it to an item at a time. `seen` tells the item as it was before.
    pub(super) fn apply(self, item: &mut Item, seen: &str, at: DateTime<Utc>) -> Result<(), Fault> {
        match self {
            // The same item seen in the same state gets the same proposal.
            Self::Propose => item.propose(Id::new(Uuid::new_v5(&item.id.uuid(), seen.as_bytes()))),
            Self::Archive(last) => item.archive(at, last),
            Self::BringBack => item.bring_back(),
            Self::Section(section) => {
                item.open_version_mut()?.holding_section = section;
                Ok(())
            }
            Self::ClauseSet(edition, role) => attach(item, ClauseSetUse { edition, role }),
            Self::Basis(id) => {
                item.open_version_mut()?.legal_basis = id;
                Ok(())
            }
        }
    }
}

/// Puts a clause set where the first of its role stood.
fn attach(item: &mut Item, used: ClauseSetUse) -> Result<(), Fault> {
    if item.kind == ItemKind::Linkage {
        return Err(Fault::whole("linkage-clauses", "外部結合は契約ではないため、特記事項を付しません。"));
    }
    let sets = &mut item.open_version_mut()?.clause_sets;
    let at = sets.iter().position(|held| held.role == used.role).unwrap_or(sets.len());
    sets.retain(|held| held.role != used.role);
    sets.insert(at, used);
    Ok(())
}

fn chosen(possible: bool, field: &str, message: &str) -> Result<()> {
    if possible { Ok(()) } else { Err(Error::invalid(Fault::at_field("no-choice", field, message))) }
}
