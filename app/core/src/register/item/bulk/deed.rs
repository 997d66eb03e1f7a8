use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Fault, Id,
    clauses::Edition,
    council::{Outcome, Session},
    item::{ClauseSetRole, ClauseSetUse, Item, ItemKind, VALID_FROM},
    legal::LegalBasis,
    organisation::Section,
};
use entity::{clause_edition, outcome_subject};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    Error, Result,
    audit::Action,
    clauses::attachable,
    register::rows::{Aggregate as _, Scope},
};

/// The field that names the section in charge.
pub const SECTION: &str = "section";
/// The field that names the edition of a clause set.
pub const EDITION: &str = "edition";
/// The field that names the legal basis.
pub const BASIS: &str = "basis";
/// The field that names the session of the council that decided.
pub const SESSION: &str = "session";

/// What is done with several items at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// A proposal is drafted beside what is in force.
    Propose,
    /// The proposals hold from this day on, each by what this session decided
    /// on its item if one is named.
    Enforce(NaiveDate, Option<Id<Session>>),
    /// The proposals are taken back.
    Withdraw,
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

/// What a deed goes by beside what it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now {
    pub(super) at: DateTime<Utc>,
    pub(super) today: NaiveDate,
}

/// What the council decided on items, by their ids.
pub(super) type Decisions = BTreeMap<Uuid, Vec<Outcome>>;

impl Deed {
    /// What it is called in the trail.
    #[must_use]
    pub const fn action(self) -> Action {
        match self {
            Self::Propose => Action::Propose,
            Self::Enforce(..) => Action::Enforce,
            Self::Withdraw => Action::Withdraw,
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
            Self::Propose | Self::Withdraw | Self::Archive(_) | Self::BringBack => {}
            Self::Enforce(from, _) => {
                let message = "まだ来ていない日です。その日になってから現行にしてください。";
                chosen(from <= today, VALID_FROM, message)?;
            }
            Self::Section(id) => {
                let section = Section::load(db, &Scope::one(id.uuid())).await?.pop();
                let lives = section.is_some_and(|section| section.valid_to.is_none_or(|last| last >= today));
                chosen(lives, SECTION, "いまある課を選んでください。")?;
            }
            Self::ClauseSet(edition, _) => {
                let edition = clause_edition::Entity::find_by_id(edition.uuid()).filter(attachable(today));
                let published = edition.one(db).await?.is_some();
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

    /// What the session that the deed names decided on these items.
    pub(super) async fn decisions(self, db: &impl ConnectionTrait, items: &[Uuid]) -> Result<Decisions> {
        let mut decisions = Decisions::new();
        let Self::Enforce(_, Some(session)) = self else { return Ok(decisions) };
        for outcome in Outcome::load(db, &about(items)).await? {
            if let Some(item) = outcome.item.filter(|_| outcome.session == session) {
                decisions.entry(item.uuid()).or_default().push(outcome);
            }
        }
        Ok(decisions)
    }

    /// Does it to an item at a time. `seen` tells the item as it was before.
    pub(super) fn apply(
        self,
        item: &mut Item,
        seen: &str,
        now: Now,
        decisions: &Decisions,
    ) -> Result<(), Fault> {
        match self {
            // The same item seen in the same state gets the same proposal.
            Self::Propose => item.propose(Id::new(Uuid::new_v5(&item.id.uuid(), seen.as_bytes()))),
            Self::Enforce(from, session) => {
                let decided_by = session.map(|_| decided(item, decisions)).transpose()?;
                item.bring_into_force(from, decided_by, now.today)
            }
            Self::Withdraw => item.withdraw().map(drop),
            Self::Archive(last) => item.archive(now.at, last),
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

/// The outcomes about items.
pub(super) fn about(items: &[Uuid]) -> Scope {
    let items = outcome_subject::Column::ItemId.is_in(items.iter().copied());
    Scope::select::<outcome_subject::Entity>(outcome_subject::Column::OutcomeId, Condition::all().add(items))
}

/// The one outcome by which an item's proposal may come into force.
fn decided(item: &Item, decisions: &Decisions) -> Result<Id<Outcome>, Fault> {
    let about = decisions.get(&item.id.uuid()).map(Vec::as_slice).unwrap_or_default();
    let mut ahead = about.iter().filter(|outcome| outcome.result.lets_go_ahead());
    let message = match (ahead.next(), ahead.next(), about.first()) {
        (Some(one), None, _) => return Ok(one.id),
        (Some(_), Some(_), _) => {
            "この回の議決等が二つ以上あります。案件の画面で、どれによるかを選んでください。".to_owned()
        }
        (None, _, Some(other)) => {
            format!("この回の議決等は「{}」のため、現行にできません。", other.result.word())
        }
        (None, _, None) => "この回の議決等の記録がありません。".to_owned(),
    };
    Err(Fault::whole("no-decision", message))
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
