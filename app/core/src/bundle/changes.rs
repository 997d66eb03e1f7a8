//! What an import would change of one noun.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{
    Fault, Place,
    annex::Annex,
    clauses::{ClauseSet, EditionState},
    item::Item,
    legal::LegalBasis,
    party::Party,
    programme::{Programme, RegisteredBusiness},
};
use entity::{clause_edition, item_version, submission_part, version_clause_set};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};
use uuid::Uuid;

use super::import::NounReport;
use crate::{
    Error, Result,
    clauses::may_become,
    register::{
        item::edit::shelved,
        legal::kind_refused,
        rows::{Aggregate, Scope, delete},
        uses::{Used, unused},
    },
    store::WriteTx,
};

/// Aggregates compared at a time, by one statement a table.
const BATCH: usize = 200;

/// An aggregate of the bundle that is not in the register as it stands.
pub(super) struct Change<'a, A> {
    /// Its place in the bundle's list.
    pub(super) index: usize,
    /// What the register holds.
    pub(super) before: Option<A>,
    /// What the bundle says.
    pub(super) after: &'a A,
}

/// All changes of one noun.
pub(super) struct Changes<'a, A> {
    pub(super) list: Vec<Change<'a, A>>,
    unchanged: usize,
}

impl<'a, A: Aggregate> Changes<'a, A> {
    /// Compares the bundle's list with the register.
    pub(super) async fn compare(db: &impl ConnectionTrait, incoming: &'a [A]) -> Result<Self> {
        let mut changes = Self { list: Vec::new(), unchanged: 0 };
        for (batch, incoming) in incoming.chunks(BATCH).enumerate() {
            let held = A::load(db, &Scope::ids(incoming.iter().map(A::id))).await?;
            let mut held: BTreeMap<Uuid, A> =
                held.into_iter().map(|aggregate| (aggregate.id(), aggregate)).collect();
            for (index, after) in incoming.iter().enumerate() {
                let before = held.remove(&after.id());
                if before.as_ref() == Some(after) {
                    changes.unchanged += 1;
                } else {
                    changes.list.push(Change { index: batch * BATCH + index, before, after });
                }
            }
        }
        Ok(changes)
    }

    /// Writes them and reports them to the audit trail.
    pub(super) async fn write(&self, tx: &WriteTx, at: DateTime<Utc>) -> Result<NounReport> {
        let mut report = NounReport {
            noun: A::KIND,
            word: A::NOUN.word(),
            created: 0,
            changed: 0,
            unchanged: self.unchanged,
        };
        if self.list.is_empty() {
            return Ok(report);
        }
        let after: Vec<&A> = self.list.iter().map(|change| change.after).collect();
        A::save(tx.conn(), &after, at).await?;
        for change in &self.list {
            let id = change.after.id();
            match &change.before {
                None => {
                    report.created += 1;
                    tx.created(A::KIND, id, change.after).await?;
                }
                Some(before) => {
                    report.changed += 1;
                    tx.updated(A::KIND, id, before, change.after).await?;
                }
            }
        }
        Ok(report)
    }
}

impl Changes<'_, ClauseSet> {
    /// Faults where an edition that has been published would change.
    pub(super) fn touched_editions(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for Change { index, before, after } in &self.list {
            let before = before.iter().flat_map(|set| &set.editions);
            for published in before.filter(|edition| edition.state != EditionState::Draft) {
                let now = after.editions.iter().enumerate().find(|(_, edition)| edition.id == published.id);
                let (path, kept) = match now {
                    None => (format!("$.clause_sets[{index}].editions"), false),
                    Some((at, now)) => {
                        (format!("$.clause_sets[{index}].editions[{at}]"), may_become(published, now))
                    }
                };
                if !kept {
                    let message = format!(
                        "「{}」第{}版は公開されているため変えられません。変えるときは、新しい版を足してください。",
                        after.name, published.number
                    );
                    faults.push(Fault::at_path("published-edition", path, message));
                }
            }
        }
        faults
    }

    /// Removes drafts that the bundle no longer has.
    pub(super) async fn remove_editions(&self, tx: &WriteTx) -> Result<Vec<Fault>> {
        let removed = self.removed(|set| set.editions.iter().map(|edition| edition.id.uuid()).collect());
        let used: Vec<Uuid> = version_clause_set::Entity::find()
            .select_only()
            .column(version_clause_set::Column::EditionId)
            .filter(version_clause_set::Column::EditionId.is_in(removed.keys().copied()))
            .into_tuple()
            .all(tx.conn())
            .await?;
        let printed: Vec<Uuid> = submission_part::Entity::find()
            .select_only()
            .column(submission_part::Column::EditionId)
            .filter(submission_part::Column::EditionId.is_in(removed.keys().copied()))
            .into_tuple()
            .all(tx.conn())
            .await?;
        let faults =
            still_used(&removed, used.iter().chain(&printed), "$.clause_sets", "editions", "特記事項の版");
        if faults.is_empty() {
            let scope = Scope::ids(removed.into_keys());
            delete::<clause_edition::Entity>(tx.conn(), &scope, clause_edition::Column::Id).await?;
        }
        Ok(faults)
    }
}

