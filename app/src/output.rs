//! What goes out: results on standard output, faults on standard error, one a
//! line: sentence, code, place.

use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Write},
    path::Path,
    process::ExitCode,
};

use azukari_core::Error;
use domain::Fault;
use tracing_subscriber::EnvFilter;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The core says so.
    Core(Error),
    /// A file or standard output could not be written or read.
    File {
        /// What was being done, in Japanese.
        context: String,
        /// Why not.
        source: io::Error,
    },
    /// Whoever reads our output has stopped: nothing is wrong.
    ClosedPipe,
}

/// The result of a command.
pub(crate) type Result<T = (), E = Failure> = std::result::Result<T, E>;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl Failure {
    /// Tells the faults and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        let faults = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Core(error) => faults(error),
            Self::File { context, source } => vec![Fault::whole("file", format!("{context}（{source}）"))],
        };
        let mut lines = io::stderr().lock();
        for fault in faults {
            // Nobody is left to tell that standard error is closed.
            drop(writeln!(lines, "{}", fault.to_string().replace(['\r', '\n'], " ")));
        }
        ExitCode::FAILURE
    }
}

fn faults(error: Error) -> Vec<Fault> {
    let sentence = error.to_string();
    let code = match error {
        Error::Invalid(faults) => return faults,
        Error::Unauthenticated => "unauthenticated",
        Error::Forbidden => "forbidden",
        Error::NotFound(_) => "not-found",
        Error::Conflict(_) => "conflict",
        Error::TooLarge { .. } => "too-large",
        Error::Database(cause) => {
            tracing::error!(error.cause = %cause, "the database failed");
            "database"
        }
        Error::Internal { source, .. } => {
            tracing::error!(error.cause = %source, "the operation failed");
            "internal"
        }
    };
    vec![Fault::whole(code, sentence)]
}

/// Sends the log to standard error: of a server what it does, of a command
/// what went wrong. `RUST_LOG` says otherwise.
pub(crate) fn log(serving: bool) {
    let usual = if serving { "info,sqlx=warn,sea_orm_migration=warn" } else { "error" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let colours = io::stderr().is_terminal();
    tracing_subscriber::fmt().with_env_filter(filter).with_ansi(colours).with_writer(io::stderr).init();
}

/// Writes to standard output.
pub(crate) fn print(bytes: impl AsRef<[u8]>) -> Result {
    let mut output = io::stdout().lock();
    output.write_all(bytes.as_ref()).and_then(|()| output.flush()).map_err(|source| match source.kind() {
        io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
        _ => Failure::File { context: "標準出力に書き込めません。".into(), source },
    })
}

/// Writes a line to standard output.
pub(crate) fn print_line(line: &str) -> Result {
    print(format!("{line}\n"))
}

/// Writes a value as JSON to standard output.
pub(crate) fn print_json(value: &serde_json::Value) -> Result {
    print(format!("{value:#}\n"))
}

/// Writes a file all at once: under another name beside it, then renamed, so
/// that nobody meets half of it.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result {
    let failed =
        |source| Failure::File { context: format!("{} に書き込めません。", path.display()), source };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // It may never have been created.
        drop(fs::remove_file(&beside));
    }
    written.map_err(failed)
}
