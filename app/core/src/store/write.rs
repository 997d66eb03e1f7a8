//! Transactions. Nothing slow belongs in one: render, hash and parse before.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use entity::{audit_change, audit_entry, audit_head, audit_text};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, DatabaseConnection, DatabaseTransaction, DbErr,
    EntityTrait as _, IntoActiveModel as _, QuerySelect as _, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::Store;
use crate::{
    Actor, Error, Result,
    audit::{Action, canonical, chain, text},
    register::index,
};

/// Changes written together: few enough for both engines' limits on
/// parameters, many enough that an import does not wait for each.
const BATCH: usize = 500;

/// A write in progress. Pass it on by reference; the store commits it.
#[derive(Debug)]
pub struct WriteTx {
    conn: DatabaseTransaction,
    entry: Uuid,
    trail: Mutex<Trail>,
}

/// The changes so far: their digest, and those not yet written.
#[derive(Debug, Default)]
struct Trail {
    changes: chain::Changes,
    unwritten: Vec<audit_change::Model>,
    /// What changed, by kind: the index follows it.
    touched: BTreeMap<String, Vec<Uuid>>,
}

/// A write that leaves no audit entry: sessions, keys of forms, counters.
#[derive(Debug)]
pub struct Exempt(DatabaseTransaction);

/// A view of the database that stands still over several reads.
#[derive(Debug)]
pub struct Snapshot(DatabaseTransaction);

impl Store {
    /// Changes register data: runs `work` in a transaction, appends one audit
    /// entry with the changes it reported, and commits. If `work` fails nothing
    /// is changed. If it reported no change there is no entry.
    ///
    /// Inside, read through `tx.conn()` only: a second connection sees the state
    /// before, and on PostgreSQL many writers waiting for one never get it.
    ///
    /// # Errors
    /// What `work` returns, or `Database`; `Conflict` if it and another writer
    /// waited for each other and this one was given up.
    pub async fn write<T, F>(&self, actor: &Actor, action: Action, reason: &str, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&WriteTx) -> Result<T>,
    {
        let conn = self.begin().await?;
        let tx = WriteTx { conn, entry: self.clock.new_id(), trail: Mutex::default() };
        match work(&tx).await {
            Ok(value) => {
                let touched = std::mem::take(&mut tx.trail().touched);
                index::follow(&tx.conn, touched).await?;
                self.seal(&tx, actor, action, reason).await?;
                tx.conn.commit().await?;
                Ok(value)
            }
            Err(error) => {
                tx.conn.rollback().await?;
                Err(collision(error))
            }
        }
    }

    /// Changes what the audit trail does not cover. Never register data.
    ///
    /// # Errors
    /// What `work` returns, or `Database`.
    pub async fn exempt_write<T, F>(&self, work: F) -> Result<T>
    where
        F: AsyncFnOnce(&Exempt) -> Result<T>,
    {
        let tx = Exempt(self.begin().await?);
        match work(&tx).await {
            Ok(value) => {
                tx.0.commit().await?;
                Ok(value)
            }
            Err(error) => {
                tx.0.rollback().await?;
                Err(error)
            }
        }
    }

    /// A view that stands still: what others commit meanwhile is not seen. It
    /// ends when it is dropped; don't keep it longer than the reads need.
    ///
    /// # Errors
    /// `Database` if it cannot begin.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        // SQLite: a deferred transaction reads from one state of the log. PostgreSQL:
        // its readers are opened for nothing else.
        Ok(Snapshot(self.reader.begin().await?))
    }

    async fn begin(&self) -> Result<DatabaseTransaction> {
        begin_on(&self.writer).await
    }

    /// Writes the entry. From the lock on the head to the commit every other
    /// writer of the trail waits, so this comes last.
    async fn seal(&self, tx: &WriteTx, actor: &Actor, action: Action, reason: &str) -> Result<()> {
        tx.write_out(0).await?;
        let (change_count, changes) = std::mem::take(&mut tx.trail().changes).finish();
        if change_count == 0 {
            return Ok(());
        }
        let head =
            audit_head::Entity::find_by_id(1).lock_exclusive().one(&tx.conn).await?.ok_or_else(|| {
                Error::internal("変更履歴の末尾がありません。")("audit_head is empty")
            })?;
        let mut entry = audit_entry::Model {
            id: tx.entry,
            sequence: head.sequence + 1,
            at_us: self.clock.now().timestamp_micros(),
            actor_id: actor.account,
            actor_login: actor.login.clone(),
            actor_role: actor.role_code().to_owned(),
            action: action.code().to_owned(),
            reason: reason.to_owned(),
            change_count,
            previous: head.digest.clone(),
            digest: String::new(),
        };
        entry.digest = chain::entry_digest(&entry, &changes);
        let mut new_head = head.into_active_model();
        new_head.sequence = Set(entry.sequence);
        new_head.digest = Set(entry.digest.clone());
        entry.into_active_model().insert(&tx.conn).await?;
        new_head.update(&tx.conn).await?;
        Ok(())
    }
}

