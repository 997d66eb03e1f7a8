//! How each engine is opened.

use std::{io, path::Path, time::Duration};

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::url::{DatabaseUrl, Kind};
use crate::{Error, Result, files};

/// Connections that read at the same time on SQLite.
const SQLITE_READERS: u32 = 4;
/// What each of them keeps of the file at most: 16 MB. A search looks at a
/// thousand texts.
const READER_CACHE: &str = "-16000";
/// What each of them maps of the file at most, in bytes: all that SQLite lets
/// it. A page is then looked at where the system holds it, instead of copied.
/// Nothing makes the file shorter while it is open.
const READER_MAP: &str = "2147418112";
/// Connections to PostgreSQL that write. Several instances share its limit of 100,
/// and writers wait for each other at the trail's end.
const POSTGRES_WRITERS: u32 = 8;
/// Connections to PostgreSQL that read. A list asks for what can be chosen in it
/// beside its page.
const POSTGRES_READERS: u32 = 16;
/// What holds for every transaction of those that read, without being said to
/// each: one state of the data is seen, and nothing is written.
const POSTGRES_READING: [(&str, &str); 2] =
    [("default_transaction_isolation", "repeatable read"), ("default_transaction_read_only", "on")];
/// How long a writer waits for its turn: for the connection, and for another
/// process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(30);
/// A connection that nobody used for so long is asked whether it still stands
/// before it is used again: not at every statement, since to ask takes as long as
/// most of them.
const TRUSTED: Duration = Duration::from_secs(1);
const CONTEXT: &str = "データベースを開けません。";

/// Opens a database: its writer and its reader.
pub(super) async fn open(url: &DatabaseUrl) -> Result<(DatabaseConnection, DatabaseConnection)> {
    match url.kind() {
        Kind::Sqlite(path) => open_sqlite(path).await,
        Kind::Postgres(url) => open_postgres(url).await,
    }
}

async fn open_postgres(url: &str) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let writer = options(url.to_owned(), POSTGRES_WRITERS);
    let writer = Database::connect(writer).await.map_err(Error::internal(CONTEXT))?;
    let mut reader = options(url.to_owned(), POSTGRES_READERS);
    reader.map_sqlx_postgres_opts(|postgres| postgres.options(POSTGRES_READING));
    let reader = Database::connect(reader).await.map_err(Error::internal(CONTEXT))?;
    Ok((writer, reader))
}

async fn open_sqlite(path: &Path) -> Result<(DatabaseConnection, DatabaseConnection)> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        files::create_private_dir(folder).map_err(Error::internal(CONTEXT))?;
    }
    // SQLite gives its log the rights of the file.
    match files::create_private(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(Error::internal(CONTEXT)(error));
        }
        _ => {}
    }
    // The writer first: it sets up the file and its log, which a read-only
    // connection cannot.
    let writer = connect_sqlite(path, 1, false).await?;
    let reader = connect_sqlite(path, SQLITE_READERS, true).await?;
    Ok((writer, reader))
}

async fn connect_sqlite(path: &Path, connections: u32, read_only: bool) -> Result<DatabaseConnection> {
    let path = path.to_owned();
    let mut options = options("sqlite:azukari".to_owned(), connections);
    options.map_sqlx_sqlite_opts(move |sqlite| pragmas(sqlite.filename(&path), read_only));
    Database::connect(options).await.map_err(Error::internal(CONTEXT))
}

fn pragmas(sqlite: SqliteConnectOptions, read_only: bool) -> SqliteConnectOptions {
    let sqlite = sqlite.foreign_keys(true).busy_timeout(PATIENCE);
    if read_only {
        return sqlite.read_only(true).pragma("cache_size", READER_CACHE).pragma("mmap_size", READER_MAP);
    }
    // FULL: what was acknowledged survives a power cut.
    sqlite.create_if_missing(true).journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
}

/// Options of both engines. Statements carry personal names: they are neither
/// logged nor put into spans.
fn options(url: String, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .test_before_acquire_if_idle_for(TRUSTED)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}
