//! Tasks of the project: `cargo xtask serve`, `test`, `bench`, `build`.

mod bench;
mod browser;
mod child;
mod front;
mod http;
mod need;
mod place;
mod postgres;
mod serve;
mod server;
mod step;
mod sysroot;
mod test;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::place::Place;
use crate::server::Profile;
use crate::step::Steps;

#[derive(Parser)]
#[command(about = "Builds, serves, tests and measures Azukari; installs what that needs on Debian")]
enum Task {
    /// Build everything and serve a demo ward
    Serve {
        /// Passed on to `azukari serve`, such as --listen
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
    /// Check format, lints and docs; run all tests on both engines and in a browser
    Test,
    /// Measure the release binary against the bars
    Bench {
        /// Fill registers with so many items at most
        #[arg(long, default_value_t = 100_000)]
        most: usize,
        /// Measure only this; may be given several times
        #[arg(long, value_enum)]
        only: Vec<bench::Part>,
        /// Measure this binary instead of building one
        #[arg(long, value_name = "FILE")]
        binary: Option<PathBuf>,
    },
    /// Build the binary with its assets and fonts inside
    Build {
        /// As a ward runs it, at TARGET_DIR/release/azukari
        #[arg(long)]
        release: bool,
    },
}

fn main() -> ExitCode {
    match run(Task::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // In one line, whatever RUST_BACKTRACE says.
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let place = Place::find()?;
    match task {
        Task::Serve { arguments } => serve::run(&place, &arguments),
        Task::Test => test::run(&place),
        Task::Bench { most, only, binary } => bench::run(&place, most, &only, binary),
        Task::Build { release } => {
            let profile = if release { Profile::Release } else { Profile::Dev };
            let mut steps = Steps::default();
            let binary = server::build(&place, &mut steps, profile)?;
            println!("{}", binary.display());
            Ok(())
        }
    }
}
