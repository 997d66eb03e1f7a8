//! The same register on both database engines.

use sea_orm::{ConnectionTrait as _, Database};

use crate::support::need;

mod engines;

/// An empty database of its own on the test cluster: its address, or nothing
/// once the skip has been named.
async fn postgres(name: &str, test: &str) -> Option<String> {
    let cluster = need::variable("AZUKARI_TEST_POSTGRES", test)?;
    let name = format!("azukari_tests_{name}");
    let database = Database::connect(&cluster).await.unwrap();
    for statement in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
        database.execute_unprepared(&statement).await.unwrap();
    }
    database.close().await.unwrap();
    let server = cluster.rsplit_once('/').unwrap().0;
    Some(format!("{server}/{name}"))
}
