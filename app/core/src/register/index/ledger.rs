//! What a ledger says of items: a row for each span of days on which a version
//! held, put into words when it is saved, so that a long list is read as it is
//! written.
//!
//! A row lies under its section, which is named when it is read: renaming one
//! touches no row.

use chrono::NaiveDate;
use domain::item::Item;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::{
    document::{FIRST, LAST, key},
    items::Names,
    sql::Sql,
};
use crate::{Result, register::ledger::row};

/// Rows written by one statement: far from both engines' limits on parameters.
const BATCH: usize = 200;

/// Writes the rows of these items anew: `ids` of those that had any, `items` of
/// those that are there.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
    items: &[Item],
    names: &Names,
) -> Result<()> {
    for ids in ids.chunks(BATCH) {
        let mut sql = Sql::new(db.get_database_backend());
        sql.push("DELETE FROM ledger_row WHERE item_id IN (").list(ids.iter().copied()).push(")");
        db.execute_raw(sql.statement()).await?;
    }
    let spans: Vec<_> =
        items.iter().flat_map(|item| item.spans().into_iter().map(move |span| (item, span))).collect();
    for batch in spans.chunks(BATCH) {
        let mut sql = Sql::new(db.get_database_backend());
        sql.push("INSERT INTO ledger_row (section_id, place, item_id, valid_from, valid_to, body) VALUES ");
        for (at, (item, (from, to, version))) in batch.iter().enumerate() {
            let (from, to) = ((*from).max(FIRST), (*to).min(LAST));
            sql.push(if at > 0 { ", (" } else { "(" });
            sql.bind(version.holding_section.uuid()).push(", ");
            sql.bind(place(&version.title, item.id.uuid(), from)).push(", ");
            sql.bind(item.id.uuid()).push(", ").bind(from).push(", ").bind(to).push(", ");
            sql.bind(row::body(item.kind, version, names)).push(")");
        }
        db.execute_raw(sql.statement()).await?;
    }
    Ok(())
}

/// Where a row lies in its section: by title as lists have it, of one item by day.
fn place(title: &str, item: Uuid, from: NaiveDate) -> String {
    format!("{}\u{1F}{}\u{1F}{from}", key(title), item.simple())
}

/// Removes every row.
pub(super) async fn clear(db: &impl ConnectionTrait) -> Result<()> {
    let mut sql = Sql::new(db.get_database_backend());
    sql.push("DELETE FROM ledger_row");
    db.execute_raw(sql.statement()).await?;
    Ok(())
}