impl Changes<'_, LegalBasis> {
    /// Faults where items rest on a basis that is for another kind by now: told
    /// after all is written, so that a file may move them away itself.
    pub(super) async fn kinds(&self, db: &impl ConnectionTrait) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for Change { index, before, after } in &self.list {
            let Some(before) = before.as_ref().filter(|before| before.item_kind != after.item_kind) else {
                continue;
            };
            if let Some(message) = kind_refused(db, before, after).await? {
                let path = format!("$.legal_bases[{index}].item_kind");
                faults.push(Fault::at_path("basis-kind", path, message));
            }
        }
        Ok(faults)
    }
}

/// What is put away (保管), and its name.
pub(super) trait Shelved: Aggregate {
    /// Whether it is away, and what it is called.
    fn shelved(&self) -> Option<&str>;
}

macro_rules! shelved {
    ($($noun:ty, $name:ident;)+) => {$(
        impl Shelved for $noun {
            fn shelved(&self) -> Option<&str> {
                self.archived_on.map(|_| self.$name.as_str())
            }
        }
    )+};
}

shelved! {
    Programme, name;
    RegisteredBusiness, name;
    LegalBasis, article;
    Party, name;
    Annex, title;
}

impl<A: Shelved> Changes<'_, A> {
    /// Faults where something would be put away that items still use: the rule
    /// of its form, told after all is written.
    pub(super) async fn shelved_in_use(
        &self,
        db: &impl ConnectionTrait,
        list: &str,
        used: fn(Uuid) -> Used,
    ) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for Change { index, before, after } in &self.list {
            let (Some(name), None) = (after.shelved(), before.as_ref().and_then(Shelved::shelved)) else {
                continue;
            };
            match unused(db, used(after.id()), name).await {
                Err(Error::Invalid(told)) => {
                    let path = || Place::Path(format!("$.{list}[{index}].archived_on"));
                    faults.extend(told.into_iter().map(|fault| Fault { place: path(), ..fault }));
                }
                other => other?,
            }
        }
        Ok(faults)
    }
}

impl Changes<'_, Item> {
    /// Faults where items would newly rest on what is put away.
    pub(super) async fn resting_on_shelved(&self, db: &impl ConnectionTrait) -> Result<Vec<Fault>> {
        let changes = self.list.iter().map(|change| (change.index, change.before.as_ref(), change.after));
        let path = |(index, fault): (usize, Fault)| {
            let Place::Field(field) = &fault.place else { return fault };
            Fault { place: Place::Path(format!("$.items[{index}].{field}")), ..fault }
        };
        Ok(shelved(db, changes).await?.into_iter().map(path).collect())
    }

    /// Removes versions that the bundle no longer has.
    pub(super) async fn remove_versions(&self, tx: &WriteTx) -> Result<Vec<Fault>> {
        let removed = self.removed(|item| item.versions.iter().map(|version| version.id.uuid()).collect());
        let printed: Vec<Uuid> = submission_part::Entity::find()
            .select_only()
            .column(submission_part::Column::VersionId)
            .filter(submission_part::Column::VersionId.is_in(removed.keys().copied()))
            .into_tuple()
            .all(tx.conn())
            .await?;
        // What was decided is not deleted either.
        let decided: Vec<Uuid> = item_version::Entity::find()
            .select_only()
            .column(item_version::Column::Id)
            .filter(item_version::Column::Id.is_in(removed.keys().copied()))
            .filter(item_version::Column::DecidedById.is_not_null())
            .into_tuple()
            .all(tx.conn())
            .await?;
        let used = printed.iter().chain(&decided);
        let faults = still_used(&removed, used, "$.items", "versions", "案件の版");
        if faults.is_empty() {
            let scope = Scope::ids(removed.into_keys());
            delete::<item_version::Entity>(tx.conn(), &scope, item_version::Column::Id).await?;
        }
        Ok(faults)
    }
}

impl<A: Aggregate> Changes<'_, A> {
    /// The children that are gone, each with the place of what it belonged to.
    fn removed(&self, children: impl Fn(&A) -> Vec<Uuid>) -> BTreeMap<Uuid, usize> {
        let mut removed = BTreeMap::new();
        for Change { index, before, after } in &self.list {
            let kept = children(after);
            let before = before.as_ref().map(&children).unwrap_or_default();
            removed.extend(before.into_iter().filter(|id| !kept.contains(id)).map(|id| (id, *index)));
        }
        // One that another aggregate of the bundle has taken over is not gone.
        for change in &self.list {
            for id in children(change.after) {
                removed.remove(&id);
            }
        }
        removed
    }
}

fn still_used<'a>(
    removed: &BTreeMap<Uuid, usize>,
    used: impl Iterator<Item = &'a Uuid>,
    list: &str,
    children: &str,
    word: &str,
) -> Vec<Fault> {
    let used: std::collections::BTreeSet<&Uuid> = used.collect();
    used.into_iter()
        .filter_map(|id| removed.get_key_value(id))
        .map(|(id, index)| {
            let message =
                format!("{word}（id {id}）は使われているため取り除けません。ファイルに戻してください。");
            Fault::at_path("still-used", format!("{list}[{index}].{children}"), message)
        })
        .collect()
}
