//! What the register refuses of a changed item beyond the rules of a bundle.

use std::collections::BTreeSet;

use domain::{
    Fault, Id,
    bundle::Bundle,
    council::SubmissionState,
    item::{Item, ItemVersion, touched},
};
use entity::{item_version, submission, submission_part};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::shelved;
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::{
        edit::{self, Editable},
        rows::{Scope, delete},
    },
    store::WriteTx,
};

impl Editable for Item {
    const PATH: &'static str = "$.items[0]";

    fn bundle(self) -> Bundle {
        Bundle { items: vec![self], ..Default::default() }
    }

    fn from_bundle(mut bundle: Bundle) -> Option<Self> {
        bundle.items.pop()
    }

    fn permit(&self, actor: &Actor) -> Result<()> {
        // Whoever holds it now, or would after the council's decision.
        let holders = self.current().into_iter().chain(self.proposal());
        holders.into_iter().try_for_each(|version| {
            policy::require_over(actor, Permission::EditItems, version.holding_section.uuid())
        })
    }

    async fn rest(db: &impl ConnectionTrait, before: Option<&Self>, after: &Self) -> Result<()> {
        let faults = shelved(db, [(0, before, after)]).await?;
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(faults.into_iter().map(|(_, fault)| fault).collect()))
        }
    }

    async fn settle(tx: &WriteTx, before: &Self, after: &Self) -> Result<()> {
        let faults = refused(&papers(tx.conn(), &[before]).await?, before, after);
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        delete::<item_version::Entity>(tx.conn(), &Scope::ids(gone(before, after)), item_version::Column::Id)
            .await
    }
}

/// The versions that are no longer there: saving an item leaves them.
pub(in crate::register::item) fn gone<'a>(before: &'a Item, after: &'a Item) -> impl Iterator<Item = Uuid> {
    let gone = before.versions.iter().filter(|version| after.version(version.id).is_none());
    gone.map(|version| version.id.uuid())
}

/// What the register refuses of a change to an item, with the papers that print
/// its versions.
pub(in crate::register::item) fn refused(papers: &[Paper], before: &Item, after: &Item) -> Vec<Fault> {
    let printed = papers.iter().filter_map(|paper| paper.refuses(before, after));
    touched(before, after).into_iter().chain(printed).collect()
}

/// A paper that prints a version.
pub(in crate::register::item) struct Paper {
    version: Id<ItemVersion>,
    title: String,
    draft: bool,
}

impl Paper {
    /// What it refuses of a change.
    fn refuses(&self, before: &Item, after: &Item) -> Option<Fault> {
        let held = before.version(self.version)?;
        let Some(now) = after.version(self.version) else {
            let message = format!("資料「{}」に載っているため、取り下げられません。", self.title);
            return Some(Fault::whole("printed", message));
        };
        if self.draft && before.archived_at.is_none() && after.archived_at.is_some() {
            let message =
                format!("作成中の資料「{}」に載っています。先に資料から外してください。", self.title);
            return Some(Fault::whole("printed", message));
        }
        let same = ItemVersion {
            state: now.state,
            valid_from: now.valid_from,
            valid_to: now.valid_to,
            decided_by: now.decided_by,
            ..held.without_duties()
        };
        // A proposal goes on being drafted, also one that was continued.
        let open = before.proposal().is_some_and(|proposal| proposal.id == self.version);
        (!self.draft && !open && same != now.without_duties()).then(|| {
            let message = format!(
                "付議済みの資料「{}」に載っている版は変えられません。改正案を作ってください。",
                self.title
            );
            Fault::whole("printed", message)
        })
    }
}

/// The papers that print versions of these items.
pub(in crate::register::item) async fn papers(
    db: &impl ConnectionTrait,
    items: &[&Item],
) -> Result<Vec<Paper>> {
    let versions = items.iter().flat_map(|item| &item.versions).map(|version| version.id.uuid());
    let parts = submission_part::Entity::find()
        .filter(submission_part::Column::VersionId.is_in(versions))
        .all(db)
        .await?;
    let ids = parts.iter().map(|part| part.submission_id).collect::<BTreeSet<_>>();
    let papers = submission::Entity::find().filter(submission::Column::Id.is_in(ids)).all(db).await?;
    let paper = |part: &submission_part::Model| {
        let paper = papers.iter().find(|paper| paper.id == part.submission_id)?;
        Some(Paper {
            version: part.version_id?.into(),
            title: paper.title.clone(),
            draft: paper.state == SubmissionState::Draft.code(),
        })
    };
    Ok(parts.iter().filter_map(paper).collect())
}

/// Refuses a parent that the actor may not edit: a re-outsourcing belongs to
/// whoever holds what is entrusted on.
pub(super) async fn reaches_parent(ward: &Ward, actor: &Actor, parent: Option<Id<Item>>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    match edit::load::<Item>(ward.store().read(), parent.uuid()).await {
        Ok(parent) => parent.permit(actor),
        // The rules name the field.
        Err(Error::NotFound(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
