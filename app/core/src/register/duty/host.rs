//! What duties hang on, and whether they may be changed there.

use domain::{
    Fault,
    clauses::{ClauseSet, Edition, EditionState},
    duty::{Dismissed, Duty},
    item::{Item, ItemVersion, VersionState},
};
use uuid::Uuid;

use crate::{Error, Result, audit::canonical, register::edit::Editable};

/// What was said of a line's wording, to be changed.
pub(crate) struct Said<'a> {
    /// The duties that were confirmed.
    pub(crate) duties: &'a mut Vec<Duty>,
    /// The proposals that are no duty.
    pub(crate) dismissed: &'a mut Vec<Dismissed>,
    /// Where the line is.
    pub(crate) path: String,
}

/// An object whose versions hold lists of duties, line by line.
pub(crate) trait Host: Editable {
    /// The duties of a line.
    ///
    /// # Errors
    /// `NotFound` if there is no such line.
    fn duties(&self, version: Uuid, line: Uuid) -> Result<&Vec<Duty>>;

    /// What was said of a line, to change it.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` where it may not be changed.
    fn said_mut(&mut self, version: Uuid, line: Uuid) -> Result<Said<'_>>;

    /// All that somebody saw who confirms proposals: texts and duties.
    ///
    /// # Errors
    /// `NotFound`.
    fn seen(&self, version: Uuid) -> Result<String>;
}

/// Why duties may not be changed here: in short, and what to do.
pub(super) type Closed = (&'static str, &'static str);

pub(super) fn closed_edition(edition: &Edition) -> Option<Closed> {
    let done = "義務を変えるときは、改訂して作成中の版を作り、その版で確認してください。";
    match edition.state {
        EditionState::Draft => None,
        EditionState::Published => Some(("公開した版です。義務は変えられません。", done)),
        EditionState::Superseded => Some(("旧版です。義務は変えられません。", done)),
    }
}

pub(super) fn closed_version(item: &Item, version: &ItemVersion) -> Option<Closed> {
    if item.archived_at.is_some() {
        Some(("この案件は保管されています。", "義務を確認するときは、先に台帳に戻してください。"))
    } else if version.state == VersionState::Past {
        let words = "義務は、現行の版か改正案で確認します。";
        Some(("過去の版です。義務は変えられません。", words))
    } else {
        None
    }
}

fn refuse(closed: Option<Closed>) -> Result<()> {
    match closed {
        None => Ok(()),
        Some((title, words)) => Err(Error::invalid(Fault::whole("duties-closed", format!("{title}{words}")))),
    }
}

fn no_line() -> Error {
    Error::NotFound("義務の付く条項又は対策".to_owned())
}

pub(super) fn edition_of(set: &ClauseSet, edition: Uuid) -> Result<&Edition> {
    let missing = || Error::NotFound("特記事項の版".to_owned());
    set.editions.iter().find(|held| held.id.uuid() == edition).ok_or_else(missing)
}

pub(super) fn version_of(item: &Item, version: Uuid) -> Result<&ItemVersion> {
    item.version(version.into()).ok_or_else(|| Error::NotFound("案件の版".to_owned()))
}

impl Host for ClauseSet {
    fn duties(&self, version: Uuid, line: Uuid) -> Result<&Vec<Duty>> {
        let clauses = &edition_of(self, version)?.clauses;
        let clause = clauses.iter().find(|clause| clause.id.is_some_and(|id| id.uuid() == line));
        clause.map(|clause| &clause.duties).ok_or_else(no_line)
    }

    fn said_mut(&mut self, version: Uuid, line: Uuid) -> Result<Said<'_>> {
        refuse(closed_edition(edition_of(self, version)?))?;
        let editions = self.editions.iter_mut().enumerate();
        let lines = editions.filter(|(_, edition)| edition.id.uuid() == version).flat_map(|(at, edition)| {
            let clauses = edition.clauses.iter_mut().enumerate();
            clauses.map(move |(place, clause)| (format!("editions[{at}].clauses[{place}]"), clause))
        });
        let mut lines = lines.filter(|(_, clause)| clause.id.is_some_and(|id| id.uuid() == line));
        let (path, held) = lines.next().ok_or_else(no_line)?;
        Ok(Said { duties: &mut held.duties, dismissed: &mut held.dismissed, path })
    }

    fn seen(&self, version: Uuid) -> Result<String> {
        canonical::json(&edition_of(self, version)?.clauses)
    }
}

impl Host for Item {
    fn duties(&self, version: Uuid, line: Uuid) -> Result<&Vec<Duty>> {
        let lines = &version_of(self, version)?.protections;
        let held = lines.iter().find(|held| held.id.is_some_and(|id| id.uuid() == line));
        held.map(|held| &held.duties).ok_or_else(no_line)
    }

    fn said_mut(&mut self, version: Uuid, line: Uuid) -> Result<Said<'_>> {
        refuse(closed_version(self, version_of(self, version)?))?;
        let versions = self.versions.iter_mut().enumerate();
        let lines = versions.filter(|(_, held)| held.id.uuid() == version).flat_map(|(at, held)| {
            let lines = held.protections.iter_mut().enumerate();
            lines.map(move |(place, line)| (format!("versions[{at}].protections[{place}]"), line))
        });
        let mut lines = lines.filter(|(_, held)| held.id.is_some_and(|id| id.uuid() == line));
        let (path, held) = lines.next().ok_or_else(no_line)?;
        Ok(Said { duties: &mut held.duties, dismissed: &mut held.dismissed, path })
    }

    fn seen(&self, version: Uuid) -> Result<String> {
        canonical::json(&version_of(self, version)?.protections)
    }
}
