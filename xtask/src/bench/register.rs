//! Finding things in registers of 1,000, 10,000 and 100,000 items, on both
//! engines.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::figure::{Figures, Times};
use super::fill::{self, BUNDLE, Ground, NO_HIT, RARE_CHARACTER, RARE_PHRASE, SOME_PHRASE};
use super::save;
use super::ward::Ward;
use crate::child;
use crate::http::{Client, form_value};
use crate::need;
use crate::postgres::Cluster;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const RUNS: usize = 60;
/// Clients that ask at the same time, for the number of answers a second.
const CLIENTS: usize = 4;
const BUSY: Duration = Duration::from_secs(1);
/// What a page may take at the largest size.
const BAR: &str = "p95 ≤ 15 ms, ≤ 3 × at 1,000";

/// What has no bar of its own: the page that counts, and a write that waits
/// for the disk.
const START: &str = "start page";
const SAVE: &str = "save a part of an item";

/// What holds the register.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// Fills a ward and measures each size. `most` bounds the sizes.
pub(super) fn measure(
    engine: Engine,
    binary: &Path,
    folder: &Path,
    most: usize,
    figures: &mut Figures,
) -> Result<()> {
    match engine {
        Engine::Sqlite => on_engine("SQLite", binary, &folder.join("sqlite"), None, most, figures),
        Engine::Postgres => {
            let cluster = Cluster::start()?;
            let data = folder.join("postgres");
            on_engine("PostgreSQL", binary, &data, Some(&cluster.url()), most, figures)
        }
    }
}

fn on_engine(
    engine: &str,
    binary: &Path,
    data: &Path,
    database: Option<&str>,
    most: usize,
    figures: &mut Figures,
) -> Result<()> {
    let ward = Ward::start_on(binary, data, database, true)?;
    let clerk = ward.sign_in("officer")?;
    let held: Value = serde_json::from_str(&child::output(ward.command().args(["bundle", "export"]))?)?;
    let ground = Ground::of(&held).context("the demo ward has no ground to stand on")?;
    let (mut filled, mut least) = (0, Vec::new());
    for size in SIZES.into_iter().filter(|size| *size <= most) {
        let began = Instant::now();
        while filled < size {
            let next = size.min(filled + BUNDLE);
            take_in(&ward, &fill::bundle(&ground, filled, next))?;
            filled = next;
        }
        settle(database)?;
        let took = format!("{:.0} s", began.elapsed().as_secs_f64());
        figures.add(format!("{engine}, {size} items: taken in as bundles"), took, "—");
        let mut measured = Vec::new();
        for (what, path) in pages(&clerk)? {
            measured.push((what, Times::of(RUNS, || ask(&clerk, &path))?, rate(&clerk, &path)?));
        }
        let (times, rate) = save::measure(&clerk, size, size)?;
        measured.push((SAVE, times, rate));
        for (at, (what, times, rate)) in measured.into_iter().enumerate() {
            let half = times.percentile(50);
            let ratio = least.get(at).map_or_else(String::new, |first: &Duration| {
                format!(", {:.1} ×", half.as_secs_f64() / first.as_secs_f64().max(1e-6))
            });
            if size == SIZES[0] {
                least.push(half);
            }
            let bar = if size == SIZES[2] && ![START, SAVE].contains(&what) { BAR } else { "—" };
            let told = format!("{times}{ratio}, {rate} a second");
            println!("   {engine}, {size} items: {what}: {told}");
            figures.add(format!("{engine}, {size} items: {what}"), told, bar);
        }
    }
    Ok(())
}

/// Another process takes a bundle in, beside the running server.
fn take_in(ward: &Ward, bundle: &Value) -> Result<()> {
    let file = tempfile::NamedTempFile::new()?;
    serde_json::to_writer(std::io::BufWriter::new(file.as_file()), bundle)?;
    child::output(ward.command().args(["bundle", "import"]).arg(file.path()))?;
    Ok(())
}

