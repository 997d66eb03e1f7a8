//! `cargo xtask serve`: from a Rust toolchain to a page one can sign in to.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::place::Place;
use crate::server::{self, Profile};
use crate::step::Steps;

/// Builds what has changed and becomes the server of a demo ward.
pub(crate) fn run(place: &Place, arguments: &[String]) -> Result<()> {
    let mut steps = Steps::default();
    let binary = server::build(place, &mut steps, Profile::Dev)?;
    println!("── azukari serve --demo {}", arguments.join(" "));
    let mut serve = Command::new(&binary);
    serve.arg("serve").arg("--demo").args(arguments);
    // The server takes this program's place, so that signals reach it.
    Err(serve.exec()).with_context(|| format!("cannot start {}", binary.display()))
}
