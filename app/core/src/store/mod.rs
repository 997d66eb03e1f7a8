//! The one door to the database. Reads take a connection from `read()`; every
//! change of register data goes through `write()`, which alone opens
//! transactions and leaves the audit entry; what is exempt from the trail
//! (sessions, idempotency keys, counters) goes through `exempt_write()`.

mod connect;
mod migrate;
mod url;
mod write;

pub use migrate::Schema;
pub use url::DatabaseUrl;
pub use write::{Exempt, Snapshot, WriteTx};

use connect::Connections;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend};

use crate::{Result, clock::Clock};

/// A database, SQLite or PostgreSQL. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    /// On SQLite the one connection that writes; on PostgreSQL several.
    writer: DatabaseConnection,
    /// Several connections that cannot write.
    reader: DatabaseConnection,
    /// On SQLite the same; on PostgreSQL several whose planner keeps to indexes.
    finder: DatabaseConnection,
    clock: Clock,
    #[cfg(feature = "testing")]
    statements: std::sync::Arc<std::sync::atomic::AtomicUsize>,
}

impl Store {
    /// Opens the database; a SQLite file is created if it is missing. The
    /// schema is left as it is: see `migrate`.
    ///
    /// # Errors
    /// `Internal` if it cannot be reached or opened.
    pub async fn connect(url: &DatabaseUrl, clock: Clock) -> Result<Self> {
        #[cfg_attr(not(feature = "testing"), expect(unused_mut, reason = "tests count statements"))]
        let mut connections = connect::open(url).await?;
        #[cfg(feature = "testing")]
        let statements = count(&mut connections);
        let Connections { writer, reader, finder } = connections;
        Ok(Self {
            writer,
            reader,
            finder,
            clock,
            #[cfg(feature = "testing")]
            statements,
        })
    }

    /// How many statements have been run: a test asks before and after.
    #[cfg(feature = "testing")]
    pub fn statements(&self) -> usize {
        self.statements.load(std::sync::atomic::Ordering::SeqCst)
    }

    /// The connection for reads. It cannot write.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection by which the search index is asked, each statement for itself.
    /// It cannot write.
    pub(crate) fn finder(&self) -> &DatabaseConnection {
        &self.finder
    }

    /// Closes the connections, so that SQLite folds its log into the file.
    ///
    /// # Errors
    /// `Database` if the engine refuses.
    pub async fn close(self) -> Result<()> {
        self.finder.close().await?;
        self.reader.close().await?;
        Ok(self.writer.close().await?)
    }

    /// Writes a SQLite file anew, so that nothing deleted is left in its pages.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn rewrite(&self) -> Result<()> {
        self.writer.execute_unprepared("VACUUM").await?;
        Ok(())
    }

    /// The clock that stamps audit entries.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Whether other instances may be using the same database.
    pub fn is_shared(&self) -> bool {
        self.is_postgres()
    }

    fn is_postgres(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Postgres
    }
}

/// Counts what all connections run.
#[cfg(feature = "testing")]
fn count(connections: &mut Connections) -> std::sync::Arc<std::sync::atomic::AtomicUsize> {
    let statements = std::sync::Arc::<std::sync::atomic::AtomicUsize>::default();
    let Connections { writer, reader, finder } = connections;
    for connection in [writer, reader, finder] {
        let statements = std::sync::Arc::clone(&statements);
        connection.set_metric_callback(move |_| {
            statements.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        });
    }
    statements
}
