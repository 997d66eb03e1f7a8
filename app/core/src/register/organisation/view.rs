use chrono::NaiveDate;
use domain::usage::Use;
use entity::{account, programme, registered_business};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Organisation, UnitKind, UnitName,
    edit::UnitInput,
    unit::{Ending, Facts},
};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        dependents::{Dependents, What, among},
        item::sees_proposals,
        list::Link,
        uses::{Used, live_count, uses},
    },
};

/// Items named at most; more are behind a link.
const NAMED: u64 = 5;

/// A unit with what hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnitView {
    /// Its tier.
    pub kind: UnitKind,
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// How it is read; sections have it.
    pub reading: String,
    /// First day, if known.
    pub valid_from: Option<NaiveDate>,
    /// Last day, when it has ended or will.
    pub valid_to: Option<NaiveDate>,
    /// The units above it, from the top.
    pub above: Vec<(UnitKind, Link)>,
    /// What took over from it.
    pub successor: Option<Link>,
    /// What it took over from.
    pub predecessors: Vec<Link>,
    /// The units right below it.
    pub below: Vec<UnitName>,
    /// What depends on a section.
    pub dependents: Vec<Dependents>,
    /// Today.
    pub today: NaiveDate,
    /// The digest of its facts.
    pub facts_seen: String,
    /// The digest of its end.
    pub ending_seen: String,
}

impl UnitView {
    /// What a form shows of its facts.
    #[must_use]
    pub fn input(&self) -> UnitInput {
        UnitInput {
            parent: self.above.last().map(|(_, link)| link.id.to_string()).unwrap_or_default(),
            name: self.name.clone(),
            reading: self.reading.clone(),
            valid_from: crate::register::typed::shown(self.valid_from),
        }
    }
}

/// One unit.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound`; `Database`.
pub async fn view(ward: &Ward, actor: &Actor, kind: UnitKind, id: Uuid) -> Result<UnitView> {
    policy::require(actor, Permission::ReadRegister)?;
    let db = ward.store().read();
    let all = Organisation::load(db).await?;
    let (facts, ending) = all.find(kind, id).ok_or_else(|| Error::NotFound(kind.word().to_owned()))?;
    let dependents = if kind == UnitKind::Section { of_section(db, actor, id).await? } else { Vec::new() };
    let link = |id: Uuid| {
        let named = all.names(kind).into_iter().find(|name| name.id == id)?;
        Some(Link { id, name: named.name })
    };
    Ok(UnitView {
        above: above(&all, kind, &facts),
        successor: ending.successor.and_then(link),
        predecessors: all.predecessors(kind, id),
        below: all.below(kind, id),
        dependents,
        today: ward.clock().today(),
        facts_seen: crate::register::edit::digest(&facts)?,
        ending_seen: crate::register::edit::digest(&ending)?,
        kind,
        id,
        name: facts.name,
        reading: facts.reading,
        valid_from: facts.valid_from,
        valid_to: ending.valid_to,
    })
}

fn above(all: &Organisation, kind: UnitKind, facts: &Facts) -> Vec<(UnitKind, Link)> {
    let mut path = Vec::new();
    let (mut kind, mut parent) = (kind, facts.parent);
    while let (Some(tier), Some(id)) = (kind.above(), parent) {
        let Some((facts, Ending { .. })) = all.find(tier, id) else { break };
        parent = facts.parent;
        path.insert(0, (tier, Link { id, name: facts.name }));
        kind = tier;
    }
    path
}

/// What a section holds, runs and registered, and who belongs to it. Names of
/// accounts are for those who may see accounts.
pub(super) async fn of_section(
    db: &impl ConnectionTrait,
    actor: &Actor,
    id: Uuid,
) -> Result<Vec<Dependents>> {
    let proposals = sees_proposals(actor);
    let used = Used::Section(id);
    let named = uses(db, used.clone(), actor, NAMED).await?;
    let first = named.into_iter().filter(|item| item.is_live());
    let items = Dependents {
        what: What::Item,
        count: live_count(db, used, actor).await?,
        first: first.map(|item| Link { id: item.id, name: item.title }).collect(),
    };
    let programmes = among::<programme::Entity>(
        db,
        What::Programme,
        Condition::all().add(programme::Column::SectionId.eq(id)),
        (programme::Column::Id, programme::Column::Name),
    );
    let businesses = among::<registered_business::Entity>(
        db,
        What::Business,
        Condition::all()
            .add(registered_business::Column::SectionId.eq(id))
            .add(registered_business::Column::ArchivedOn.is_null()),
        (registered_business::Column::Id, registered_business::Column::Name),
    );
    let accounts = among::<account::Entity>(
        db,
        What::Account,
        Condition::all().add(account::Column::SectionId.eq(id)).add(account::Column::DisabledAt.is_null()),
        (account::Column::Id, account::Column::Name),
    );
    let mut all = vec![items, programmes.await?, businesses.await?];
    if proposals {
        let mut accounts = accounts.await?;
        if policy::require(actor, Permission::ReadAccounts).is_err() {
            accounts.first.clear();
        }
        all.push(accounts);
    }
    Ok(all)
}

/// What stands in the way of an end without a successor.
pub(super) fn in_the_way(dependents: &[Dependents]) -> Vec<Use> {
    dependents.iter().filter(|one| one.what != What::Account).map(Dependents::told).collect()
}
