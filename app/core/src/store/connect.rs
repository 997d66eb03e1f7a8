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
/// Connections to PostgreSQL that write. Several instances share its limit of 100,
/// and writers wait for each other at the trail's end.
const POSTGRES_WRITERS: u32 = 8;
/// Connections to PostgreSQL that read. A list asks for what can be chosen in it
/// beside its page.
const POSTGRES_READERS: u32 = 12;
/// Connections to PostgreSQL that find.
const POSTGRES_FINDERS: u32 = 12;
/// What holds for those that read, without being said to each transaction: nothing
/// is written, and one state of the data is seen.
const READING: [(&str, &str); 2] =
    [("default_transaction_read_only", "on"), ("default_transaction_isolation", "repeatable read")];
/// What holds for those that find: to unpack the terms of every row is what their
/// index is there to avoid.
const FINDING: [(&str, &str); 2] = [("default_transaction_read_only", "on"), ("enable_seqscan", "off")];
/// How long a writer waits for its turn: for the connection, and for another
/// process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(30);
/// A connection that nobody used for so long is asked whether it still stands
/// before it is used again: not at every statement, since to ask is a round trip of
/// its own.
const TRUSTED: Duration = Duration::from_secs(1);
const CONTEXT: &str = "データベースを開けません。";

/// The connections to a database.
pub(super) struct Connections {
    pub(super) writer: DatabaseConnection,
    pub(super) reader: DatabaseConnection,
    pub(super) finder: DatabaseConnection,
}

/// Opens a database.
pub(super) async fn open(url: &DatabaseUrl) -> Result<Connections> {
    match url.kind() {
        Kind::Sqlite(path) => open_sqlite(path).await,
        Kind::Postgres(url) => open_postgres(url).await,
    }
}

async fn open_postgres(url: &str) -> Result<Connections> {
    let writer = connect_postgres(url, POSTGRES_WRITERS, &[]).await?;
    let reader = connect_postgres(url, POSTGRES_READERS, &READING).await?;
    let finder = connect_postgres(url, POSTGRES_FINDERS, &FINDING).await?;
    Ok(Connections { writer, reader, finder })
}

async fn connect_postgres(
    url: &str,
    connections: u32,
    settings: &'static [(&'static str, &'static str)],
) -> Result<DatabaseConnection> {
    let mut options = options(url.to_owned(), connections);
    options.map_sqlx_postgres_opts(|postgres| postgres.options(settings.iter().copied()));
    Database::connect(options).await.map_err(Error::internal(CONTEXT))
}

async fn open_sqlite(path: &Path) -> Result<Connections> {
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
    Ok(Connections { writer, finder: reader.clone(), reader })
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
        return sqlite.read_only(true).pragma("cache_size", READER_CACHE);
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
