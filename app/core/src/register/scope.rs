//! What of the register an actor reads: a section's account what its own
//! sections hold, everybody else all that their role shows them.

use domain::{
    bundle::Noun,
    council::{Outcome, Submission},
    item::Item,
};
use entity::{item, item_version, outcome, outcome_subject, programme, submission};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _,
    sea_query::{Expr, ExprTrait as _},
};
use uuid::Uuid;

use super::rows::{Aggregate as _, Scope};
use crate::{
    Actor, Error, Result,
    policy::{self, Permission, Reach},
};

/// The items an actor reads, as a condition on `item`: those whose current
/// version an own section holds.
pub(crate) fn items(actor: &Actor) -> Condition {
    match policy::reach(actor, Permission::ReadRegister) {
        Reach::All => Condition::all(),
        Reach::Nothing => nothing(),
        Reach::Sections(own) => {
            let held = Condition::all()
                .add(item_version::Column::IsCurrent.eq(true))
                .add(item_version::Column::HoldingSectionId.is_in(own));
            Scope::select::<item_version::Entity>(item_version::Column::ItemId, held).filter(item::Column::Id)
        }
    }
}

/// The papers an actor reads, as a condition on `submission`: those of an own
/// section, or about a programme of one.
pub(crate) fn papers(actor: &Actor) -> Condition {
    match policy::reach(actor, Permission::ReadSubmissions) {
        Reach::All => Condition::all(),
        Reach::Nothing => nothing(),
        Reach::Sections(own) => {
            let theirs = Condition::all().add(programme::Column::SectionId.is_in(own.clone()));
            let programmes = Scope::select::<programme::Entity>(programme::Column::Id, theirs);
            Condition::any()
                .add(submission::Column::SectionId.is_in(own))
                .add(programmes.filter(submission::Column::ProgrammeId))
        }
    }
}

/// The outcomes an actor reads, by the items they are about, as a condition on
/// `outcome`.
pub(crate) fn outcomes(actor: &Actor) -> Condition {
    match policy::reach(actor, Permission::ReadSubmissions) {
        Reach::All => Condition::all(),
        Reach::Nothing => nothing(),
        Reach::Sections(_) => {
            let items = Scope::select::<item::Entity>(item::Column::Id, items(actor));
            let about = items.filter(outcome_subject::Column::ItemId);
            Scope::select::<outcome_subject::Entity>(outcome_subject::Column::OutcomeId, about)
                .filter(outcome::Column::Id)
        }
    }
}

/// Whether an actor is held to sections: most are not, and need no more
/// queries.
fn is_held(actor: &Actor) -> bool {
    matches!(policy::reach(actor, Permission::ReadRegister), Reach::Sections(_))
}

/// Asks for an item among those the actor reads.
///
/// # Errors
/// `NotFound`: that it is there is not theirs to know.
pub(crate) async fn require_item(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<()> {
    let found = item::Entity::find_by_id(id).filter(items(actor));
    if is_held(actor) && found.count(db).await? == 0 {
        return Err(Error::NotFound("案件".into()));
    }
    Ok(())
}

/// Asks for a paper among those the actor reads.
///
/// # Errors
/// As [`require_item`].
pub(crate) async fn require_paper(db: &impl ConnectionTrait, actor: &Actor, id: Uuid) -> Result<()> {
    policy::require(actor, Permission::ReadSubmissions)?;
    let found = submission::Entity::find_by_id(id).filter(papers(actor));
    if is_held(actor) && found.count(db).await? == 0 {
        return Err(Error::NotFound("資料".into()));
    }
    Ok(())
}

/// Whether an object of a kind, as the trail calls it, is among those the actor
/// reads.
///
/// # Errors
/// `Database`.
pub(crate) async fn reads(db: &impl ConnectionTrait, actor: &Actor, kind: &str, id: Uuid) -> Result<bool> {
    if !is_held(actor) {
        return Ok(true);
    }
    let found = match kind {
        Item::KIND => item::Entity::find_by_id(id).filter(items(actor)).count(db).await?,
        Submission::KIND => submission::Entity::find_by_id(id).filter(papers(actor)).count(db).await?,
        Outcome::KIND => outcome::Entity::find_by_id(id).filter(outcomes(actor)).count(db).await?,
        _ => return Ok(true),
    };
    Ok(found > 0)
}

/// The objects of a noun that the search may show an actor, where the index does not
/// know whose they are: `None` if it may show all.
///
/// # Errors
/// `Database`.
pub(crate) async fn read(db: &impl ConnectionTrait, actor: &Actor, noun: Noun) -> Result<Option<Vec<Uuid>>> {
    if !is_held(actor) {
        return Ok(None);
    }
    let found = match noun {
        Noun::Submission => ids::<submission::Entity>(db, submission::Column::Id, papers(actor)).await?,
        Noun::Outcome => ids::<outcome::Entity>(db, outcome::Column::Id, outcomes(actor)).await?,
        _ => return Ok(None),
    };
    Ok(Some(found))
}

async fn ids<E: EntityTrait>(
    db: &impl ConnectionTrait,
    id: E::Column,
    wanted: Condition,
) -> Result<Vec<Uuid>> {
    Ok(E::find().select_only().column(id).filter(wanted).into_tuple().all(db).await?)
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}
