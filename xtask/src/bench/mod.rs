//! `cargo xtask bench`: what a person waits for and what a machine must hold,
//! measured from outside on the release binary, beside the bars.

mod figure;
mod fill;
mod ledger;
mod pages;
mod paper;
mod peer;
mod register;
mod save;
mod ward;

use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use crate::place::Place;
use crate::server::{self, Profile};
use crate::step::Steps;
use figure::Figures;
use register::Engine;
use ward::Ward;

/// What can be measured by itself.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Start, first page, idle memory, each kind of page, a paper
    Ward,
    /// Finding and saving on SQLite
    Sqlite,
    /// Finding and saving on PostgreSQL
    Postgres,
    /// The printed list
    Ledger,
}

/// Measures the release binary, which is built if none is given, and prints a
/// table. Registers are filled with at most `most` items.
pub(crate) fn run(place: &Place, most: usize, only: &[Part], binary: Option<PathBuf>) -> Result<()> {
    let mut steps = Steps::default();
    let binary = match binary {
        Some(binary) => binary,
        None => server::build(place, &mut steps, Profile::Release)?,
    };
    let mut figures = Figures::default();
    let measured = parts(place, most, only, &binary, &mut steps, &mut figures);
    // What was measured before a part failed is told all the same.
    figures.print();
    measured?;
    steps.finish(false)
}

fn parts(
    place: &Place,
    most: usize,
    only: &[Part],
    binary: &Path,
    steps: &mut Steps,
    figures: &mut Figures,
) -> Result<()> {
    let wanted = |part: Part| only.is_empty() || only.contains(&part);
    let folder = tempfile::Builder::new().prefix("azukari-bench-").tempdir()?;
    let folder = folder.path();
    if wanted(Part::Ward) {
        ward(place, binary, folder, steps, figures)?;
    }
    if wanted(Part::Sqlite) {
        steps
            .run("register on SQLite", || register::measure(Engine::Sqlite, binary, folder, most, figures))?;
    }
    if wanted(Part::Postgres) {
        // A machine without PostgreSQL is named in the table and takes nothing from it.
        let _ = steps.run("register on PostgreSQL", || {
            register::measure(Engine::Postgres, binary, folder, most, figures)
        });
    }
    if wanted(Part::Ledger) {
        steps.run("ledger of 100,000 items", || ledger::measure(binary, folder, figures))?;
    }
    Ok(())
}

/// The demo ward.
fn ward(place: &Place, binary: &Path, folder: &Path, steps: &mut Steps, figures: &mut Figures) -> Result<()> {
    // Fills the database: what follows is measured on one that has data.
    steps.run("sample ward", || Ward::start(binary, folder, true))?;
    steps.run("start", || ward::measure(binary, folder, figures))?;
    let paper = steps.run("demo ward", || {
        let ward = Ward::start(binary, folder, true)?;
        let clerk = ward.sign_in("officer")?;
        pages::measure(&clerk, figures)?;
        paper::measure(&ward, &clerk, figures)
    })?;
    // A peer that is not there is named in the table and takes nothing from it.
    let _ = steps.run("peer", || peer::measure(place, folder, &paper, figures));
    Ok(())
}
