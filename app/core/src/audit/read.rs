//! Reading the trail for people, newest first.

use chrono::{DateTime, Utc};
use entity::{audit_change, audit_entry};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use uuid::Uuid;

use crate::{Error, Result, store::Store};

/// One entry as a page or the command line shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// Its number, from 1.
    pub sequence: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The login, or the command of the operator.
    pub login: String,
    /// Code of the role; `system` for the operator.
    pub role: String,
    /// Code of the action.
    pub action: String,
    /// Why; may be empty.
    pub reason: String,
    /// How many objects were changed.
    pub changes: i64,
}

/// One object changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it is.
    pub kind: String,
    /// Which one.
    pub object: Uuid,
    /// Canonical JSON before.
    pub before: Option<String>,
    /// Canonical JSON after.
    pub after: Option<String>,
    /// Whether the content was redacted since.
    pub redacted: bool,
}

/// The newest entries, or those before a number; at most `limit` of them.
///
/// # Errors
/// `Database`; `Internal` if the trail holds an impossible time.
pub async fn page(store: &Store, before: Option<i64>, limit: u64) -> Result<Vec<Entry>> {
    let mut query = audit_entry::Entity::find().order_by_desc(audit_entry::Column::Sequence).limit(limit);
    if let Some(before) = before {
        query = query.filter(audit_entry::Column::Sequence.lt(before));
    }
    query.all(store.read()).await?.into_iter().map(shown).collect()
}

/// One entry with the first of its changes, at most `limit` of them.
///
/// # Errors
/// `NotFound` if there is no such entry; otherwise as `page`.
pub async fn entry(store: &Store, sequence: i64, limit: u64) -> Result<(Entry, Vec<Change>)> {
    let found = audit_entry::Entity::find()
        .filter(audit_entry::Column::Sequence.eq(sequence))
        .one(store.read())
        .await?
        .ok_or_else(|| Error::NotFound(format!("変更履歴の {sequence} 番")))?;
    let changes = audit_change::Entity::find()
        .filter(audit_change::Column::EntryId.eq(found.id))
        .order_by_asc(audit_change::Column::Position)
        .limit(limit)
        .all(store.read())
        .await?;
    let changes = changes
        .into_iter()
        .map(|change| Change {
            redacted: change.salt.is_none(),
            kind: change.kind,
            object: change.object_id,
            before: change.before,
            after: change.after,
        })
        .collect();
    Ok((shown(found)?, changes))
}

/// An entry as pages show it.
pub(super) fn shown(entry: audit_entry::Model) -> Result<Entry> {
    let at = DateTime::from_timestamp_micros(entry.at_us).ok_or_else(|| {
        Error::internal("変更履歴の日時が正しくありません。")("audit_entry.at_us")
    })?;
    Ok(Entry {
        sequence: entry.sequence,
        at,
        login: entry.actor_login,
        role: entry.actor_role,
        action: entry.action,
        reason: entry.reason,
        changes: entry.change_count,
    })
}
