//! Which database, as the operator names it.

use std::path::{Path, PathBuf};

use domain::Fault;

use crate::{Error, Result};

/// A database that can be opened. Its `Debug` form shows no password.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(Kind);

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A file.
    Sqlite(PathBuf),
    /// A server, as a URL.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://…` or `postgresql://…`.
    ///
    /// # Errors
    /// `Invalid` (`database-url`) for anything else, a database in memory too:
    /// its readers would see another one than its writer.
    pub fn parse(text: &str) -> Result<Self> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self(Kind::Postgres(text.to_owned())));
        }
        let path = text
            .strip_prefix("sqlite://")
            .or_else(|| text.strip_prefix("sqlite:"))
            .map(|rest| rest.split_once('?').map_or(rest, |(path, _)| path))
            .filter(|path| !path.is_empty() && !path.contains(":memory:"));
        path.map(Self::sqlite).ok_or_else(|| {
            Error::invalid(Fault::whole(
                "database-url",
                "データベースの指定は sqlite:ファイル名 または postgres://ユーザー:パスワード@ホスト/データベース名 の形にしてください。",
            ))
        })
    }

    /// The database in this file.
    pub fn sqlite(path: impl AsRef<Path>) -> Self {
        Self(Kind::Sqlite(path.as_ref().to_owned()))
    }

    /// The URL with its password.
    #[cfg(feature = "testing")]
    pub(crate) fn reveal(&self) -> String {
        match &self.0 {
            Kind::Sqlite(path) => format!("sqlite:{}", path.display()),
            Kind::Postgres(url) => url.clone(),
        }
    }

    pub(super) fn kind(&self) -> &Kind {
        &self.0
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0 {
            Kind::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Kind::Postgres(url) => {
                let (_, server) = url.rsplit_once('@').unwrap_or(("", "…"));
                let server = server.split_once('?').map_or(server, |(server, _)| server);
                write!(f, "postgres://…@{server}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_servers_are_told_apart() {
        let file = |text| match DatabaseUrl::parse(text).unwrap().0 {
            Kind::Sqlite(path) => path,
            Kind::Postgres(url) => panic!("{url}"),
        };
        assert_eq!(file("sqlite:./data/azukari.db"), Path::new("./data/azukari.db"));
        assert_eq!(file("sqlite:///var/lib/預かり.db?mode=rwc"), Path::new("/var/lib/預かり.db"));
        assert!(matches!(DatabaseUrl::parse("postgresql://h/d").unwrap().0, Kind::Postgres(_)));
    }

    #[test]
    fn anything_else_is_a_fault_of_the_operator() {
        for text in ["", "mysql://h/d", "sqlite:", "sqlite::memory:", "./data/azukari.db"] {
            assert!(matches!(DatabaseUrl::parse(text), Err(Error::Invalid(_))), "{text}");
        }
    }

    #[test]
    fn debug_shows_no_password() {
        let url = DatabaseUrl::parse("postgres://ward:p@ss@db/azukari?password=again").unwrap();
        assert_eq!(format!("{url:?}"), "postgres://…@db/azukari");
        let url = DatabaseUrl::parse("postgres:///azukari?password=again").unwrap();
        assert_eq!(format!("{url:?}"), "postgres://…@…");
    }
}