/// Two writers that wait for each other are no fault of the database: PostgreSQL
/// gives one up (SQLite lets in one at a time), and its person may try again.
fn collision(error: Error) -> Error {
    let Error::Database(
        DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)),
    ) = &error
    else {
        return error;
    };
    match cause.as_database_error().and_then(|cause| cause.code()).as_deref() {
        // deadlock_detected, serialization_failure
        Some("40P01" | "40001") => Error::Conflict(
            "ほかの人の変更と重なったため、保存しませんでした。もう一度やり直してください。".into(),
        ),
        _ => error,
    }
}

async fn begin_on(writer: &DatabaseConnection) -> Result<DatabaseTransaction> {
    // SQLite: a deferred transaction that turns into a writer fails at once
    // with BUSY. PostgreSQL keeps its default, READ COMMITTED: under a stricter
    // level every two writers would collide on the head.
    let options = TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    Ok(writer.begin_with_options(options).await?)
}

impl WriteTx {
    /// The connection inside the transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.conn
    }

    /// The id of the entry that the transaction leaves in the trail.
    pub(crate) fn entry(&self) -> Uuid {
        self.entry
    }

    /// Reports an object that was created.
    ///
    /// # Errors
    /// `Database`; `Internal` if the object cannot be written as JSON.
    pub async fn created<A: Serialize>(&self, kind: &str, id: Uuid, after: &A) -> Result<()> {
        self.changed(kind, id, None, Some(canonical::json(after)?)).await
    }

    /// Reports an object that was changed; nothing is recorded if it was not.
    ///
    /// # Errors
    /// As `created`.
    pub async fn updated<A: Serialize>(&self, kind: &str, id: Uuid, before: &A, after: &A) -> Result<()> {
        let (before, after) = (canonical::json(before)?, canonical::json(after)?);
        if before == after {
            return Ok(());
        }
        self.changed(kind, id, Some(before), Some(after)).await
    }

    /// Reports an object that was deleted.
    ///
    /// # Errors
    /// As `created`.
    pub async fn deleted<A: Serialize>(&self, kind: &str, id: Uuid, before: &A) -> Result<()> {
        self.changed(kind, id, Some(canonical::json(before)?), None).await
    }

    /// Reports a change whose canonical JSON is at hand.
    ///
    /// # Errors
    /// `Database`; `Internal` if the machine gives no random bytes.
    pub async fn changed(
        &self,
        kind: &str,
        id: Uuid,
        before: Option<String>,
        after: Option<String>,
    ) -> Result<()> {
        let salt = chain::salt()?;
        let payload_digest = chain::payload_digest(&salt, before.as_deref(), after.as_deref());
        {
            let mut trail = self.trail();
            let position = trail.changes.add(kind, id, &payload_digest);
            let change = audit_change::Model {
                entry_id: self.entry,
                position,
                kind: kind.to_owned(),
                object_id: id,
                before,
                after,
                salt: Some(salt.to_vec()),
                payload_digest,
            };
            trail.unwritten.push(change);
            trail.touched.entry(kind.to_owned()).or_default().push(id);
        }
        self.write_out(BATCH).await
    }

    /// Writes the changes that wait, once there are this many.
    async fn write_out(&self, at_least: usize) -> Result<()> {
        let batch = {
            let mut trail = self.trail();
            if trail.unwritten.is_empty() || trail.unwritten.len() < at_least {
                return Ok(());
            }
            std::mem::take(&mut trail.unwritten)
        };
        let texts = batch.iter().map(|change| text::row(self.entry, change).into_active_model().reset_all());
        audit_text::Entity::insert_many(texts.collect::<Vec<_>>()).exec_without_returning(&self.conn).await?;
        let batch = batch.into_iter().map(|change| change.into_active_model().reset_all());
        audit_change::Entity::insert_many(batch).exec_without_returning(&self.conn).await?;
        Ok(())
    }

    fn trail(&self) -> MutexGuard<'_, Trail> {
        self.trail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Exempt {
    /// The connection inside the transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.0
    }
}

impl Snapshot {
    /// The connection that sees the view.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.0
    }
}
