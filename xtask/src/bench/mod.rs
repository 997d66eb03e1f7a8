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

use anyhow::Result;

use crate::place::Place;
use crate::server::{self, Profile};
use crate::step::Steps;
use figure::Figures;
use ward::Ward;

/// Builds the release binary, measures, and prints a table. Registers are filled
/// with at most `most` items.
pub(crate) fn run(place: &Place, most: usize) -> Result<()> {
    let mut steps = Steps::default();
    let binary = server::build(place, &mut steps, Profile::Release)?;
    let folder = tempfile::Builder::new().prefix("azukari-bench-").tempdir()?;
    let mut figures = Figures::default();
    // Fills the database: what follows is measured on one that has data.
    steps.run("sample ward", || Ward::start(&binary, folder.path(), true))?;
    steps.run("start", || ward::measure(&binary, folder.path(), &mut figures))?;
    let paper = steps.run("demo ward", || {
        let ward = Ward::start(&binary, folder.path(), true)?;
        let clerk = ward.sign_in("officer")?;
        pages::measure(&clerk, &mut figures)?;
        paper::measure(&ward, &clerk, &mut figures)
    })?;
    // A peer that is not there is named in the table and takes nothing from it.
    let _ = steps.run("peer", || peer::measure(place, folder.path(), &paper, &mut figures));
    register::measure(&binary, most, &mut steps, &mut figures)?;
    steps.run("ledger of 100,000 items", || ledger::measure(&binary, folder.path(), &mut figures))?;
    figures.print();
    steps.finish(false)
}
