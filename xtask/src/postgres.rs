//! A PostgreSQL cluster for the length of a test run.

use std::fs;
use std::os::unix::fs::{MetadataExt, chown};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::child::{self, Running, free_port};
use crate::need;

/// A running cluster. Dropped, it is stopped and its files are removed.
pub(crate) struct Cluster {
    // Fields are dropped in this order: the server ends before its files go.
    _server: Running,
    _folder: tempfile::TempDir,
    port: u16,
}

impl Cluster {
    /// Makes and starts a cluster on a free port of this machine. It trusts
    /// everyone who reaches it and never waits for the disk.
    pub(crate) fn start() -> Result<Self> {
        need::ensure(&[&need::POSTGRES])?;
        let programs = need::postgres_programs().context("initdb was here a moment ago")?;
        let folder = tempfile::Builder::new().prefix("azukari-postgres-").tempdir()?;
        let owner = owner(folder.path())?;
        let data = folder.path().join("data");

        let mut initdb = owner.command(&programs.join("initdb"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        child::output(initdb.arg("--pgdata").arg(&data).current_dir(folder.path()))?;

        let port = free_port()?;
        let mut postgres = owner.command(&programs.join("postgres"));
        postgres.current_dir(folder.path()).arg("-D").arg(&data);
        postgres.arg("-k").arg(folder.path()).args(["-h", "127.0.0.1", "-p", &port.to_string()]);
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=400"]
        {
            postgres.args(["-c", setting]);
        }
        postgres.stdout(Stdio::null()).stderr(fs::File::create(folder.path().join("log"))?);
        let mut server = Running::start(&mut postgres)?;
        let ready = || {
            let mut ask = Command::new(programs.join("pg_isready"));
            child::succeeds(ask.args(["-h", "127.0.0.1", "-p", &port.to_string()]))
        };
        server.wait_until(Duration::from_secs(30), ready)?;
        Ok(Self { _server: server, _folder: folder, port })
    }

    /// The address of its first database, for a superuser.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

/// The account the cluster runs as: `initdb` refuses root.
struct Owner(Option<u32>);

impl Owner {
    fn command(&self, program: &Path) -> Command {
        let Some(id) = self.0 else { return child::tied(program) };
        let mut command = Command::new("setpriv");
        let (user, group) = (format!("--reuid={id}"), "--regid=postgres");
        command.args([user.as_str(), group, "--clear-groups", "--pdeathsig", "INT", "--"]).arg(program);
        command
    }
}

/// Gives the folder to the user `postgres` where this program is root.
fn owner(folder: &Path) -> Result<Owner> {
    if fs::metadata(folder)?.uid() != 0 {
        return Ok(Owner(None));
    }
    let id = child::output(Command::new("id").args(["-u", "postgres"]))?;
    let id: u32 = id.trim().parse().context("the number of the user postgres")?;
    chown(folder, Some(id), None)?;
    Ok(Owner(Some(id)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        if !need::POSTGRES.is_there_for("a_cluster_answers_and_leaves_nothing_behind") {
            return;
        }
        let cluster = Cluster::start().unwrap();
        let folder = cluster._folder.path().to_owned();
        let psql = need::postgres_programs().unwrap().join("psql");
        let ask = || {
            Command::new(&psql).arg(cluster.url()).args(["-Atc", "SHOW server_encoding"]).output().unwrap()
        };
        assert_eq!(ask().stdout, b"UTF8\n");
        drop(cluster);
        assert!(!folder.exists());
    }
}
