//! The ledger of 100,000 items: each format as a whole process, with the most
//! memory it held and the size of its file, and the same rows by a peer.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::figure::{Figures, megabytes};
use crate::child;

const ROWS: usize = 100_000;
/// Items brought in at a time: a bundle has a largest size.
const BATCH: usize = 5_000;
const RUNS: usize = 3;

/// What is measured: the arguments, the name, the bar.
const FORMATS: [(&[&str], &str, &str); 4] = [
    (&["--format", "pdf", "--untagged"], "PDF untagged", "≤ 3 s, ≤ 200 MB, file ≤ 80 MB"),
    (&["--format", "pdf"], "PDF tagged", "≤ 6 s, ≤ 200 MB, file ≤ 80 MB"),
    (&["--format", "xlsx"], "XLSX", "≤ 3 s, ≤ 60 MB"),
    (&["--format", "csv"], "CSV", "≤ 0.5 s"),
];

/// Fills a ward of its own in `folder` and measures it.
pub(crate) fn measure(binary: &Path, folder: &Path, figures: &mut Figures) -> Result<()> {
    let data = folder.join("ledger");
    let azukari = || {
        let mut command = Command::new(binary);
        command.arg("--data-dir").arg(&data).env_remove("DATABASE_URL");
        command
    };
    fill(&azukari, folder)?;
    for (arguments, name, bar) in FORMATS {
        let file = folder.join("ledger.out");
        let runs = (0..RUNS)
            .map(|_| Run::of(azukari().arg("ledger").args(arguments).arg("-o").arg(&file)))
            .collect::<Result<Vec<_>>>()?;
        let size = usize::try_from(fs::metadata(&file)?.len())?;
        figures.add(
            format!("ledger of 100,000 items, {name}"),
            format!("{}, file {}", best(&runs), megabytes(size)),
            bar,
        );
        if name == "PDF tagged" {
            let checked = child::succeeds(Command::new("qpdf").arg("--check").arg(&file));
            figures.add("the same, qpdf --check", if checked { "sound" } else { "not sound" }, "sound");
            figures.add("the same, poppler", poppler(&file)?, "first and last page read");
        }
    }
    peer(&azukari, folder, figures)
}

/// What poppler makes of a printed ledger.
fn poppler(file: &Path) -> Result<String> {
    let told = child::output(Command::new("pdfinfo").arg(file))?;
    let pages = told.lines().find_map(|line| line.strip_prefix("Pages:")).context("no pages")?.trim();
    for page in ["1", pages] {
        let text =
            child::output(Command::new("pdftotext").args(["-f", page, "-l", page]).arg(file).arg("-"))?;
        if text.trim().is_empty() {
            bail!("page {page} of the ledger cannot be read");
        }
    }
    Ok(format!("{pages} pages, first and last page read"))
}

/// One run of a process.
struct Run {
    took: Duration,
    memory: usize,
}

impl Run {
    fn of(command: &mut Command) -> Result<Self> {
        let began = Instant::now();
        let mut process = command.stdout(Stdio::null()).spawn()?;
        let status = format!("/proc/{}/status", process.id());
        let mut memory = 0;
        // The kernel keeps the most memory it ever held; the last look before
        // the end counts.
        let ended = loop {
            if let Some(ended) = process.try_wait()? {
                break ended;
            }
            memory = peak(&status).unwrap_or_default().max(memory);
            std::thread::sleep(Duration::from_millis(2));
        };
        if !ended.success() {
            bail!("{command:?} ended with {ended}");
        }
        Ok(Self { took: began.elapsed(), memory })
    }
}

fn peak(status: &str) -> Option<usize> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<usize>().ok()? * 1024)
}

/// The middle time and the most memory.
fn best(runs: &[Run]) -> String {
    let mut times: Vec<Duration> = runs.iter().map(|run| run.took).collect();
    times.sort();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let memory = runs.iter().map(|run| run.memory).max().unwrap_or_default();
    format!("{:.2} s, {}", middle.as_secs_f64(), megabytes(memory))
}

/// The sample's ward with invented items.
fn fill(azukari: &dyn Fn() -> Command, folder: &Path) -> Result<()> {
    let sample: Value = serde_json::from_str(&child::output(azukari().args(["bundle", "sample"]))?)?;
    let file = folder.join("items.json");
    let import = |bundle: &Value| -> Result<()> {
        fs::write(&file, serde_json::to_vec(bundle)?)?;
        child::output(azukari().args(["bundle", "import"]).arg(&file)).map(drop)
    };
    import(&sample)?;
    let present = sample["items"].as_array().map_or(0, Vec::len);
    for first in (present..ROWS).step_by(BATCH) {
        let items: Vec<Value> =
            (first..ROWS.min(first + BATCH)).map(|number| item(&sample, number)).collect::<Result<_>>()?;
        import(&json!({"format": sample["format"], "version": sample["version"], "items": items}))?;
    }
    Ok(())
}

