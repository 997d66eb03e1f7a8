//! Where in an entry a word stands that its row of a list does not show.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;

use super::{query::Entry, sql::Sql};
use crate::Result;

/// The line of each entry in which a word stands that its title, party and
/// section do not show.
pub(crate) async fn lines(
    db: &impl ConnectionTrait,
    entries: &[Entry],
    words: &[String],
) -> Result<BTreeMap<i64, String>> {
    let mut lines = BTreeMap::new();
    if words.is_empty() || entries.is_empty() {
        return Ok(lines);
    }
    let mut sql = Sql::new(db.get_database_backend());
    sql.push("SELECT x.entry_id, x.folded, b.body FROM search_text x JOIN search_body b ON b.entry_id = x.entry_id WHERE x.entry_id IN (");
    sql.list(entries.iter().map(|entry| entry.id)).push(")");
    for row in db.query_all_raw(sql.statement()).await? {
        let (id, folded, body): (i64, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let Some(entry) = entries.iter().find(|entry| entry.id == id) else { continue };
        let shown = [&entry.title, &entry.party, &entry.section].map(|text| domain::text::fold(text));
        let hidden = words.iter().find(|word| !shown.iter().any(|text| text.contains(word.as_str())));
        let line = hidden.and_then(|word| {
            let at = folded.split('\n').position(|line| line.contains(word.as_str()))?;
            body.split('\n').nth(at)
        });
        if let Some(line) = line {
            lines.insert(id, line.to_owned());
        }
    }
    Ok(lines)
}
