//! The peer the bars name: the same paper, set by the typst Python package.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;

use super::figure::{Figures, Times};
use super::paper::Paper;
use crate::child;
use crate::front;
use crate::place::Place;
use crate::step::Missing;

const RUNS: usize = 15;

/// Measures the peer on the same submission of the ward in `data`.
pub(crate) fn measure(place: &Place, data: &Path, paper: &Paper, figures: &mut Figures) -> Result<()> {
    if !child::succeeds(Command::new("python3").args(["-c", "import typst"])) {
        figures.add("peer: the typst Python package", "not installed", "86 ms warm, 0.12 s as a process");
        return Err(Missing("the typst Python package; pip install typst".into()).into());
    }
    let folder = tempfile::Builder::new().prefix("azukari-peer-").tempdir()?;
    copy_templates(&place.root.join("templates/typ"), folder.path())?;
    let mut input = place.cargo(Some(&front::site(place)));
    input.args(["run", "--quiet", "--example", "typst_input", "--"]).arg(data).arg(&paper.id);
    fs::write(folder.path().join("data.json"), child::output_bytes(&mut input)?)?;

    let run = || {
        let mut python = Command::new("python3");
        python.args(["-c", include_str!("peer.py")]).arg(folder.path());
        python
    };
    let process = Times::of(RUNS, || child::output(&mut run()).map(drop))?;
    let warm: Vec<f64> = serde_json::from_str(&child::output(run().arg(RUNS.to_string()))?)?;
    let warm = Times::from(warm.into_iter().map(Duration::from_secs_f64).collect::<Vec<_>>());
    figures.add("peer: the same paper, warm, all text changed", warm.to_string(), "—");
    figures.add("peer: the same paper as a whole process", process.to_string(), "—");
    let ratio = |ours: Duration, peer: &Times| {
        format!("{:.2} ×", ours.as_secs_f64() / peer.percentile(50).as_secs_f64())
    };
    figures.add("server after an edit, of the peer", ratio(paper.edited, &warm), "≤ 0.7 ×");
    figures.add("whole process, of the peer", ratio(paper.process, &process), "≤ 1.0 ×");
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
