//! What a change to a clause set may do: published editions stay as they are,
//! and a draft goes only while nothing pins it.

use std::collections::BTreeSet;

use domain::{
    Fault,
    bundle::Bundle,
    clauses::{Clause, ClauseItem, ClauseSet, Edition, EditionState},
};
use entity::{clause_edition, submission_part, version_clause_set};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::{
    Actor, Error, Result,
    policy::{self, Permission},
    register::{
        edit::Editable,
        rows::{Scope, delete},
    },
    store::WriteTx,
};

impl Editable for ClauseSet {
    const PATH: &'static str = "$.clause_sets[0]";

    fn bundle(self) -> Bundle {
        Bundle { clause_sets: vec![self], ..Bundle::default() }
    }

    fn from_bundle(mut bundle: Bundle) -> Option<Self> {
        bundle.clause_sets.pop()
    }

    fn permit(&self, actor: &Actor) -> Result<()> {
        policy::require(actor, Permission::EditClauseSets)
    }

    async fn settle(tx: &WriteTx, before: &Self, after: &Self) -> Result<()> {
        keep_published(before, after)?;
        let kept: BTreeSet<_> = after.editions.iter().map(|edition| edition.id).collect();
        for gone in before.editions.iter().filter(|edition| !kept.contains(&edition.id)) {
            unpinned(tx.conn(), gone).await?;
            let scope = Scope::one(gone.id.uuid());
            delete::<clause_edition::Entity>(tx.conn(), &scope, clause_edition::Column::Id).await?;
        }
        Ok(())
    }
}

/// Whether a published edition may become this: it may only end.
pub(crate) fn may_become(published: &Edition, now: &Edition) -> bool {
    let ends = published.state == EditionState::Published && now.state == EditionState::Superseded;
    let ended = Edition { state: now.state, valid_to: now.valid_to, ..published.clone() };
    if ends { ended == *now } else { published == now }
}

fn keep_published(before: &ClauseSet, after: &ClauseSet) -> Result<()> {
    for published in before.editions.iter().filter(|edition| edition.state != EditionState::Draft) {
        let now = after.editions.iter().find(|edition| edition.id == published.id);
        if !now.is_some_and(|now| may_become(published, now)) {
            let message = format!(
                "「{}」第{}版は公開されているため変えられません。改訂して、新しい版を作ってください。",
                before.name, published.number
            );
            return Err(Error::invalid(Fault::whole("published-edition", message)));
        }
    }
    Ok(())
}

/// How many versions of items and how many papers pin an edition.
pub(super) async fn pins(db: &impl ConnectionTrait, edition: Uuid) -> Result<(u64, u64)> {
    let versions = version_clause_set::Entity::find()
        .filter(version_clause_set::Column::EditionId.eq(edition))
        .count(db)
        .await?;
    let papers = submission_part::Entity::find()
        .filter(submission_part::Column::EditionId.eq(edition))
        .count(db)
        .await?;
    Ok((versions, papers))
}

/// Refuses to let an edition go that is published or pinned.
pub(super) async fn unpinned(db: &impl ConnectionTrait, edition: &Edition) -> Result<()> {
    let number = edition.number;
    if edition.state != EditionState::Draft {
        let message = format!("第{number}版は公開されているため、捨てられません。");
        return Err(Error::invalid(Fault::whole("published-edition", message)));
    }
    let (versions, papers) = pins(db, edition.id.uuid()).await?;
    if versions + papers == 0 {
        return Ok(());
    }
    let message = format!(
        "第{number}版は案件の{versions}版、資料{papers}件に付いているため、捨てられません。先に案件と資料から外してください。"
    );
    Err(Error::invalid(Fault::whole("still-used", message)))
}

/// An edition's content without the ids of its parts: what tells two contents
/// apart.
pub(super) fn content(edition: &Edition) -> Edition {
    Edition { clauses: edition.clauses.iter().map(clause).collect(), ..edition.clone() }
}

fn clause(held: &Clause) -> Clause {
    let mut copy = Clause { id: None, items: held.items.iter().map(item).collect(), ..held.clone() };
    copy.duties.iter_mut().for_each(|duty| duty.id = None);
    copy
}

fn item(held: &ClauseItem) -> ClauseItem {
    ClauseItem { id: None, items: held.items.iter().map(item).collect(), ..held.clone() }
}

/// A copy of an edition's content: its clauses know those they go back to.
pub(super) fn copied(edition: &Edition) -> Edition {
    let copy = |held: &Clause| Clause { origin: held.lineage(), ..clause(held) };
    Edition { clauses: edition.clauses.iter().map(copy).collect(), ..edition.clone() }
}

/// A clause as its text alone tells it.
pub(super) fn wording(held: &Clause) -> Clause {
    let (duties, dismissed) = (Vec::new(), Vec::new());
    Clause { origin: None, number: 0, duties, dismissed, ..clause(held) }
}
