//! Opening the ward that the arguments name.

use azukari_core::{Options, Ward, clock::Clock, config::Config, store::DatabaseUrl};

use crate::{cli::Place, output::Failure};

/// The SQLite file in the data directory, unless a database is named.
const FILE: &str = "azukari.db";

/// Opens the ward, its schema brought up to date where that is safe.
pub(crate) async fn open(place: &Place) -> Result<Ward, Failure> {
    Ok(Box::pin(Ward::open(options(place, None)?)).await?)
}

/// Ends a command's work: on SQLite what was written is then in the one file,
/// which can be copied.
pub(crate) async fn close(ward: Ward) -> Result<(), Failure> {
    Ok(ward.store().clone().close().await?)
}

/// What the arguments, the configuration file and the environment say.
pub(crate) fn options(place: &Place, listen: Option<&str>) -> Result<Options, Failure> {
    let environment = |name: &str| std::env::var(name).ok();
    let database = place.database.clone();
    Ok(Options {
        database: database.unwrap_or_else(|| DatabaseUrl::sqlite(place.data_dir.join(FILE))),
        data_dir: place.data_dir.clone(),
        config: Config::load(place.config.as_deref(), environment, listen)?,
        clock: Clock::system(),
    })
}
