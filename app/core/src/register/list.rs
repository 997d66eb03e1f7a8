//! What lists share.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult, sea_query::SelectStatement};
use serde::Serialize;
use uuid::Uuid;

use crate::Result;

/// Something with a page of its own, and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// Runs a query.
pub(crate) async fn select<R: FromQueryResult>(
    db: &impl ConnectionTrait,
    query: &SelectStatement,
) -> Result<Vec<R>> {
    let rows = db.query_all(query).await?;
    Ok(rows.iter().map(|row| R::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// What a `LIKE` with `\` as its escape finds a folded word by.
pub(crate) fn like_pattern(word: &str) -> String {
    format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// Whether a list holds what is in use, what was put away, or both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shelf {
    /// In use.
    #[default]
    InUse,
    /// Put away.
    Archived,
    /// Both.
    All,
}

impl Shelf {
    /// All, with the code and the word of a filter.
    pub const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::InUse, "", "使用中"), (Self::Archived, "archived", "保管中"), (Self::All, "all", "すべて")];

    /// The one of a code; what is in use for any other.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|(_, known, _)| *known == code).map_or(Self::InUse, |(shelf, ..)| shelf)
    }

    /// The word of a filter that is on; what is in use is no filter.
    #[must_use]
    pub fn narrowed(self) -> Option<&'static str> {
        Self::ALL.into_iter().find(|(shelf, ..)| *shelf == self && self != Self::InUse).map(|(.., word)| word)
    }

    /// The rows of a table with this column for the day.
    pub(crate) fn condition<C: ColumnTrait>(self, archived_on: C) -> Condition {
        match self {
            Self::InUse => Condition::all().add(archived_on.is_null()),
            Self::Archived => Condition::all().add(archived_on.is_not_null()),
            Self::All => Condition::all(),
        }
    }
}
