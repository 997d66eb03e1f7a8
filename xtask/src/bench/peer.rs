//! The peer the bars name: the same paper, set by the typst Python package.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;

use super::figure::{Figures, Times, milliseconds};
use crate::child;
use crate::front;
use crate::place::Place;
use crate::step::Missing;

const RUNS: &str = "15";

/// Measures the peer on the submission `id` of the ward in `data`.
pub(crate) fn measure(place: &Place, data: &Path, id: &str, figures: &mut Figures) -> Result<()> {
    if !child::succeeds(Command::new("python3").args(["-c", "import typst"])) {
        figures.add("peer: typst Python package", "not installed", "—");
        return Err(Missing("the typst Python package; pip install typst".into()).into());
    }
    let folder = tempfile::Builder::new().prefix("azukari-peer-").tempdir()?;
    copy_templates(&place.root.join("templates/typ"), folder.path())?;
    let mut input = place.cargo(Some(&front::site(place)));
    input.args(["run", "--quiet", "--example", "typst_input", "--"]).arg(data).arg(id);
    fs::write(folder.path().join("data.json"), child::output_bytes(&mut input)?)?;

    let mut python = Command::new("python3");
    python.args(["-c", include_str!("peer.py")]).arg(folder.path()).arg(RUNS);
    let answer: Value = serde_json::from_str(&child::output(&mut python)?)?;
    let seconds = |value: &Value| value.as_f64().map(Duration::from_secs_f64).context("a time of the peer");
    let warm = answer["warm"].as_array().context("times of the peer")?;
    let warm: Vec<Duration> = warm.iter().map(seconds).collect::<Result<_>>()?;
    figures.add("peer: the same paper, warm, all text changed", Times::from(warm).to_string(), "—");
    figures.add("peer: the same paper as a whole process", milliseconds(seconds(&answer["process"])?), "—");
    Ok(())
}

/// Copies the templates. The package cannot be asked for the extra
/// accessibility functions, so the peer is spared the row headers.
fn copy_templates(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let text = fs::read_to_string(entry.path())?.replace("pdf.header-cell(scope: \"row\", ", "(");
        fs::write(to.join(entry.file_name()), text)?;
    }
    Ok(())
}