/// What PostgreSQL does by itself within minutes: statistics, and the index's
/// waiting entries put in their places.
fn settle(database: Option<&str>) -> Result<()> {
    let Some(url) = database else { return Ok(()) };
    let psql = need::postgres_programs().context("a server without its programs")?.join("psql");
    child::output(Command::new(psql).arg(url).args(["-qc", "VACUUM ANALYZE"])).map(drop)
}

/// What is measured: a name, and the address.
fn pages(clerk: &Client) -> Result<Vec<(&'static str, String)>> {
    let search = |text: &str| format!("/items?q={}", form_value(text));
    let first = clerk.get("/items?kind=outsourcing")?;
    let html = first.text()?;
    let link = |start: &str| -> Option<String> {
        let at = html.find(start)?;
        let path = html[at..].split('"').next()?;
        Some(path.replace("&amp;", "&"))
    };
    let item = link("/items/0199f").context("no item in the list")?;
    let next = link("/items?kind=outsourcing&amp;after=").context("no second page")?;
    let value = |name: &str, skip: usize| -> Option<String> {
        let from = html.split(&format!("name=\"{name}\"")).nth(1)?;
        let options = from.split("</select>").next()?;
        options
            .split("value=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .nth(skip)
            .map(str::to_owned)
    };
    let chosen = |name: &str| -> Result<String> {
        let value = value(name, 2).with_context(|| format!("nothing to choose for {name}"))?;
        Ok(format!("/items?{name}={}", form_value(&value)))
    };
    Ok(vec![
        (START, "/".to_owned()),
        ("list", "/items".to_owned()),
        ("list, next page", next),
        ("list, by party, largest first", "/items?sort=-party".to_owned()),
        ("filter: kind", "/items?kind=linkage".to_owned()),
        ("filter: section", chosen("section")?),
        ("filter: name of party", format!("/items?party={}", form_value("警備"))),
        ("filter: has a proposal", "/items?state=proposal".to_owned()),
        ("filter: medium", chosen("medium")?),
        ("filter: direction", "/items?direction=collected".to_owned()),
        ("filter: My Number", "/items?flag=my_number".to_owned()),
        ("filter: clause set", chosen("clauses")?),
        ("filter: in force on a day", "/items?on=2024-04-01".to_owned()),
        ("filter: in force on a day long ago", "/items?on=2020-04-01".to_owned()),
        (
            "filters: kind, direction, medium",
            "/items?kind=outsourcing&direction=collected&medium=%E7%B4%99".to_owned(),
        ),
        ("search: common word 委託", search("委託")),
        ("search: common word 個人情報", search("個人情報")),
        ("search: word of some", search(SOME_PHRASE)),
        ("search: rare phrase", search(RARE_PHRASE)),
        ("search: one common character 氏", search("氏")),
        ("search: one rare character", search(RARE_CHARACTER)),
        ("search: no hit", search(NO_HIT)),
        ("search with filters, sorted", format!("{}&kind=outsourcing&sort=party", search("委託"))),
        ("item page", item),
    ])
}

fn ask(clerk: &Client, path: &str) -> Result<()> {
    let answer = clerk.get(path)?;
    if answer.status != 200 {
        bail!("{path} was answered with {}", answer.status);
    }
    Ok(())
}

/// Answers a second to several clients.
fn rate(clerk: &Client, path: &str) -> Result<usize> {
    let answered = AtomicUsize::new(0);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| -> Result<()> {
                    while began.elapsed() < BUSY {
                        ask(clerk, path)?;
                        answered.fetch_add(1, Ordering::Relaxed);
                    }
                    Ok(())
                })
            })
            .collect();
        clients
            .into_iter()
            .try_for_each(|client| client.join().map_err(|_| anyhow::anyhow!("a client failed"))?)
    })?;
    Ok(answered.into_inner() / usize::try_from(BUSY.as_secs()).unwrap_or(1).max(1))
}
