//! From a file's tables to what would change, and to the change itself.

use chrono::NaiveDate;
use domain::{
    bundle::{Bundle, check, give_ids},
    item::Item,
    party::Party,
    programme::{Programme, RegisteredBusiness},
    sheet::{Assigned, Directory, Entry, FieldChange, Kind, Names, Plan, RowFault, fields, plan, wanted},
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{book, directory};
use crate::{
    Actor, Error, Result, Ward,
    audit::{Action, canonical, chain},
    bundle::{ImportReport, Mode, known, run},
    policy::{self, Permission},
    register::rows::{Aggregate, Scope},
};

/// Objects read by one statement a table.
const BATCH: usize = 200;

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
    differences(made, held, &directory)
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

fn differences(made: Plan, held: Bundle, directory: &Directory) -> Result<Worked> {
    let directory = with_new(directory, &made.bundle);
    let mut found = Found { directory, list: Vec::new(), unchanged: 0, digest: Sha256::new() };
    found.compare(&held.registered_businesses, &made.bundle.registered_businesses, |it| Bundle {
        registered_businesses: vec![it],
        ..Bundle::default()
    })?;
    found.compare(&held.parties, &made.bundle.parties, |it| Bundle {
        parties: vec![it],
        ..Bundle::default()
    })?;
    found.compare(&held.programmes, &made.bundle.programmes, |it| Bundle {
        programmes: vec![it],
        ..Bundle::default()
    })?;
    found.compare(&held.items, &made.bundle.items, |it| Bundle { items: vec![it], ..Bundle::default() })?;
    Ok(Worked {
        bundle: made.bundle,
        faults: Vec::new(),
        differences: found.list,
        unchanged: found.unchanged,
        digest: chain::hex(&found.digest.finalize()),
    })
}

/// The names of the register with those of the file's new items: one may hang
/// under another.
fn with_new(directory: &Directory, bundle: &Bundle) -> Directory {
    let mut directory = directory.clone();
    let new = bundle.items.iter().filter(|item| directory.items.get(item.id.uuid()).is_none());
    let new: Vec<Entry> = new
        .filter_map(|item| {
            let name = item.current()?.title.clone();
            let (id, owner) = (item.id.uuid(), Some(item.programme.uuid()));
            Some(Entry { id, name, detail: String::new(), also: Vec::new(), owner, current: true })
        })
        .collect();
    if !new.is_empty() {
        directory.items = Names::new(directory.items.entries().iter().cloned().chain(new).collect());
    }
    directory
}

struct Found {
    directory: Directory,
    list: Vec<Difference>,
    unchanged: usize,
    digest: Sha256,
}

impl Found {
    fn compare<A: Aggregate + Clone>(
        &mut self,
        held: &[A],
        made: &[A],
        bundle: impl Fn(A) -> Bundle,
    ) -> Result<()> {
        let held: std::collections::BTreeMap<Uuid, &A> = held.iter().map(|it| (it.id(), it)).collect();
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
            let now = fields(&bundle(after.clone()), &self.directory);
            let was = before.map(|before| fields(&bundle(before.clone()), &self.directory));
            let name = now.first().map(|(_, text)| text.clone()).unwrap_or_default();
            let name = name_of(&now).unwrap_or(name);
            self.list.push(Difference {
                word: A::NOUN.word().to_owned(),
                name,
                id: after.id(),
                new: before.is_none(),
                fields: FieldChange::between(&was.unwrap_or_default(), &now),
            });
        }
        Ok(())
    }
}

/// The title or name among fields.
fn name_of(fields: &[(String, String)]) -> Option<String> {
    let names = ["件名", "名称", "事業名", "登録業務の名称"];
    let named = |(label, _): &&(String, String)| names.iter().any(|name| label.starts_with(name));
    let own = fields.iter().find(|(label, _)| label.starts_with("件名"));
    own.or_else(|| fields.iter().find(named)).map(|(_, text)| text.clone())
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
