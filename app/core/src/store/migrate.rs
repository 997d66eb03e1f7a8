//! Bringing the schema up to date.

use migration::{Migrator, MigratorTrait as _};
use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbErr, TransactionTrait as _};

use super::Store;
use crate::{Error, Result, register::index};

/// Names our lock among a PostgreSQL server's advisory locks.
const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtext('azukari.migrate'))";

/// How the schema stands to this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Nothing was ever migrated here.
    Empty,
    /// Some of this program's changes are missing, or the index of lists and
    /// searches was made by other rules than this program's.
    Behind,
    /// As this program needs it.
    Current,
}

impl Store {
    /// Applies the changes that are missing. Several instances may ask at the
    /// same time: on PostgreSQL one works, the others wait for it.
    ///
    /// # Errors
    /// `Internal` if a change fails, or if the database was migrated by a newer
    /// program than this one.
    pub async fn migrate(&self) -> Result<()> {
        let lock = self.lock_schema().await?;
        let mut outcome = Migrator::up(&self.writer, None).await.map_err(failed);
        if outcome.is_ok() {
            outcome = index::ensure(self).await;
        }
        if let Some(lock) = lock {
            lock.commit().await?;
        }
        outcome
    }

    /// How the schema stands, without changing it. While another instance is at
    /// work on it, this waits for what comes out.
    ///
    /// # Errors
    /// `Internal` if the database was migrated by a newer program.
    pub async fn schema(&self) -> Result<Schema> {
        let seen = self.applied().await?;
        if seen != Schema::Behind {
            return Ok(seen);
        }
        let Some(lock) = self.lock_schema().await? else { return Ok(seen) };
        lock.commit().await?;
        self.applied().await
    }

    async fn applied(&self) -> Result<Schema> {
        let applied = Migrator::get_applied_migrations_read_only(&self.reader).await.map_err(failed)?;
        let all = Migrator::migrations().len();
        Ok(match applied.len() {
            0 => Schema::Empty,
            count if count < all => Schema::Behind,
            _ if index::is_current(self).await? => Schema::Current,
            _ => Schema::Behind,
        })
    }

    /// Held on a connection of its own until the changes are applied.
    async fn lock_schema(&self) -> Result<Option<DatabaseTransaction>> {
        if !self.is_postgres() {
            return Ok(None);
        }
        let lock = self.writer.begin().await?;
        lock.execute_unprepared(LOCK).await?;
        Ok(Some(lock))
    }
}

fn failed(cause: DbErr) -> Error {
    Error::Internal {
        context: "データベースの形式を更新できません。このデータベースがより新しい版で作られていないか確認してください。",
        source: Box::new(cause),
    }
}
