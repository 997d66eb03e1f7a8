//! From a file's tables to what would change, and to the change itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    bundle::{Bundle, check, give_ids},
    item::Item,
    party::Party,
    programme::{Programme, RegisteredBusiness},
    sheet::{Assigned, Directory, Kind, Plan, RowFault, plan, wanted},
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{book, directory};
use crate::{
    Actor, Error, Result, Ward,
    audit::{self, Action, canonical, chain},
    bundle::{ImportReport, Mode, known, run},
    policy::{self, Permission},
    register::rows::{Aggregate, Scope},
};

/// Objects read by one statement a table.
const BATCH: usize = 200;

/// What changes in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// The field, from the outside in.
    pub label: String,
    /// What it says now; empty if nothing.
    pub before: String,
    /// What it will say.
    pub after: String,
}

/// What changes of one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Its noun, in Japanese.
    pub word: String,
    /// Its name as it will be.
    pub name: String,
    /// Its id.
    pub id: Uuid,
    /// Whether it is new.
    pub new: bool,
    /// Field by field; of a new one those that are not empty.
    pub fields: Vec<FieldChange>,
}

/// What a file does, or what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It cannot be taken in.
    Faulty(Vec<RowFault>),
    /// It can be, or has been.
    Sound(ImportReport),
}

/// Tables held against the register.
pub(super) struct Worked {
    pub(super) bundle: Bundle,
    pub(super) faults: Vec<RowFault>,
    pub(super) differences: Vec<Difference>,
    pub(super) unchanged: usize,
    /// What identifies the differences: the same again means that nothing has
    /// happened in between.
    pub(super) digest: String,
}

/// Holds tables against what `db` holds.
pub(super) async fn work(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    kind: Kind,
    tables: &[Assigned],
    read: &[RowFault],
    job: Uuid,
) -> Result<Worked> {
    let directory = directory::load(db, kind, today).await?;
    let ids: Vec<Uuid> = wanted(kind, tables, &directory).into_iter().collect();
    let held = held(db, kind, &ids).await?;
    let mut made = plan(kind, tables, &directory, held.clone(), job);
    give_ids(&mut made.bundle);
    let mut faults = read.to_vec();
    faults.append(&mut made.faults);
    // What a row's own fault brings about in the checks is not told again.
    let at_fault = |fault: &RowFault, faults: &[RowFault]| {
        faults.iter().any(|told| (&told.sheet, told.row) == (&fault.sheet, fault.row))
    };
    let known = known::load(db).await?;
    let found = made.locate(tables, check(&made.bundle, &known));
    let found: Vec<RowFault> = found.into_iter().filter(|fault| !at_fault(fault, &faults)).collect();
    faults.extend(found);
    faults.sort();
    faults.dedup();
    if !faults.is_empty() {
        let digest = String::new();
        return Ok(Worked { bundle: made.bundle, faults, differences: Vec::new(), unchanged: 0, digest });
    }
    differences(made, &held, &directory)
}

async fn held(db: &impl ConnectionTrait, kind: Kind, ids: &[Uuid]) -> Result<Bundle> {
    let mut held = Bundle::default();
    for batch in ids.chunks(BATCH) {
        let scope = Scope::ids(batch.iter().copied());
        match kind {
            Kind::Parties => held.parties.extend(Party::load(db, &scope).await?),
            Kind::Businesses => {
                held.registered_businesses.extend(RegisteredBusiness::load(db, &scope).await?);
            }
            Kind::Programmes => held.programmes.extend(Programme::load(db, &scope).await?),
            Kind::Items => held.items.extend(Item::load(db, &scope).await?),
        }
    }
    Ok(held)
}

fn differences(made: Plan, held: &Bundle, directory: &Directory) -> Result<Worked> {
    let mut names = directory.names();
    // A new item may hang under another.
    for item in &made.bundle.items {
        if let Some(version) = item.current() {
            names.entry(item.id.uuid()).or_insert_with(|| version.title.clone());
        }
    }
    let mut found = Found { names, list: Vec::new(), unchanged: 0, digest: Sha256::new() };
    let bundle = &made.bundle;
    found.compare(&held.registered_businesses, &bundle.registered_businesses, |it| it.name.clone())?;
    found.compare(&held.parties, &bundle.parties, |it| it.name.clone())?;
    found.compare(&held.programmes, &bundle.programmes, |it| it.name.clone())?;
    found.compare(&held.items, &bundle.items, |it| {
        it.current().map(|version| version.title.clone()).unwrap_or_default()
    })?;
    Ok(Worked {
        bundle: made.bundle,
        faults: Vec::new(),
        differences: found.list,
        unchanged: found.unchanged,
        digest: chain::hex(&found.digest.finalize()),
    })
}

