//! The real program, run as an operator runs it.

use std::{
    env,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;
use tempfile::TempDir;

use super::sample;

/// The program's path: the one `cargo xtask test` names, or one built now.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| env::var_os("AZUKARI_TEST_BINARY").map_or_else(build, PathBuf::from))
}

/// Builds the program into the target directory that this test was built in.
fn build() -> PathBuf {
    let test = env::current_exe().unwrap();
    let profile = test.parent().unwrap().parent().unwrap();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", "azukari", "--target-dir"]).arg(profile.parent().unwrap());
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            cargo.env_remove(name);
        }
    }
    assert!(cargo.status().unwrap().success(), "azukari does not build");
    profile.join("azukari")
}

/// A data directory with its database, and the program run on it.
pub(crate) struct Office {
    folder: TempDir,
    database: String,
}

impl Office {
    /// An empty directory; the database is SQLite inside it.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite:{}", folder.path().join("azukari.db").display());
        Self { folder, database }
    }

    /// An empty directory with a database elsewhere.
    pub(crate) fn on(database: String) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database }
    }

    /// With the sample register in it.
    pub(crate) fn with_sample() -> Self {
        let office = Self::empty();
        office.run_with(&["bundle", "import", "-"], sample::TEXT.as_bytes()).done();
        office
    }

    /// The data directory.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The file of its SQLite database.
    pub(crate) fn database_file(&self) -> PathBuf {
        self.folder.path().join("azukari.db")
    }

    /// Runs a command without input.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, b"")
    }

    /// Runs a command and feeds it this input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ended {
        let mut child = self.start(arguments);
        let mut pipe = child.stdin.take().unwrap();
        std::thread::scope(|scope| {
            // Beside it: the program may answer before it has read everything.
            scope.spawn(move || drop(pipe.write_all(input)));
            Ended::of(child)
        })
    }

    /// Starts a command whose input the test writes.
    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        let mut command = Command::new(program());
        command.args(["--database", &self.database, "--data-dir"]).arg(self.folder.path()).args(arguments);
        for name in ["DATABASE_URL", "AZUKARI_DATA_DIR", "RUST_LOG"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The register as its canonical bundle.
    pub(crate) fn export(&self) -> Vec<u8> {
        self.run(&["bundle", "export"]).done().stdout
    }

    /// What `audit verify --json` finds.
    pub(crate) fn audit(&self) -> Value {
        self.run(&["audit", "verify", "--json"]).json()
    }
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Ended {
    /// Waits for a command to end.
    pub(crate) fn of(child: Child) -> Self {
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        Self { code: output.status.code(), stdout: output.stdout, stderr }
    }

    /// It did what it was asked.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self
    }

    /// It refused its input, and said so on stderr alone.
    #[track_caller]
    pub(crate) fn refused(self) -> Self {
        assert_eq!(self.code, Some(1), "{}", self.stderr);
        assert!(self.stdout.is_empty(), "something was written to standard output");
        self
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    /// Standard output as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.text(), self.stderr))
    }
}

/// The SHA-256 of some bytes, as programs print it.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest as _;

    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
