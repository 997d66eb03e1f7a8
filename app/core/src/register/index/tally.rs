//! How many entries there are, whole: counted along an index of what is counted
//! and nothing else.

use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    query::{Find, UNPLACED},
    sql::Sql,
};
use crate::Result;

/// Entries of one kind and state.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct Tally {
    pub(crate) kind: String,
    pub(crate) state: String,
    pub(crate) total: i64,
    /// Of these, with a proposal.
    pub(crate) proposals: i64,
}

/// What a query without words and filters finds, by kind and state; a pair may
/// come more than once.
pub(crate) async fn tally(db: &impl ConnectionTrait, find: &Find) -> Result<Vec<Tally>> {
    let mut sql = Sql::new(db.get_database_backend());
    sql.push(
        "SELECT e.kind, e.state, count(*) AS total, count(e.proposal_id) AS proposals FROM search_entry e",
    );
    find.all_of_reader(&mut sql);
    sql.push(" GROUP BY e.bases, e.kind, e.state");
    let rows = db.query_all_raw(sql.statement()).await?;
    Ok(rows.iter().map(|row| Tally::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// How many of them have a proposal that no paper prints.
pub(crate) async fn unplaced(db: &impl ConnectionTrait, find: &Find) -> Result<u64> {
    let mut sql = Sql::new(db.get_database_backend());
    sql.push("SELECT count(*) FROM search_entry e");
    find.all_of_reader(&mut sql);
    sql.push(UNPLACED);
    let row = db.query_one_raw(sql.statement()).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

impl Find {
    /// ` WHERE …`: everything that its reader finds.
    fn all_of_reader(&self, sql: &mut Sql) {
        sql.push(" WHERE ");
        if self.any.is_some() {
            return self.met(sql);
        }
        self.of_reader(sql);
    }
}
