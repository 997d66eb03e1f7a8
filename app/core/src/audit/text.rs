//! The text of changes that a search goes through.

use domain::text::fold;
use entity::{audit_change, audit_entry, audit_text};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    difference::{Names, called, differences},
    words,
};
use crate::{Result, store::Store};

/// Changes given their text at a time.
const BATCH: u64 = 200;

/// What a change is found by: what the object is called, and what changed of
/// it. Of an object that is new or gone the name alone.
pub(crate) fn folded(kind: &str, before: Option<&str>, after: Option<&str>) -> String {
    let read = |text: Option<&str>| text.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let (before, after) = (read(before), read(after));
    let mut texts = vec![words::kind(kind).unwrap_or(kind).to_owned()];
    texts.extend(after.as_ref().or(before.as_ref()).and_then(called));
    if before.is_some() && after.is_some() {
        for difference in differences(before.as_ref(), after.as_ref(), &Names::new()) {
            texts.extend(difference.before);
            texts.extend(difference.after);
        }
    }
    texts.iter().map(|text| fold(text)).collect::<Vec<_>>().join("\n")
}

/// Gives a text to every change that has none: those of before there were any.
///
/// # Errors
/// `Database`.
pub async fn index_missing(store: &Store) -> Result<u64> {
    let mut indexed = 0;
    loop {
        let rows = missing(store.read()).await?;
        if rows.is_empty() {
            return Ok(indexed);
        }
        indexed += rows.len() as u64;
        let texts = rows.iter().map(|change| row(change.entry_id, change)).collect::<Vec<_>>();
        store
            .exempt_write(async |tx| {
                let rows = texts.into_iter().map(|row| row.into_active_model().reset_all());
                let key = [audit_text::Column::EntryId, audit_text::Column::Position];
                let twice = sea_orm::sea_query::OnConflict::columns(key).do_nothing().to_owned();
                audit_text::Entity::insert_many(rows)
                    .on_conflict(twice)
                    .exec_without_returning(tx.conn())
                    .await?;
                Ok(())
            })
            .await?;
    }
}

/// The text of a change as its row.
pub(crate) fn row(entry: Uuid, change: &audit_change::Model) -> audit_text::Model {
    let folded = match change.salt {
        Some(_) => folded(&change.kind, change.before.as_deref(), change.after.as_deref()),
        None => String::new(),
    };
    audit_text::Model { entry_id: entry, position: change.position, folded }
}

async fn missing(db: &impl ConnectionTrait) -> Result<Vec<audit_change::Model>> {
    let has_text = audit_text::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(
            Expr::col((audit_text::Entity, audit_text::Column::EntryId))
                .equals((audit_change::Entity, audit_change::Column::EntryId)),
        )
        .filter(
            Expr::col((audit_text::Entity, audit_text::Column::Position))
                .equals((audit_change::Entity, audit_change::Column::Position)),
        )
        .into_query();
    // Only changes of entries that are committed: the newest comes last.
    let entries = audit_entry::Entity::find().select_only().column(audit_entry::Column::Id).into_query();
    Ok(audit_change::Entity::find()
        .filter(Expr::not_exists(has_text))
        .filter(audit_change::Column::EntryId.in_subquery(entries))
        .order_by_asc(audit_change::Column::EntryId)
        .limit(BATCH)
        .all(db)
        .await?)
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn a_change_is_found_by_its_object_and_by_what_changed() {
        let before = r#"{"name":"見本情報ｾﾝﾀｰ","corporate_number":"1"}"#;
        let after = r#"{"name":"見本情報ｾﾝﾀｰ","corporate_number":"2"}"#;
        let text = folded("party", Some(before), Some(after));
        for word in ["事業者", "見本情報せんたー", "1", "2"] {
            assert!(text.contains(word), "{word}: {text}");
        }
        let new = folded("party", None, Some(before));
        assert!(new.contains("見本情報せんたー") && !new.contains('1'), "{new}");
    }
}
