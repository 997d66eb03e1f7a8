//! The text of a draft edition: opened, looked through, saved as a whole.

use std::collections::BTreeMap;

use domain::{
    Fault, Id,
    clauses::{
        Clause, ClauseSet, Edition, EditionState,
        reference::Wording,
        revise::{Review, text_of},
    },
    duty::{Dismissed, Duty},
};
use uuid::Uuid;

use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::edit::{self, Change, digest},
};

/// An edition whose text is to be changed.
#[derive(Debug, Clone)]
pub struct EditionEdit {
    /// Its set.
    pub set: ClauseSet,
    /// The edition.
    pub edition: Edition,
}

impl EditionEdit {
    /// Whether its text may be changed: what was published stays.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.edition.state == EditionState::Draft
    }

    /// In which words its clauses refer to each other.
    #[must_use]
    pub fn wording(&self) -> Wording {
        self.edition.wording()
    }

    /// What identifies its text as a person saw it.
    ///
    /// # Errors
    /// `Internal` if the text cannot be written as JSON.
    pub fn seen(&self) -> Result<String> {
        digest(&text_of(&self.edition))
    }
}

/// Opens an edition for its editor.
///
/// # Errors
/// `Forbidden` without `EditClauseSets`; `NotFound`; `Database`.
pub async fn edition_edit(ward: &Ward, actor: &Actor, set: Uuid, edition: Uuid) -> Result<EditionEdit> {
    policy::require(actor, Permission::EditClauseSets)?;
    let snapshot = ward.store().snapshot().await?;
    let set: ClauseSet = edit::load(snapshot.conn(), set).await?;
    let id = Id::new(edition);
    let edition = set.editions.iter().find(|edition| edition.id == id).cloned().ok_or_else(missing)?;
    Ok(EditionEdit { set, edition })
}

/// What the rules of a bundle say of an edition as it shall be, before it is
/// saved. The field of a fault is its path within the edition.
///
/// # Errors
/// `Forbidden`; `Invalid` with what is at fault; `Database`.
pub async fn check_text(ward: &Ward, actor: &Actor, edited: &EditionEdit, review: &Review) -> Result<()> {
    policy::require(actor, Permission::EditClauseSets)?;
    let mut set = edited.set.clone();
    put(&mut set, edited.edition.id, review)?;
    let faults = edit::faults_of(ward, set).await?;
    if faults.is_empty() { Ok(()) } else { Err(within(Error::Invalid(faults), edited)) }
}

/// Saves the text of a draft. Duties stay with the clauses they are of, as
/// they are now.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Conflict` if the text is no longer what was seen;
/// `Invalid` as [`check_text`], and for an edition that is no draft.
pub async fn save_text(
    ward: &Ward,
    actor: &Actor,
    edited: &EditionEdit,
    change: Change<'_>,
    review: &Review,
) -> Result<()> {
    policy::require(actor, Permission::EditClauseSets)?;
    let id = edited.edition.id;
    let part = |set: &ClauseSet| {
        set.editions.iter().find(|edition| edition.id == id).map(text_of).ok_or_else(missing)
    };
    let apply = |set: &mut ClauseSet| put(set, id, review);
    let saved = edit::change(ward, actor, edited.set.id.uuid(), change, part, apply).await;
    saved.map(drop).map_err(|error| within(error, edited))
}

fn missing() -> Error {
    Error::NotFound("特記事項の版".to_owned())
}

fn put(set: &mut ClauseSet, id: Id<Edition>, review: &Review) -> Result<()> {
    let edition = set.editions.iter_mut().find(|edition| edition.id == id).ok_or_else(missing)?;
    if edition.state != EditionState::Draft {
        let message = "公開した版の条文は変えられません。新しい版を作って直してください。";
        return Err(Error::invalid(Fault::whole("published-edition", message)));
    }
    let mut said: BTreeMap<Id<Clause>, (Vec<Duty>, Vec<Dismissed>)> = std::mem::take(&mut edition.clauses)
        .into_iter()
        .filter_map(|clause| Some((clause.id?, (clause.duties, clause.dismissed))))
        .collect();
    edition.clauses = review
        .clauses
        .iter()
        .map(|settled| {
            let mut clause = settled.clause.clone();
            for (duties, dismissed) in settled.keeps.iter().filter_map(|id| said.remove(id)) {
                clause.duties.extend(duties);
                clause.dismissed.extend(dismissed);
            }
            clause
        })
        .collect();
    edition.captions = review.captions;
    edition.preamble.clone_from(&review.preamble);
    edition.trailing.clone_from(&review.trailing);
    Ok(())
}

/// Faults by their path within the edition.
fn within(error: Error, edited: &EditionEdit) -> Error {
    let Error::Invalid(faults) = error else { return error };
    let place = edited.set.editions.iter().position(|edition| edition.id == edited.edition.id);
    let before = format!("editions[{}].", place.unwrap_or_default());
    let field = |fault: Fault| match &fault.place {
        domain::Place::Field(name) => match name.strip_prefix(&before) {
            Some(rest) => Fault { place: domain::Place::Field(rest.to_owned()), ..fault },
            None => fault,
        },
        _ => fault,
    };
    Error::Invalid(faults.into_iter().map(field).collect())
}
