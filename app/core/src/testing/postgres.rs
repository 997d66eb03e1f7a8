//! PostgreSQL databases, made from one that was migrated once.

use std::time::Duration;

use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{Error, Result, clock::Clock, store::DatabaseUrl, store::Store};

/// A superuser's URL on a server whose databases may be made and dropped.
const SERVER: &str = "AZUKARI_TEST_POSTGRES";
/// How often the template is asked for while its last connection is ending.
const TRIES: u32 = 50;

static TEMPLATE: OnceCell<String> = OnceCell::const_new();
const CONTEXT: &str = "テスト用のデータベースを作成できません。";

pub(super) async fn create() -> Result<Option<DatabaseUrl>> {
    let Ok(server) = std::env::var(SERVER) else {
        return Ok(None);
    };
    let template = TEMPLATE.get_or_try_init(|| template(&server)).await?;
    let name = unique("azukari_test");
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template}");
    let mut tried = 1;
    while let Err(error) = execute(&server, &sql).await {
        if tried == TRIES {
            return Err(error);
        }
        tried += 1;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    database(&server, &name).map(Some)
}

pub(super) async fn remove(url: &DatabaseUrl) -> Result<()> {
    let server = std::env::var(SERVER).map_err(Error::internal(CONTEXT))?;
    let url = url.reveal();
    let (address, _) = url.split_once('?').unwrap_or((&url, ""));
    let name = address.rsplit('/').next().unwrap_or_default();
    execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await
}

async fn template(server: &str) -> Result<String> {
    let name = unique("azukari_template");
    execute(server, &format!("CREATE DATABASE {name}")).await?;
    let store = Store::connect(&database(server, &name)?, Clock::system()).await?;
    store.migrate().await?;
    store.close().await?;
    Ok(name)
}

async fn execute(server: &str, sql: &str) -> Result<()> {
    let mut options = ConnectOptions::new(server);
    options.max_connections(1).sqlx_logging(false);
    let conn = Database::connect(options).await.map_err(Error::internal(CONTEXT))?;
    let done = conn.execute_unprepared(sql).await;
    conn.close().await?;
    done.map(|_| ()).map_err(Error::internal(CONTEXT))
}

/// The server's URL with another database.
fn database(server: &str, name: &str) -> Result<DatabaseUrl> {
    let (address, options) = server.split_once('?').map_or((server, None), |(a, o)| (a, Some(o)));
    let (address, _) = address.rsplit_once('/').unwrap_or((address, ""));
    let options = options.map_or_else(String::new, |options| format!("?{options}"));
    DatabaseUrl::parse(&format!("{address}/{name}{options}"))
}

fn unique(prefix: &str) -> String {
    let id: Uuid = Clock::system().new_id();
    format!("{prefix}_{}", id.simple())
}
