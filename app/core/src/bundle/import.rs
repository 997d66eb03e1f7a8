//! Taking a bundle in: all of it or nothing.

use chrono::{DateTime, Utc};
use domain::{
    Fault,
    bundle::{Bundle, check, give_ids},
};
use sea_orm::SqlErr;
use serde::Serialize;

use super::{changes::Changes, known};
use crate::{
    Actor, Error, Result, Ward,
    audit::Action,
    council::outcome,
    policy::{self, Permission},
    register::{organisation, uses::Used},
    store::WriteTx,
};

/// Whether an import is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Take it in.
    Write,
    /// Do all of it, then undo it: the faults and the report without a change.
    DryRun,
}

/// What an import did, noun by noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The nouns, in the order of the file; those the bundle does not hold too.
    pub nouns: Vec<NounReport>,
}

impl ImportReport {
    /// How many objects were created or changed.
    pub fn written(&self) -> usize {
        self.nouns.iter().map(|noun| noun.created + noun.changed).sum()
    }
}

/// What an import did with one noun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NounReport {
    /// Its name for programs.
    pub noun: &'static str,
    /// The Japanese word.
    pub word: &'static str,
    /// How many were new.
    pub created: usize,
    /// How many were there and changed.
    pub changed: usize,
    /// How many were there as the bundle says.
    pub unchanged: usize,
}

/// Takes a bundle in: upserts by id, leaves what is absent untouched. One audit
/// entry with one change an object; what is unchanged is written nowhere.
///
/// # Errors
/// `Forbidden`; `Invalid` with all faults; nothing is changed then.
pub async fn import(ward: &Ward, actor: &Actor, mut bundle: Bundle, mode: Mode) -> Result<ImportReport> {
    policy::require(actor, Permission::ImportBundle)?;
    give_ids(&mut bundle);
    let at = ward.clock().now();
    let mut report = None;
    let done = ward
        .store()
        .write(actor, Action::Import, "", async |tx| {
            report = Some(run(tx, &bundle, at).await?);
            match mode {
                Mode::Write => Ok(()),
                // The store undoes what ends in an error.
                Mode::DryRun => Err(Error::Invalid(Vec::new())),
            }
        })
        .await;
    match (done, report, mode) {
        (Ok(()), Some(report), _) => Ok(report),
        (Err(Error::Invalid(faults)), Some(report), Mode::DryRun) if faults.is_empty() => Ok(report),
        (Err(error), ..) => Err(error),
        (Ok(()), None, _) => Ok(ImportReport { nouns: Vec::new() }),
    }
}

/// Checks a bundle and writes it, inside a write that is under way.
///
/// # Errors
/// `Invalid` with all faults; `Database`.
pub(crate) async fn run(tx: &WriteTx, bundle: &Bundle, at: DateTime<Utc>) -> Result<ImportReport> {
    written(tx, bundle, at).await.map_err(taken)
}

async fn written(tx: &WriteTx, bundle: &Bundle, at: DateTime<Utc>) -> Result<ImportReport> {
    let db = tx.conn();
    no_faults(check(bundle, &known::load(db).await?))?;
    let clause_sets = Changes::compare(db, &bundle.clause_sets).await?;
    no_faults(clause_sets.touched_editions())?;
    let items = Changes::compare(db, &bundle.items).await?;
    let outcomes = Changes::compare(db, &bundle.outcomes).await?;
    let submissions = Changes::compare(db, &bundle.submissions).await?;
    let programmes = Changes::compare(db, &bundle.programmes).await?;
    // What is referred to comes before what refers to it; what outcomes are
    // about closes the circle at the end.
    let mut nouns = vec![ward_itself(tx, bundle, at).await?];
    nouns.push(Changes::compare(db, &bundle.implementing_bodies).await?.write(tx, at).await?);
    nouns.push(Changes::compare(db, &bundle.departments).await?.write(tx, at).await?);
    nouns.push(Changes::compare(db, &bundle.sections).await?.write(tx, at).await?);
    let bases = Changes::compare(db, &bundle.legal_bases).await?;
    nouns.push(bases.write(tx, at).await?);
    let businesses = Changes::compare(db, &bundle.registered_businesses).await?;
    nouns.push(businesses.write(tx, at).await?);
    nouns.push(Changes::compare(db, &bundle.dictionary_entries).await?.write(tx, at).await?);
    let parties = Changes::compare(db, &bundle.parties).await?;
    nouns.push(parties.write(tx, at).await?);
    let annexes = Changes::compare(db, &bundle.annexes).await?;
    nouns.push(annexes.write(tx, at).await?);
    nouns.push(clause_sets.write(tx, at).await?);
    let sessions = Changes::compare(db, &bundle.sessions).await?.write(tx, at).await?;
    let decided = outcomes.write(tx, at).await?;
    nouns.push(programmes.write(tx, at).await?);
    nouns.push(items.write(tx, at).await?);
    nouns.push(sessions);
    nouns.push(submissions.write(tx, at).await?);
    nouns.push(decided);
    let about: Vec<_> = outcomes.list.iter().map(|change| change.after).collect();
    outcome::link(db, &about).await?;
    let mut faults = items.remove_versions(tx).await?;
    faults.extend(bases.kinds(db).await?);
    faults.extend(programmes.shelved_in_use(db, "programmes", Used::Programme).await?);
    faults.extend(businesses.shelved_in_use(db, "registered_businesses", Used::Business).await?);
    faults.extend(bases.shelved_in_use(db, "legal_bases", Used::Basis).await?);
    faults.extend(parties.shelved_in_use(db, "parties", Used::Party).await?);
    faults.extend(annexes.shelved_in_use(db, "annexes", Used::Annex).await?);
    faults.extend(items.resting_on_shelved(db).await?);
    faults.extend(clause_sets.remove_editions(tx).await?);
    no_faults(faults)?;
    Ok(ImportReport { nouns })
}

async fn ward_itself(tx: &WriteTx, bundle: &Bundle, at: DateTime<Utc>) -> Result<NounReport> {
    let mut report = NounReport { noun: "ward", word: "区", created: 0, changed: 0, unchanged: 0 };
    let Some(after) = &bundle.ward else { return Ok(report) };
    match organisation::ward(tx.conn()).await? {
        Some(before) if before == *after => report.unchanged = 1,
        Some(before) => {
            organisation::save_ward(tx.conn(), after, at).await?;
            tx.updated("ward", organisation::WARD_ID, &before, after).await?;
            report.changed = 1;
        }
        None => {
            organisation::save_ward(tx.conn(), after, at).await?;
            tx.created("ward", organisation::WARD_ID, after).await?;
            report.created = 1;
        }
    }
    Ok(report)
}

fn no_faults(faults: Vec<Fault>) -> Result<()> {
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Tells what only the database can see: an id that something else has.
fn taken(error: Error) -> Error {
    let Error::Database(cause) = &error else { return error };
    match cause.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => {
            let message = "ファイルの中の id を、台帳の別のものが既に使っています。新しい id にするか、id を省いてください。";
            Error::invalid(Fault::whole("id-taken", message))
        }
        _ => error,
    }
}