struct Found {
    names: audit::Names,
    list: Vec<Difference>,
    unchanged: usize,
    digest: Sha256,
}

impl Found {
    fn compare<A: Aggregate>(&mut self, held: &[A], made: &[A], name: impl Fn(&A) -> String) -> Result<()> {
        let held: BTreeMap<Uuid, &A> = held.iter().map(|it| (it.id(), it)).collect();
        for after in made {
            let before = held.get(&after.id()).copied();
            if before == Some(after) {
                self.unchanged += 1;
                continue;
            }
            self.digest.update(after.id().as_bytes());
            for side in [before, Some(after)] {
                let text = side.map(canonical::json).transpose()?.unwrap_or_default();
                self.digest.update(text.len().to_le_bytes());
                self.digest.update(text);
            }
            self.list.push(Difference {
                word: A::NOUN.word().to_owned(),
                name: name(after),
                id: after.id(),
                new: before.is_none(),
                fields: self.fields(before, after)?,
            });
        }
        Ok(())
    }

    fn fields<A: Aggregate>(&self, before: Option<&A>, after: &A) -> Result<Vec<FieldChange>> {
        let value = |side: &A| serde_json::to_value(side).map_err(Error::internal("違いを示せません。"));
        let (before, after) = (before.map(value).transpose()?, value(after)?);
        let told = |found: audit::Difference| FieldChange {
            label: found.place_text(),
            before: found.before.unwrap_or_default(),
            after: found.after.unwrap_or_default(),
        };
        let found = audit::differences(before.as_ref(), Some(&after), &self.names);
        Ok(found.into_iter().map(told).collect())
    }
}

/// Takes a file in at once, its columns matched by name: what the command line
/// does.
///
/// # Errors
/// `Forbidden`; `Invalid` if the file cannot be read.
pub async fn import_file(
    ward: &Ward,
    actor: &Actor,
    kind: Kind,
    bytes: Vec<u8>,
    mode: Mode,
) -> Result<(Outcome, Vec<String>)> {
    policy::require(actor, Permission::ImportBundle)?;
    let book = read_apart(kind, bytes).await?;
    let (today, at, job) = (ward.clock().today(), ward.clock().now(), ward.clock().new_id());
    let mut outcome = None;
    let done = ward
        .store()
        .write(actor, Action::Import, "", async |tx| {
            let worked = work(tx.conn(), today, kind, &book.tables, &book.faults, job).await?;
            if !worked.faults.is_empty() {
                outcome = Some(Outcome::Faulty(worked.faults));
                return Err(Error::Invalid(Vec::new()));
            }
            outcome = Some(Outcome::Sound(run(tx, &worked.bundle, at).await?));
            match mode {
                Mode::Write => Ok(()),
                // The store undoes what ends in an error.
                Mode::DryRun => Err(Error::Invalid(Vec::new())),
            }
        })
        .await;
    match (done, outcome) {
        (Ok(()), Some(outcome)) => Ok((outcome, book.notes)),
        (Err(Error::Invalid(faults)), Some(outcome)) if faults.is_empty() => Ok((outcome, book.notes)),
        (Err(error), _) => Err(error),
        (Ok(()), None) => Err(Error::internal("取り込めませんでした。")("no outcome")),
    }
}

/// Reads a file on a thread of its own. A reader that gives up on a broken
/// file is a broken file.
pub(super) async fn read_apart(kind: Kind, bytes: Vec<u8>) -> Result<book::Book> {
    let read = tokio::task::spawn_blocking(move || book::read(kind, &bytes)).await;
    read.unwrap_or_else(|_| {
        Err(book::refused(
            "file-broken",
            "ファイルが壊れていて読めません。Excel で開いて、保存し直してください。",
        ))
    })
}
