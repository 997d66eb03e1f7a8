//! Two editions to be compared, of one set or of two.

use domain::{
    Id,
    clauses::{ClauseSet, Edition},
};
use uuid::Uuid;

use super::{ClauseSetRow, list};
use crate::{
    Actor, Error, Result, Ward,
    register::rows::{Aggregate as _, Scope},
};

/// An edition with the name of its set.
#[derive(Debug, Clone)]
pub struct NamedEdition {
    /// The set's name.
    pub name: String,
    /// The edition.
    pub edition: Edition,
}

/// Two editions, and all that could be chosen.
#[derive(Debug, Clone)]
pub struct EditionPair {
    /// The name of the set that was asked for.
    pub name: String,
    /// All sets with the editions that who asks may see.
    pub offered: Vec<ClauseSetRow>,
    /// The earlier one and the later one; nothing where there is but one.
    pub both: Option<(NamedEdition, NamedEdition)>,
}

/// Two editions; those not asked for are the latest of the set and the one
/// before it, or one of another set.
///
/// # Errors
/// `Forbidden` without `ReadRegister`; `NotFound` for what who asks may not see.
pub async fn pair(
    ward: &Ward,
    actor: &Actor,
    set: Uuid,
    from: Option<Uuid>,
    to: Option<Uuid>,
) -> Result<EditionPair> {
    let offered = list(ward, actor).await?;
    let own = offered.iter().find(|row| row.id == set);
    let own = own.ok_or_else(|| Error::NotFound("特記事項".to_owned()))?;
    let known = |asked: Option<Uuid>| match asked {
        None => Ok(None),
        Some(id) => set_of(&offered, id).map(|set| Some((set, id))),
    };
    let later = match known(to)? {
        Some(later) => Some(later),
        None => own.editions.first().map(|edition| (set, edition.id)),
    };
    let earlier = match (known(from)?, later) {
        (None, Some(later)) => before(&offered, set, later.1),
        (earlier, _) => earlier,
    };
    let name = own.name.clone();
    let Some((earlier, later)) = earlier.zip(later) else {
        return Ok(EditionPair { name, offered, both: None });
    };
    let snapshot = ward.store().snapshot().await?;
    let mut ids = vec![earlier.0];
    ids.extend((later.0 != earlier.0).then_some(later.0));
    let sets = ClauseSet::load(snapshot.conn(), &Scope::ids(ids)).await?;
    let both = named(&sets, earlier.1).zip(named(&sets, later.1));
    Ok(EditionPair { name, offered, both })
}

fn set_of(offered: &[ClauseSetRow], edition: Uuid) -> Result<Uuid> {
    let found = offered.iter().find(|set| set.editions.iter().any(|row| row.id == edition));
    found.map(|set| set.id).ok_or_else(|| Error::NotFound("特記事項の版".to_owned()))
}

/// The edition before one in its set, newest first; else one of another set.
fn before(offered: &[ClauseSetRow], set: Uuid, later: Uuid) -> Option<(Uuid, Uuid)> {
    let own = offered.iter().find(|row| row.id == set)?;
    let after = own.editions.iter().skip_while(|row| row.id != later).nth(1);
    let any = own.editions.iter().find(|row| row.id != later);
    let other = || {
        let found = offered.iter().find(|row| row.id != set)?;
        Some((found.id, found.editions.first()?.id))
    };
    after.or(any).map(|row| (set, row.id)).or_else(other)
}

fn named(sets: &[ClauseSet], edition: Uuid) -> Option<NamedEdition> {
    let id = Id::new(edition);
    sets.iter().find_map(|set| {
        let edition = set.editions.iter().find(|edition| edition.id == id)?;
        Some(NamedEdition { name: set.name.clone(), edition: edition.clone() })
    })
}
