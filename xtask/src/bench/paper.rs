//! The council's paper: by the running server after an edit, and as a whole
//! process.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::figure::{Figures, Times, kilobytes};
use super::ward::Ward;
use crate::child;
use crate::http::Client;

const EDITS: usize = 15;
const RUNS: usize = 20;

/// What the peer is held against: medians.
pub(crate) struct Paper {
    /// The submission, as the command line names it.
    pub(crate) id: String,
    /// By the running server, after an edit.
    pub(crate) edited: Duration,
    /// As a whole process.
    pub(crate) process: Duration,
}

/// Renders the first submission of the sample.
pub(crate) fn measure(ward: &Ward, clerk: &Client, figures: &mut Figures) -> Result<Paper> {
    let list: Value =
        serde_json::from_str(&child::output(ward.command().args(["submission", "list", "--json"]))?)?;
    let text = |key: &str| list.get(0).and_then(|first| first.get(key)).and_then(Value::as_str);
    let (id, uuid) =
        (text("id").context("no submission")?.to_owned(), text("uuid").context("no uuid")?.to_owned());

    let address = pdf_address(clerk, &uuid)?;
    let render = || -> Result<usize> {
        let answer = clerk.get(&address)?;
        if answer.status != 200 || !answer.body.starts_with(b"%PDF") {
            bail!("{address} was answered with {}", answer.status);
        }
        Ok(answer.body.len())
    };
    let size = render()?;
    let unchanged = Times::of(RUNS, || render().map(drop))?;
    let changed = after_edits(ward, || render().map(drop))?;
    figures.add(
        format!("submission {id} by the server, after an edit"),
        changed.to_string(),
        "≤ 0.7 × the peer below",
    );
    figures.add(format!("submission {id} by the server, unchanged"), unchanged.to_string(), "—");

    let process = Times::of(RUNS, || {
        child::output_bytes(ward.command().args(["submission", "render", &id])).map(drop)
    })?;
    figures.add(format!("submission {id} as a whole process"), process.to_string(), "≤ 1.0 × the peer below");
    figures.add(format!("submission {id}, PDF/A-2a"), kilobytes(size), "—");
    Ok(Paper { id, edited: changed.percentile(50), process: process.percentile(50) })
}

/// Where the submission's page has its PDF.
fn pdf_address(clerk: &Client, uuid: &str) -> Result<String> {
    let page = clerk.get(&format!("/submissions/{uuid}"))?;
    let html = page.text()?;
    let quoted = html.split('"').find(|text| text.starts_with('/') && text.contains("pdf"));
    let address =
        quoted.with_context(|| format!("the page of submission {uuid} ({}) names no PDF", page.status))?;
    Ok(address.split('#').next().unwrap_or_default().replace("&amp;", "&"))
}

/// Changes every open text of the register by an import before each run. The import is
/// another process and not part of the time.
fn after_edits(ward: &Ward, mut render: impl FnMut() -> Result<()>) -> Result<Times> {
    let bundle: Value = serde_json::from_str(&child::output(ward.command().args(["bundle", "export"]))?)?;
    let file = tempfile::NamedTempFile::new()?;
    let mut times: Vec<Duration> = Vec::with_capacity(EDITS);
    for edit in 1..=EDITS {
        let mut changed = bundle.clone();
        change(&mut changed, &format!("（{edit}回目）"));
        std::fs::write(file.path(), serde_json::to_vec(&changed)?)?;
        child::output(ward.command().args(["bundle", "import"]).arg(file.path()))?;
        let began = Instant::now();
        render()?;
        times.push(began.elapsed());
    }
    Ok(Times::from(times))
}

/// Appends to every free text that may still change.
fn change(value: &mut Value, mark: &str) {
    const FREE: [&str; 4] = ["text", "purpose", "subjects", "reason"];
    const CLOSED: [&str; 4] = ["past", "in_force", "published", "superseded"];
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| change(value, mark)),
        Value::Object(fields) => {
            if fields.get("state").and_then(Value::as_str).is_some_and(|state| CLOSED.contains(&state)) {
                return;
            }
            for (name, value) in fields {
                match value {
                    Value::String(text) if FREE.contains(&name.as_str()) => text.push_str(mark),
                    value => change(value, mark),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_leaves_closed_versions_alone() {
        let mut bundle = serde_json::json!({
            "items": [{"id": "1", "versions": [
                {"state": "past", "reason": "a"},
                {"state": "proposal", "reason": "b", "protections": [{"text": "c"}]},
            ]}],
        });
        change(&mut bundle, "+");
        let versions = &bundle["items"][0]["versions"];
        assert_eq!(versions[0]["reason"], "a");
        assert_eq!(
            (&versions[1]["reason"], &versions[1]["protections"][0]["text"]),
            (&"b+".into(), &"c+".into())
        );
        assert_eq!(bundle["items"][0]["id"], "1");
    }
}
