//! `azukari clauses`.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use azukari_core::{
    Error,
    clauses::{FileText, read_file},
};
use clap::{Args, Subcommand, ValueEnum};
use domain::{
    Fault,
    clauses::{
        ClauseItem,
        reader::{ReadClause, Reading, read},
        reference::{Reference, Spot, Target},
    },
};
use serde_json::{Map, Value, json};

use crate::output::{Failure, Result, print, print_json};

/// What can be done with clause sets.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 特記事項の文書（テキスト、.docx）を読み、条項に分けて出す
    Parse(Parse),
}

/// What to read.
#[derive(Debug, Args)]
pub(crate) struct Parse {
    /// ファイル。「-」は標準入力
    file: PathBuf,
    /// 出し方
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
}

/// How to show what was read.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// JSON
    Json,
    /// 人が読む一覧
    Text,
}

/// The most that is read: one byte more than is allowed, so that the core can
/// say so.
const MOST: u64 = 20 * 1024 * 1024 + 1;

/// Runs one of the commands.
pub(crate) fn run(command: &Command) -> Result {
    let Command::Parse(arguments) = command;
    let FileText { text, notes } = read_file(&bytes(&arguments.file)?)?;
    let reading = read(&text);
    if reading.clauses.is_empty() {
        let message = "条項が見つかりません。番号（１、第１、第１条など）か、括弧に入った見出しのある文書を選んでください。";
        return Err(Failure::Core(Error::invalid(Fault::whole("no-clauses", message))));
    }
    match arguments.format {
        Format::Json => print_json(&as_json(&reading, &notes)),
        Format::Text => print(as_text(&reading, &notes)),
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>> {
    let failed = |context: String| move |source| Failure::File { context, source };
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        let read = io::stdin().lock().take(MOST).read_to_end(&mut bytes);
        read.map_err(failed("標準入力を読めません。".into()))?;
    } else {
        let context = || format!("{} を開けません。", file.display());
        let opened = File::open(file).map_err(failed(context()))?;
        opened.take(MOST).read_to_end(&mut bytes).map_err(failed(context()))?;
    }
    Ok(bytes)
}

/// What was read, with the fields every reading has; others only where the text
/// has something for them.
fn as_json(reading: &Reading, notes: &[String]) -> Value {
    let mut captions = None;
    let clauses = reading.clauses.iter().map(|read| {
        captions = reading.captions.over(&read.clause, captions);
        clause(reading, read, captions)
    });
    let mut all = Map::new();
    if !reading.annex.is_empty() {
        all.insert("annex".into(), json!(reading.annex));
    }
    all.insert("title".into(), json!(reading.title));
    all.insert("preamble".into(), json!(reading.preamble));
    all.insert("clauses".into(), clauses.collect());
    all.insert("trailing".into(), json!(reading.trailing));
    if !reading.references.is_empty() {
        let elsewhere = reading.references.iter().map(|found| elsewhere(reading, found));
        all.insert("references".into(), elsewhere.collect());
    }
    all.insert("warnings".into(), json!(reading.warnings));
    if !notes.is_empty() {
        all.insert("notes".into(), json!(notes));
    }
    Value::Object(all)
}

fn clause(reading: &Reading, read: &ReadClause, caption: Option<&str>) -> Value {
    let clause = &read.clause;
    let mut all = Map::new();
    if !read.clause.divisions.is_empty() {
        all.insert("divisions".into(), json!(read.clause.divisions));
    }
    all.insert("number".into(), json!(read.number.main));
    if read.number.branch > 0 {
        all.insert("branch".into(), json!(read.number.branch));
    }
    all.insert("label".into(), json!(read.label));
    all.insert("caption".into(), json!(caption));
    if clause.caption.is_none() && caption.is_some() {
        all.insert("caption_shared".into(), json!(true));
    }
    if !read.clause.paragraph.is_empty() {
        all.insert("paragraph".into(), json!(read.clause.paragraph));
    }
    all.insert("body".into(), json!(clause.body));
    clause.note.iter().for_each(|note| drop(all.insert("note".into(), json!(note))));
    all.insert("items".into(), clause.items.iter().map(item).collect());
    all.insert("references".into(), read.references.iter().map(|found| reference(reading, found)).collect());
    Value::Object(all)
}

fn item(item: &ClauseItem) -> Value {
    let mut all = Map::new();
    all.insert("label".into(), json!(item.label));
    all.insert("text".into(), json!(item.text));
    item.note.iter().for_each(|note| drop(all.insert("note".into(), json!(note))));
    all.insert("items".into(), item.items.iter().map(self::item).collect());
    Value::Object(all)
}

/// `from` and `to` are numbers of clauses; of annexes for a reference to those.
fn reference(reading: &Reading, reference: &Reference) -> Value {
    let number = |at: usize| reading.clauses.get(at).map(|read| read.number.main);
    let (from, to) = match &reference.target {
        Target::Clauses { first, last } => (number(*first), number(*last)),
        Target::Within { clause, .. } => (number(*clause), number(*clause)),
        Target::Annexes(numbers) => (numbers.iter().min().copied(), numbers.iter().max().copied()),
        Target::Outside | Target::Nothing => (None, None),
    };
    let kind = reference.kind.code();
    let resolved = !reference.dangles();
    json!({ "text": reference.text, "kind": kind, "from": from, "to": to, "resolved": resolved })
}

/// A reference that stands in no clause's text.
fn elsewhere(reading: &Reading, found: &Reference) -> Value {
    let clause = found.spot.clause().and_then(|at| reading.clauses.get(at)).map(|read| read.number.main);
    let mut all = reference(reading, found);
    if let Value::Object(all) = &mut all {
        all.insert("in".into(), json!(part(&found.spot).0));
        clause.iter().for_each(|number| drop(all.insert("clause".into(), json!(number))));
    }
    all
}

/// The part of a set a text belongs to: as JSON names it, and in words.
fn part(spot: &Spot) -> (&'static str, &'static str) {
    match spot {
        Spot::Preamble(_) => ("preamble", "前文"),
        Spot::Division(..) => ("divisions", "章などの見出し"),
        Spot::Caption(_) => ("caption", "見出し"),
        Spot::Text(..) => ("body", "条文"),
        Spot::Note(..) => ("note", "注"),
        Spot::Trailing(_) => ("trailing", "後文"),
    }
}

/// The set as a person reads it: numbers, captions, items, references with what
/// they lead to, and what is not sure.
fn as_text(reading: &Reading, notes: &[String]) -> String {
    let mut lines = Vec::new();
    lines.extend([&reading.annex, &reading.title].into_iter().filter(|text| !text.is_empty()).cloned());
    lines.extend(reading.preamble.iter().map(|text| format!("　{text}")));
    for read in &reading.clauses {
        lines.extend(read.clause.divisions.iter().cloned());
        let caption =
            read.clause.caption.as_ref().map(|caption| format!("（{caption}）")).unwrap_or_default();
        lines.push(format!("{}{caption}　{}", read.number, read.clause.body).trim_end().to_owned());
        lines.extend(read.clause.note.iter().map(|note| format!("　　{note}")));
        tree(&read.clause.items, 1, &mut lines);
        lines.extend(
            read.references.iter().map(|found| format!("　→ {}：{}", found.text, led_to(reading, found))),
        );
    }
    lines.extend(reading.trailing.iter().cloned());
    lines.extend(reading.references.iter().map(|found| {
        let clause = found.spot.clause().and_then(|at| reading.clauses.get(at)).map(|read| read.number);
        let of = clause.map(|number| format!("{number}の")).unwrap_or_default();
        format!("　{of}{} → {}：{}", part(&found.spot).1, found.text, led_to(reading, found))
    }));
    if !reading.warnings.is_empty() {
        lines.push(String::new());
        lines.push("確かめること".into());
        let warnings = reading.warnings.iter();
        lines.extend(
            warnings.map(|warning| format!("　{}行目　{} [{}]", warning.line, warning.message, warning.code)),
        );
    }
    lines.extend(notes.iter().map(|note| format!("　{note}")));
    lines.push(String::new());
    lines.join("\n")
}

fn tree(items: &[ClauseItem], depth: usize, lines: &mut Vec<String>) {
    for item in items {
        let indent = "　".repeat(depth);
        lines.push(format!("{indent}{}　{}", item.label, item.text).trim_end().to_owned());
        lines.extend(item.note.iter().map(|note| format!("{indent}　　{note}")));
        tree(&item.items, depth + 1, lines);
    }
}

fn led_to(reading: &Reading, reference: &Reference) -> String {
    let number = |at: usize| reading.clauses.get(at).map(|read| read.number.to_string()).unwrap_or_default();
    let word = reference.kind.word();
    match &reference.target {
        Target::Clauses { first, last } if first == last => number(*first),
        Target::Clauses { first, last } => format!("{}から{}まで", number(*first), number(*last)),
        Target::Within { clause, parts } => {
            let labels: Vec<String> = parts.iter().map(|part| label(reading, *clause, part)).collect();
            format!("{}の{}", number(*clause), labels.join("、"))
        }
        Target::Annexes(_) | Target::Outside => word.to_owned(),
        Target::Nothing => "指すものがありません".to_owned(),
    }
}

/// The labels on the way to a part of a clause.
fn label(reading: &Reading, clause: usize, part: &[usize]) -> String {
    let mut labels = Vec::new();
    let mut items = reading.clauses.get(clause).map_or(&[][..], |read| read.clause.items.as_slice());
    for at in part {
        let Some(item) = items.get(*at) else { break };
        labels.push(item.label.as_str());
        items = &item.items;
    }
    if labels.is_empty() { "初めの項".to_owned() } else { labels.concat() }
}