/// One invented item, of the length that real ones have.
fn item(sample: &Value, number: usize) -> Result<Value> {
    // Nothing new may rest on what was put away.
    let in_use = |object: &&Value| object["archived_on"].is_null() && object["archived_at"].is_null();
    let pick = |list: &str, at: usize| -> Result<Value> {
        let all: Vec<&Value> = sample[list].as_array().into_iter().flatten().filter(in_use).collect();
        let picked = all.get(at % all.len().max(1)).context("an empty sample")?;
        Ok(picked["id"].clone())
    };
    const SUBJECTS: [&str; 4] =
        ["健康診査の対象者", "給付の申請をした者", "施設を利用する児童の保護者", "納税義務者"];
    const ITEMS: [&str; 12] = [
        "氏名",
        "フリガナ",
        "住所",
        "生年月日",
        "性別",
        "電話番号",
        "電子メールアドレス",
        "世帯構成",
        "所得区分",
        "口座番号",
        "相談の内容",
        "受診結果",
    ];
    const MEDIA: [&str; 3] = ["紙", "電磁的媒体（システム）", "電磁的媒体（ＤＶＤ－Ｒ）"];
    let group = |direction: &str, at: usize| {
        let items: Vec<Value> = (0..4 + at % 6)
            .map(|place| json!({"name": ITEMS[(at + place) % ITEMS.len()], "sensitive": place == 5, "my_number": false}))
            .collect();
        json!({"direction": direction, "print_direction": true, "subject": SUBJECTS[at % SUBJECTS.len()],
               "subject_style": "bullet", "items": items})
    };
    let line = |text: String| json!([{ "text": text }]);
    Ok(json!({
        "id": uuid(number, 1), "kind": "outsourcing", "programme": pick("programmes", number)?,
        "versions": [{
            "id": uuid(number, 2), "state": "in_force", "valid_from": "2020-04-01",
            "title": format!("第{number}号事業の受付、審査及び通知書作成業務の委託について"),
            "holding_section": pick("sections", number * 7 + number / 11)?,
            "registered_business": pick("registered_businesses", number * 5)?,
            "legal_basis": pick("legal_bases", 0)?, "party": pick("parties", number * 3)?,
            "reason": line("専門の知識を持つ事業者に委託することで、事務を効率よく行うため。".to_owned()),
            "description": line("申請の受付、内容の確認、通知書の作成及び発送".to_owned()),
            "periods": line(format!("令和{}年４月１日から令和９年３月３１日まで（翌年度以降も同様）", 2 + number % 7)),
            "data_groups": [group("provided", number), group("collected", number / 3)],
            "media": (0..1 + number % 3).map(|at| json!({ "name": MEDIA[at] })).collect::<Vec<_>>(),
            "protections": [],
        }],
    }))
}

/// The same ids in each run.
fn uuid(number: usize, kind: usize) -> String {
    format!("0190000{kind}-0000-7000-8000-{number:012x}")
}

/// The same rows by Python: ReportLab without tags, XlsxWriter, csv.
fn peer(azukari: &dyn Fn() -> Command, folder: &Path, figures: &mut Figures) -> Result<()> {
    let rows = folder.join("rows.csv");
    child::output(azukari().args(["ledger", "--format", "csv", "-o"]).arg(&rows))?;
    for (kind, module) in [("csv", "csv"), ("xlsx", "xlsxwriter"), ("pdf", "reportlab")] {
        let name = format!("peer: the same rows by Python's {module}");
        if !child::succeeds(Command::new("python3").args(["-c", &format!("import {module}")])) {
            figures.add(name, "not installed", "—");
            continue;
        }
        let out = folder.join("peer.out");
        let mut python = Command::new("python3");
        python.args(["-c", include_str!("ledger_peer.py"), kind]).arg(&rows).arg(&out);
        let run = Run::of(&mut python)?;
        let size = usize::try_from(fs::metadata(&out)?.len())?;
        figures.add(name, format!("{}, file {}", best(&[run]), megabytes(size)), "—");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_items_have_ids_of_their_own() {
        let ids: std::collections::BTreeSet<String> =
            (0..1_000).flat_map(|number| [uuid(number, 1), uuid(number, 2)]).collect();
        assert_eq!(ids.len(), 2_000);
        assert!(ids.iter().all(|id| id.len() == 36));
    }
}
