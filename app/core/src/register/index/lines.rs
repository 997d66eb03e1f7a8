//! Where in an entry a word stands that its row of a list does not show.

use std::collections::BTreeMap;

use domain::text::fold;
use sea_orm::{ConnectionTrait, DbBackend};

use super::{
    query::Entry,
    sql::Sql,
    text::{kept, table},
};
use crate::{Error, Result};

/// The line of each entry in which a word stands that its title, party and
/// section do not show.
pub(crate) async fn lines(
    db: &impl ConnectionTrait,
    entries: &[Entry],
    words: &[String],
) -> Result<BTreeMap<i64, String>> {
    let sought: BTreeMap<i64, &str> =
        entries.iter().filter_map(|entry| Some((entry.id, not_shown(entry, words)?))).collect();
    if sought.is_empty() {
        return Ok(BTreeMap::new());
    }
    match db.get_database_backend() {
        DbBackend::Postgres => cut_out(db, &sought).await,
        _ => read(db, &sought).await,
    }
}

/// Of SQLite: to look into the texts here costs less than there.
async fn read(db: &impl ConnectionTrait, sought: &BTreeMap<i64, &str>) -> Result<BTreeMap<i64, String>> {
    let backend = db.get_database_backend();
    let mut sql = Sql::new(backend);
    sql.push(&format!(
        "SELECT x.entry_id, x.folded, b.body FROM {} x JOIN search_body b ON b.entry_id = x.entry_id \
         WHERE x.entry_id",
        table(backend)
    ));
    sql.within(&sought.keys().copied().collect::<Vec<_>>());
    let mut lines = BTreeMap::new();
    for row in db.query_all_raw(sql.statement()).await? {
        let (id, folded, body): (i64, String, String) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let line = sought.get(&id).and_then(|word| {
            let word = kept(backend, word);
            let at = folded.split('\n').position(|line| line.contains(&word))?;
            body.split('\n').nth(at)
        });
        if let Some(line) = line {
            lines.insert(id, line.to_owned());
        }
    }
    Ok(lines)
}

/// Of PostgreSQL: nothing but the lines is sent. Before a word that was found stand
/// as many ends of lines as before its line.
async fn cut_out(db: &impl ConnectionTrait, sought: &BTreeMap<i64, &str>) -> Result<BTreeMap<i64, String>> {
    let sought = serde_json::to_string(sought).map_err(Error::internal("検索の語を書けません。"))?;
    let mut sql = Sql::new(db.get_database_backend());
    sql.push(
        "SELECT x.entry_id, split_part(b.body, chr(10), 1 + octet_length(h.head) \
         - octet_length(replace(h.head, chr(10), ''))) FROM json_each_text(",
    );
    sql.bind(sought).push(&format!(
        "::json) s JOIN {} x ON x.entry_id = s.key::bigint JOIN search_body b ON b.entry_id = x.entry_id \
         CROSS JOIN LATERAL (SELECT split_part(x.folded, s.value, 1) AS head OFFSET 0) h \
         WHERE octet_length(h.head) < octet_length(x.folded)",
        table(DbBackend::Postgres)
    ));
    let rows = db.query_all_raw(sql.statement()).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// The first word that a row of a list does not show.
fn not_shown<'a>(entry: &Entry, words: &'a [String]) -> Option<&'a str> {
    let shown = [&entry.title, &entry.party, &entry.section].map(|text| fold(text));
    words.iter().map(String::as_str).find(|word| !shown.iter().any(|text| text.contains(word)))
}
