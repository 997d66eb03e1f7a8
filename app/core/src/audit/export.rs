//! The trail as a table for a spreadsheet, made as it is read.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, FixedOffset, Utc};
use domain::text::spreadsheet_safe;
use futures::{Stream, stream};

use super::{
    Action, Entry, TrailQuery,
    trail::{Told, changes_of, first_changes, search},
    words,
};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission, Role},
};

/// Entries read at a time.
const ENTRIES: u64 = 100;
/// Changes of one entry told at a time.
const CHANGES: i64 = 200;
/// What begins a file that Excel is to take as UTF-8.
const MARK: &str = "\u{feff}";
const HEADS: [&str; 11] =
    ["番号", "日時", "利用者", "役割", "操作", "理由", "種類", "対象", "項目", "変更前", "変更後"];

/// The entries that a query finds as CSV (UTF-8 with a mark, CR LF), newest
/// first, one line a changed field. Cells that begin like a formula are marked
/// as text. What is written while it is read is left out.
///
/// # Errors
/// `Forbidden` without `ReadAudit`; each piece may end in `Database`.
pub fn export_csv(
    ward: &Ward,
    actor: &Actor,
    query: TrailQuery,
) -> Result<impl Stream<Item = Result<Vec<u8>>> + Send + use<>> {
    policy::require(actor, Permission::ReadAudit)?;
    let work = Work {
        ward: ward.clone(),
        actor: actor.clone(),
        query: TrailQuery { limit: ENTRIES, ..query },
        long: VecDeque::new(),
        done: false,
        begun: false,
    };
    Ok(stream::try_unfold(work, async |mut work| Ok(work.next().await?.map(|piece| (piece, work)))))
}

struct Work {
    ward: Ward,
    actor: Actor,
    query: TrailQuery,
    /// Entries with more changes than are told at a time, and how far they are.
    long: VecDeque<(i64, i64)>,
    done: bool,
    begun: bool,
}

impl Work {
    async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        if !self.begun {
            self.begun = true;
            let mut lines = Lines::new();
            lines.write(HEADS.map(str::to_owned))?;
            return Ok(Some([MARK.as_bytes().to_vec(), lines.finish()?].concat()));
        }
        if let Some((sequence, from)) = self.long.pop_front() {
            return self.rest(sequence, from).await.map(Some);
        }
        if self.done { Ok(None) } else { self.page().await.map(Some) }
    }

    /// The next entries, each with its first changes.
    async fn page(&mut self) -> Result<Vec<u8>> {
        let found = search(&self.ward, &self.actor, &self.query).await?;
        self.done = (found.len() as u64) < ENTRIES;
        self.query.before = found.last().map(|last| last.entry.sequence).or(self.query.before);
        let entries: Vec<Entry> = found.into_iter().map(|found| found.entry).collect();
        let sequences = entries.iter().map(|entry| entry.sequence);
        let mut changes: BTreeMap<i64, Vec<Told>> =
            first_changes(self.ward.store().read(), sequences, CHANGES).await?;
        let mut lines = Lines::new();
        for entry in &entries {
            lines.entry(entry, &changes.remove(&entry.sequence).unwrap_or_default())?;
            if entry.changes > CHANGES {
                self.long.push_back((entry.sequence, CHANGES));
            }
        }
        lines.finish()
    }

    async fn rest(&mut self, sequence: i64, from: i64) -> Result<Vec<u8>> {
        let limit = u64::try_from(CHANGES).unwrap_or(u64::MAX);
        let (entry, changes) = changes_of(&self.ward, &self.actor, sequence, from, limit).await?;
        if entry.changes > from + CHANGES {
            self.long.push_front((sequence, from + CHANGES));
        }
        let mut lines = Lines::new();
        lines.entry(&entry, &changes)?;
        lines.finish()
    }
}

/// Lines of the table.
struct Lines(csv::Writer<Vec<u8>>);

impl Lines {
    fn new() -> Self {
        Self(csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new()))
    }

    fn entry(&mut self, entry: &Entry, changes: &[Told]) -> Result<()> {
        let head = [
            entry.sequence.to_string(),
            in_japan(entry.at),
            entry.login.clone(),
            Role::from_code(&entry.role).map_or("コマンド", Role::word).to_owned(),
            Action::from_code(&entry.action).map_or(entry.action.as_str(), |action| action.word()).to_owned(),
            entry.reason.clone(),
        ];
        for told in changes {
            let kind = words::kind(&told.object.kind).unwrap_or(&told.object.kind).to_owned();
            let object = [kind, told.object.label.clone()];
            let mut line = |place: String, before: &str, after: &str| {
                let change = [place, before.to_owned(), after.to_owned()];
                self.write(head.iter().chain(&object).chain(&change).cloned())
            };
            if told.differences.is_empty() {
                line(if told.redacted { "（抹消済み）".to_owned() } else { String::new() }, "", "")?;
            }
            for difference in &told.differences {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                line(difference.place_text(), &text(&difference.before), &text(&difference.after))?;
            }
        }
        Ok(())
    }

    fn write(&mut self, cells: impl IntoIterator<Item = String>) -> Result<()> {
        let cells = cells.into_iter().map(|cell| spreadsheet_safe(&cell).into_owned());
        self.0.write_record(cells).map_err(Error::internal("CSV を作成できません。"))
    }

    fn finish(self) -> Result<Vec<u8>> {
        self.0
            .into_inner()
            .map_err(|error| Error::internal("CSV を作成できません。")(error.into_error()))
    }
}

fn in_japan(at: DateTime<Utc>) -> String {
    match FixedOffset::east_opt(9 * 60 * 60) {
        Some(japan) => at.with_timezone(&japan).format("%Y-%m-%d %H:%M:%S").to_string(),
        None => at.to_rfc3339(),
    }
}
