//! Where in an entry a word stands that its row of a list does not show.

use std::collections::BTreeMap;

use domain::text::fold;
use sea_orm::ConnectionTrait;

use super::{
    query::Entry,
    sql::Sql,
    text::{kept, table},
};
use crate::Result;

/// The line of each entry in which a word stands that its title, party and
/// section do not show.
pub(crate) async fn lines(
    db: &impl ConnectionTrait,
    entries: &[Entry],
    words: &[String],
) -> Result<BTreeMap<i64, String>> {
    let backend = db.get_database_backend();
    let sought = |entry: &Entry| Some((entry.id, kept(backend, not_shown(entry, words)?)));
    let sought: BTreeMap<i64, String> = entries.iter().filter_map(sought).collect();
    let mut lines = BTreeMap::new();
    if sought.is_empty() {
        return Ok(lines);
    }
    let mut sql = Sql::new(backend);
    sql.push(&format!(
        "SELECT x.entry_id, x.folded, b.body FROM {} x JOIN search_body b ON b.entry_id = x.entry_id \
         WHERE x.entry_id",
        table(backend)
    ));
    sql.within(&sought.keys().copied().collect::<Vec<_>>());
    for row in db.query_all_raw(sql.statement()).await? {
        let (id, folded, body): (i64, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let line = sought.get(&id).and_then(|word| {
            let at = folded.split('\n').position(|line| line.contains(word))?;
            body.split('\n').nth(at)
        });
        if let Some(line) = line {
            lines.insert(id, line.to_owned());
        }
    }
    Ok(lines)
}

/// The first word that a row of a list does not show.
fn not_shown<'a>(entry: &Entry, words: &'a [String]) -> Option<&'a String> {
    let shown = [&entry.title, &entry.party, &entry.section].map(|text| fold(text));
    words.iter().find(|word| !shown.iter().any(|text| text.contains(word.as_str())))
}
