//! Wards on temporary databases, on either engine. A test written once runs on
//! both: see [`on_both_engines`](crate::on_both_engines).

mod postgres;
mod sqlite;

use chrono::DateTime;
use tempfile::TempDir;

use crate::{Error, Options, Result, Ward, clock::Clock, config::Config, store::DatabaseUrl};

/// When set to 1, a test that cannot run fails instead of being skipped.
const REQUIRE: &str = "AZUKARI_TEST_REQUIRE";

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the server that `AZUKARI_TEST_POSTGRES` names.
    Postgres,
}

/// An empty, migrated ward whose clock stands still until it is advanced.
#[derive(Debug)]
pub struct TestWard {
    /// The ward.
    pub ward: Ward,
    /// Its clock.
    pub clock: Clock,
    /// Its engine.
    pub engine: Engine,
    database: DatabaseUrl,
    folder: TempDir,
}

impl TestWard {
    /// Opens a ward; `None` if the engine is not at hand, which is told on
    /// standard error.
    ///
    /// # Errors
    /// `Internal` if the engine fails, or is not at hand though
    /// `AZUKARI_TEST_REQUIRE` is 1.
    pub async fn open(engine: Engine, name: &str) -> Result<Option<Self>> {
        let folder = tempfile::tempdir().map_err(Error::internal("一時フォルダーを作成できません。"))?;
        let database = match engine {
            Engine::Sqlite => Some(sqlite::create(folder.path()).await?),
            Engine::Postgres => postgres::create().await?,
        };
        let Some(database) = database else {
            return skip(name);
        };
        let clock = Clock::fixed(DateTime::from_timestamp_micros(1_775_006_625_678_901).unwrap_or_default());
        let ward = Ward::open(options(&database, &folder, &clock)?).await?;
        Ok(Some(Self { ward, clock, engine, database, folder }))
    }

    /// The same ward, opened once more: another instance, or the next start.
    ///
    /// # Errors
    /// As `Ward::open`.
    pub async fn open_again(&self) -> Result<Ward> {
        Ward::open(options(&self.database, &self.folder, &self.clock)?).await
    }

    /// The database's URL, for a test that goes behind the program's back.
    pub fn database_url(&self) -> String {
        self.database.reveal()
    }

    /// The ward's data directory.
    pub fn data_dir(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Drops the database.
    ///
    /// # Errors
    /// `Internal` if the engine fails.
    pub async fn remove(self) -> Result<()> {
        match self.engine {
            Engine::Sqlite => Ok(()),
            Engine::Postgres => postgres::remove(&self.database).await,
        }
    }
}

/// Runs a test's body on an engine.
///
/// # Errors
/// As `TestWard::open`.
pub async fn run(engine: Engine, name: &str, body: impl AsyncFnOnce(&TestWard)) -> Result<()> {
    let Some(test) = TestWard::open(engine, name).await? else {
        return Ok(());
    };
    body(&test).await;
    test.remove().await
}

/// Turns each `name(test) { … }` into a module with two tests, `sqlite` and
/// `postgres`. The body is asynchronous; `test` is a `&TestWard`.
#[macro_export]
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* $name:ident($test:ident) $body:block)+) => {$(
        $(#[$meta])*
        mod $name {
            use super::*;

            async fn body($test: &$crate::testing::TestWard) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let name = concat!(module_path!(), "::sqlite");
                $crate::testing::run($crate::testing::Engine::Sqlite, name, body).await.unwrap();
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                let name = concat!(module_path!(), "::postgres");
                $crate::testing::run($crate::testing::Engine::Postgres, name, body).await.unwrap();
            }
        }
    )+};
}

fn options(database: &DatabaseUrl, folder: &TempDir, clock: &Clock) -> Result<Options> {
    Ok(Options {
        database: database.clone(),
        data_dir: folder.path().to_owned(),
        config: Config::load(None, |_| None, None)?,
        clock: clock.clone(),
    })
}

fn skip(name: &str) -> Result<Option<TestWard>> {
    if std::env::var(REQUIRE).is_ok_and(|value| value == "1") {
        return Err(Error::internal("テストに必要なデータベースがありません。")(
            "AZUKARI_TEST_POSTGRES is not set",
        ));
    }
    eprintln!("skipped: {name}: AZUKARI_TEST_POSTGRES is not set");
    Ok(None)
}
