//! An import in steps: a file is read, its columns are matched, it is checked,
//! what it would do is shown, then it is taken in. What is between the steps
//! lives in the database for a day, so that reload and back work.

mod rows;
mod steps;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::sheet::{Assigned, Field, Kind, Sheet};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use rows::{LinePart, find, forget_old, lines};
pub(super) use steps::book;
pub use steps::{begin_check, begin_run, start};

/// How long an import is kept.
const KEPT: TimeDelta = TimeDelta::days(1);
/// After so long without a sign the process that worked on it is gone.
const SILENT: TimeDelta = TimeDelta::minutes(10);
/// How long an answer waits for the work before it shows that it goes on.
const PATIENCE: Duration = Duration::from_secs(2);

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The file was read; its columns are to be confirmed.
    Read,
    /// It is being checked.
    Checking,
    /// Something is wrong with it.
    Faulty,
    /// It may be taken in; the differences are there.
    Checked,
    /// It is being taken in.
    Running,
    /// It has been taken in.
    Done,
    /// The register has changed since it was checked.
    Stale,
    /// The program failed.
    Failed,
}

impl State {
    const ALL: [Self; 8] = [
        Self::Read,
        Self::Checking,
        Self::Faulty,
        Self::Checked,
        Self::Running,
        Self::Done,
        Self::Stale,
        Self::Failed,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Checking => "checking",
            Self::Faulty => "faulty",
            Self::Checked => "checked",
            Self::Running => "running",
            Self::Done => "done",
            Self::Stale => "stale",
            Self::Failed => "failed",
        }
    }

    fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|state| state.code() == code).unwrap_or(Self::Failed)
    }
}

/// A column of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSeen {
    /// Its head.
    pub head: String,
    /// Some of what stands in it.
    pub examples: Vec<String>,
    /// Code of the field it sets; empty for none.
    pub field: String,
}

/// A table of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSeen {
    /// Its name; empty for a file without sheets.
    pub name: String,
    /// Code of the sheet it is taken for.
    pub sheet: String,
    /// Rows that are taken in.
    pub rows: usize,
    /// Its columns, in order.
    pub columns: Vec<ColumnSeen>,
}

impl SheetSeen {
    fn of(table: &Assigned) -> Self {
        let examples = |column: usize| {
            let cells = table.rows().map(|(_, row)| row.cell(column).trim());
            let short = |cell: &str| cell.chars().take(40).collect::<String>();
            cells.filter(|cell| !cell.is_empty()).take(2).map(short).collect()
        };
        let columns = table.table.heads.iter().zip(&table.columns).enumerate();
        Self {
            name: table.table.name.clone(),
            sheet: table.sheet.code().to_owned(),
            rows: table.rows().count(),
            columns: columns
                .map(|(place, (head, field))| ColumnSeen {
                    head: head.clone(),
                    examples: examples(place),
                    field: field.map(Field::code).unwrap_or_default().to_owned(),
                })
                .collect(),
        }
    }

    /// The sheet it is taken for.
    pub fn sheet(&self) -> Option<Sheet> {
        Sheet::from_code(&self.sheet)
    }

    /// What each column sets.
    pub fn fields(&self) -> Vec<Option<Field>> {
        self.columns.iter().map(|column| Field::from_code(&column.field)).collect()
    }
}

/// What was seen of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    sheets: Vec<SheetSeen>,
    notes: Vec<String>,
}

/// What came of a check or a run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    created: usize,
    changed: usize,
    unchanged: usize,
    faults: usize,
    #[serde(default)]
    reason: String,
}

/// An import as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Identity.
    pub id: Uuid,
    /// What it brings.
    pub kind: Kind,
    /// The file's name.
    pub file_name: String,
    /// How far it is.
    pub state: State,
    /// The tables of the file.
    pub sheets: Vec<SheetSeen>,
    /// What the person should know of the file.
    pub notes: Vec<String>,
    /// Objects that are new.
    pub created: usize,
    /// Objects that change.
    pub changed: usize,
    /// Objects that are as the file says.
    pub unchanged: usize,
    /// What is wrong, in number.
    pub faults: usize,
    /// Why it failed, if it did.
    pub reason: String,
    /// When something last happened to it.
    pub touched_at: DateTime<Utc>,
    sha256: String,
    digest: String,
}
