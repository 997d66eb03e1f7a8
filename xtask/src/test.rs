//! `cargo xtask test`: everything that must hold before a change is taken.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::browser::Driver;
use crate::place::Place;
use crate::postgres::Cluster;
use crate::server::{self, Profile};
use crate::step::{Missing, Steps};
use crate::{child, front, need};

/// Runs every check, also after one has failed, and prints a table.
pub(crate) fn run(place: &Place) -> Result<()> {
    let skips_fail = std::env::var("CI").is_ok_and(|value| value == "true");
    let mut steps = Steps::default();
    // Each step records how it ended; the later ones tell by what they get.
    let _ = steps.run("rustfmt and clippy", || toolchain_components(place));
    let _ = steps.run("fonts", || need::ensure(&[&need::FONTS]));
    let _ = steps.run("format", || child::run(place.cargo(None).args(["fmt", "--all", "--check"])));
    let site = front::build(place, &mut steps).ok();
    let _ = steps.run("clippy", || clippy(place, site.as_ref()));
    let _ = steps.run("docs", || docs(place, site.as_ref()));
    if let Ok(binary) = steps.run("server", || server::compile(place, site.as_deref(), Profile::Dev)) {
        tests(place, &mut steps, site.as_ref(), &binary, skips_fail);
    }
    steps.finish(skips_fail)
}

/// Toolchains come without them where they were installed small.
fn toolchain_components(place: &Place) -> Result<()> {
    let there =
        || ["fmt", "clippy"].iter().all(|name| child::succeeds(place.cargo(None).args([name, "--version"])));
    if there() {
        return Ok(());
    }
    child::succeeds(Command::new("rustup").args(["component", "add", "rustfmt", "clippy"]));
    if there() { Ok(()) } else { Err(Missing("run rustup component add rustfmt clippy".into()).into()) }
}

fn clippy(place: &Place, site: Option<&PathBuf>) -> Result<()> {
    let mut cargo = place.cargo(site.map(PathBuf::as_path));
    cargo.args(["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"]);
    child::run(&mut cargo)
}

fn docs(place: &Place, site: Option<&PathBuf>) -> Result<()> {
    let mut cargo = place.cargo(site.map(PathBuf::as_path));
    // Set here, not in the environment of every step: cargo doc alone reads it.
    cargo.env("RUSTDOCFLAGS", "--deny warnings");
    child::run(cargo.args(["doc", "--workspace", "--no-deps"]))
}

/// Runs every test once; each uses the engines and tools that are there.
fn tests(place: &Place, steps: &mut Steps, site: Option<&PathBuf>, binary: &PathBuf, required: bool) {
    let cluster = steps.run("PostgreSQL for tests", Cluster::start).ok();
    let driver = steps.run("browser for tests", Driver::start).ok();
    let _ = steps.run("PDF tools for tests", || need::ensure(&[&need::PDF_TOOLS]));
    let _ = steps.run("LibreOffice for tests", || need::ensure(&[&need::SPREADSHEET]));
    let _ = steps.run("npm for axe-core", || need::ensure(&[&need::NPM]));
    let mut cargo = place.cargo(site.map(PathBuf::as_path));
    cargo.args(["test", "--workspace", "--no-fail-fast"]).env("AZUKARI_TEST_BINARY", binary);
    if let Some(cluster) = &cluster {
        cargo.env("AZUKARI_TEST_POSTGRES", cluster.url());
    }
    if let Some(driver) = &driver {
        cargo.env("AZUKARI_TEST_WEBDRIVER", driver.url()).env("AZUKARI_TEST_CHROMIUM", driver.chromium());
    }
    if required {
        cargo.env("AZUKARI_TEST_REQUIRE", "1");
    }
    let _ = steps.run("tests", || child::run(&mut cargo));
}
