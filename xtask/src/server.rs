//! The server: built with the browser bundle and the fonts inside.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::child;
use crate::place::Place;
use crate::step::Steps;
use crate::{front, need};

/// How the binary is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build; what `serve` and `test` run.
    Dev,
    /// What a ward runs.
    Release,
}

/// Builds everything the binary holds, then the binary, and returns its path.
pub(crate) fn build(place: &Place, steps: &mut Steps, profile: Profile) -> Result<PathBuf> {
    steps.run("fonts", || need::ensure(&[&need::FONTS]))?;
    let site = front::build(place, steps)?;
    steps.run("server", || compile(place, Some(&site), profile))
}

/// Builds the binary alone. Without a site it serves no islands.
pub(crate) fn compile(place: &Place, site: Option<&Path>, profile: Profile) -> Result<PathBuf> {
    let mut cargo = place.cargo(site);
    match profile {
        // By --bin, as in .cargo/config.toml: features of the whole workspace.
        Profile::Dev => cargo.args(["build", "--bin", "azukari"]),
        // Shares nothing with other builds: no feature that only tests want.
        Profile::Release => cargo.args(["build", "--package", "azukari", "--release"]),
    };
    child::run(&mut cargo)?;
    let folder = if profile == Profile::Release { "release" } else { "debug" };
    Ok(place.target.join(folder).join("azukari"))
}
