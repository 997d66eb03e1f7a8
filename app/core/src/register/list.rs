//! What lists share.

use sea_orm::{ConnectionTrait, FromQueryResult, sea_query::SelectStatement};
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
