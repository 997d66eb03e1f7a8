//! What goes out: results on standard output, faults on standard error, one a
//! line: sentence, code, place.

use std::{
    fs::{self, File},
    io::{self, IsTerminal as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use azukari_core::Error;
use domain::{Fault, sheet::RowFault};
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
    /// Rows of a list are at fault.
    Rows(Vec<RowFault>),
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
        let told: Vec<String> = match self {
            Self::ClosedPipe => return ExitCode::SUCCESS,
            Self::Core(error) => faults(error).iter().map(Fault::to_string).collect(),
            Self::File { context, source } => {
                vec![Fault::whole("file", format!("{context}（{source}）")).to_string()]
            }
            Self::Rows(faults) => faults
                .iter()
                .map(|fault| format!("{} [{}] {}", fault.message, fault.code, fault.place()))
                .collect(),
        };
        told.iter().for_each(|line| tell(line));
        ExitCode::FAILURE
    }
}

/// Writes a line to standard error.
pub(crate) fn tell(line: &str) {
    // Nobody is left to tell that standard error is closed.
    drop(writeln!(io::stderr().lock(), "{}", line.replace(['\r', '\n'], " ")));
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

/// Sends the log to standard error: of a server, and of what may take minutes, what
/// it does; of a command what went wrong. `RUST_LOG` says otherwise.
pub(crate) fn log(at_length: bool) {
    let usual = if at_length { "info,sqlx=warn,sea_orm_migration=warn" } else { "error" };
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
    let mut file = NewFile::beside(path)?;
    file.write_all(bytes).map_err(|source| unwritable(path, source))?;
    file.keep()
}

/// A file that is not there until it is whole. Dropped before that, it leaves
/// nothing.
#[derive(Debug)]
pub(crate) struct NewFile {
    file: File,
    beside: PathBuf,
    path: PathBuf,
}

impl NewFile {
    /// Opens a file beside the one that it shall become.
    pub(crate) fn beside(path: &Path) -> Result<Self> {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let beside = path.with_file_name(name);
        let file = File::create_new(&beside).map_err(|source| unwritable(path, source))?;
        Ok(Self { file, beside, path: path.to_owned() })
    }

    /// The same file, for another to write to.
    pub(crate) fn writer(&self) -> Result<File> {
        self.file.try_clone().map_err(|source| unwritable(&self.path, source))
    }

    /// It is whole: gives it its name.
    pub(crate) fn keep(self) -> Result {
        let kept = self.file.sync_all().and_then(|()| fs::rename(&self.beside, &self.path));
        kept.map_err(|source| unwritable(&self.path, source))
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for NewFile {
    fn drop(&mut self) {
        // Once renamed it is no longer there.
        drop(fs::remove_file(&self.beside));
    }
}

fn unwritable(path: &Path, source: io::Error) -> Failure {
    Failure::File { context: format!("{} に書き込めません。", path.display()), source }
}
