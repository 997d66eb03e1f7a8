//! A server under measurement, on a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::figure::{Figures, Times, megabytes, milliseconds};
use crate::child::{self, Running, free_port};
use crate::http::{Client, form_value};

const PATIENCE: Duration = Duration::from_secs(60);

/// A running ward. Dropped, it stops; its folder stays.
pub(crate) struct Ward {
    server: Running,
    binary: PathBuf,
    data: PathBuf,
    database: Option<String>,
    client: Client,
    said: Receiver<String>,
    /// From the start of the process to the first answer of `/healthz`.
    ready: Duration,
}

impl Ward {
    /// Starts the server and waits until it answers.
    pub(crate) fn start(binary: &Path, data: &Path, demo: bool) -> Result<Self> {
        Self::start_on(binary, data, None, demo)
    }

    /// The same, on a database other than a file in the folder.
    pub(crate) fn start_on(binary: &Path, data: &Path, database: Option<&str>, demo: bool) -> Result<Self> {
        let port = free_port()?;
        let mut command = child::tied(binary);
        command.arg("--data-dir").arg(data).args(["serve", "--listen", &format!("127.0.0.1:{port}")]);
        if demo {
            command.arg("--demo");
        }
        on(&mut command, database).env("RUST_LOG", "error").stdout(Stdio::piped());
        let client = Client::new(port);
        let began = Instant::now();
        let mut server = Running::start(&mut command)?;
        let said = lines(&mut server)?;
        server.wait_until(PATIENCE, || client.get("/healthz").is_ok_and(|answer| answer.status == 200))?;
        let ready = began.elapsed();
        let (binary, data, database) = (binary.to_owned(), data.to_owned(), database.map(str::to_owned));
        Ok(Self { server, binary, data, database, client, said, ready })
    }

    /// Signs in with the password printed at the start.
    pub(crate) fn sign_in(&self, login: &str) -> Result<Client> {
        let password = loop {
            let line = self
                .said
                .recv_timeout(PATIENCE)
                .with_context(|| format!("no password of {login} was printed"))?;
            if let Some((_, password)) = line.trim().split_once(' ').filter(|(name, _)| *name == login) {
                break password.trim().to_owned();
            }
        };
        let form = format!("login={}&password={}", form_value(login), form_value(&password));
        let answer = self.client.post_form("/sign-in", &form)?;
        if answer.status != 303 {
            bail!("signing in as {login} was answered with {}", answer.status);
        }
        Ok(self.client.with("Cookie", &answer.cookies()))
    }

    /// The command line on the same folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.arg("--data-dir").arg(&self.data);
        on(&mut command, self.database.as_deref());
        command
    }

    /// Resident memory in bytes.
    fn memory(&self) -> Result<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kibibytes: usize = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kibibytes * 1024)
    }
}

/// A command on a database, or on the file in its folder.
fn on<'a>(command: &'a mut Command, database: Option<&str>) -> &'a mut Command {
    match database {
        Some(url) => command.env("DATABASE_URL", url),
        None => command.env_remove("DATABASE_URL"),
    }
}

/// What the program prints, line by line; read on a thread, so that a full
/// pipe never stops it.
fn lines(server: &mut Running) -> Result<Receiver<String>> {
    let stdout = server.take_stdout().context("standard output is piped")?;
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            // Nobody listens any more: still read on.
            let _ = sender.send(line);
        }
    });
    Ok(receiver)
}

/// Start, first page, idle memory: medians of several starts.
pub(crate) fn measure(binary: &Path, data: &Path, figures: &mut Figures) -> Result<()> {
    const STARTS: usize = 7;
    let (mut ready, mut first, mut memory) = (Vec::new(), Vec::new(), 0);
    for _ in 0..STARTS {
        let ward = Ward::start(binary, data, false)?;
        ready.push(ward.ready);
        let began = Instant::now();
        let page = ward.client.get("/sign-in")?;
        first.push(began.elapsed());
        if page.status != 200 {
            bail!("the first page was answered with {}", page.status);
        }
        std::thread::sleep(Duration::from_millis(300));
        memory = memory.max(ward.memory()?);
    }
    figures.add("start, until /healthz answers", milliseconds(Times::from(ready).percentile(50)), "≤ 500 ms");
    figures.add("first page after start", milliseconds(Times::from(first).percentile(50)), "≤ 30 ms");
    figures.add("idle memory", megabytes(memory), "≤ 120 MB");
    Ok(())
}
