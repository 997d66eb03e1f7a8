//! The trail as people look through it: searched, and told field by field.

use std::collections::{BTreeMap, BTreeSet};

use entity::{audit_change, audit_entry};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, Query},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    Entry, TrailQuery,
    difference::{Difference, called, collect_ids, differences},
    names,
    read::shown,
};
use crate::{
    Actor, Error, Result, Ward,
    policy::{self, Permission},
    register::scope,
};

/// Objects named beside an entry of a list.
const NAMED: i64 = 3;

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailEntry {
    /// The entry.
    pub entry: Entry,
    /// Some of the objects it changed.
    pub objects: Vec<Changed>,
}

/// An object that an entry changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its kind, as in the trail.
    pub kind: String,
    /// Its id.
    pub object: Uuid,
    /// What it was called then.
    pub label: String,
}

/// A change told field by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was changed.
    pub object: Changed,
    /// Its place in the entry, from 0.
    pub position: i64,
    /// Whether the object was new.
    pub created: bool,
    /// Whether the object was deleted.
    pub deleted: bool,
    /// Whether what changed has been redacted since.
    pub redacted: bool,
    /// What changed.
    pub differences: Vec<Difference>,
}

/// Entries of the whole trail, newest first.
///
/// # Errors
/// `Forbidden` without `ReadAudit`; `Database`.
pub async fn search(ward: &Ward, actor: &Actor, query: &TrailQuery) -> Result<Vec<TrailEntry>> {
    policy::require(actor, Permission::ReadAudit)?;
    let db = ward.store().read();
    let rows = audit_entry::Entity::find()
        .filter(query.condition())
        .order_by_desc(audit_entry::Column::Sequence)
        .limit(query.limit)
        .all(db)
        .await?;
    let mut objects = first_objects(db, rows.iter().map(|row| row.id)).await?;
    rows.into_iter()
        .map(|row| {
            let objects = objects.remove(&row.id).unwrap_or_default();
            Ok(TrailEntry { entry: shown(row)?, objects })
        })
        .collect()
}

/// The logins that stand in the trail.
///
/// # Errors
/// `Forbidden` without `ReadAudit`; `Database`.
pub async fn logins(ward: &Ward, actor: &Actor) -> Result<Vec<String>> {
    policy::require(actor, Permission::ReadAudit)?;
    Ok(audit_entry::Entity::find()
        .select_only()
        .column(audit_entry::Column::ActorLogin)
        .distinct()
        .order_by_asc(audit_entry::Column::ActorLogin)
        .into_tuple()
        .all(ward.store().read())
        .await?)
}

/// An entry's changes field by field, from a position on, at most `limit`.
///
/// # Errors
/// `Forbidden` without `ReadAudit`; `NotFound`; `Database`.
pub async fn changes_of(
    ward: &Ward,
    actor: &Actor,
    sequence: i64,
    from: i64,
    limit: u64,
) -> Result<(Entry, Vec<Told>)> {
    policy::require(actor, Permission::ReadAudit)?;
    let db = ward.store().read();
    let entry = audit_entry::Entity::find()
        .filter(audit_entry::Column::Sequence.eq(sequence))
        .one(db)
        .await?
        .ok_or_else(|| Error::NotFound(format!("変更履歴の {sequence} 番")))?;
    let changes = audit_change::Entity::find()
        .filter(audit_change::Column::EntryId.eq(entry.id))
        .filter(audit_change::Column::Position.gte(from))
        .order_by_asc(audit_change::Column::Position)
        .limit(limit)
        .all(db)
        .await?;
    Ok((shown(entry)?, told(db, changes).await?))
}

/// What happened to one object, newest first.
///
/// # Errors
/// `NotFound` if it has no history that the actor may see; `Database`.
pub async fn object_history(
    ward: &Ward,
    actor: &Actor,
    kind: &str,
    object: Uuid,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<(Entry, Told)>> {
    let missing = || Error::NotFound("変更履歴".into());
    let db = ward.store().read();
    if !may_follow(db, actor, kind, object).await? {
        return Err(missing());
    }
    let condition = Condition::all()
        .add_option(before.map(|before| audit_entry::Column::Sequence.lt(before)))
        .add(audit_change::Column::ObjectId.eq(object))
        .add(audit_change::Column::Kind.eq(kind));
    // Without a declared relation: the ids first, then both sides.
    let ids: Vec<Uuid> = ordered_entries(db, condition, limit).await?;
    let entries: BTreeMap<Uuid, audit_entry::Model> = audit_entry::Entity::find()
        .filter(audit_entry::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let changes = audit_change::Entity::find()
        .filter(audit_change::Column::EntryId.is_in(ids))
        .filter(audit_change::Column::ObjectId.eq(object))
        .filter(audit_change::Column::Kind.eq(kind))
        .all(db)
        .await?;
    let of: Vec<Uuid> = changes.iter().map(|change| change.entry_id).collect();
    let mut history = Vec::with_capacity(changes.len());
    for (entry, told) in of.into_iter().zip(told(db, changes).await?) {
        if let Some(row) = entries.get(&entry) {
            history.push((shown(row.clone())?, told));
        }
    }
    history.sort_by_key(|(entry, _)| std::cmp::Reverse(entry.sequence));
    if history.is_empty() && before.is_none() { Err(missing()) } else { Ok(history) }
}

/// The first changes of several entries, by the entries' numbers.
pub(super) async fn first_changes(
    db: &impl ConnectionTrait,
    sequences: impl Iterator<Item = i64>,
    limit: i64,
) -> Result<BTreeMap<i64, Vec<Told>>> {
    let entries: BTreeMap<Uuid, i64> = audit_entry::Entity::find()
        .select_only()
        .columns([audit_entry::Column::Id, audit_entry::Column::Sequence])
        .filter(audit_entry::Column::Sequence.is_in(sequences))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let changes = audit_change::Entity::find()
        .filter(audit_change::Column::EntryId.is_in(entries.keys().copied()))
        .filter(audit_change::Column::Position.lt(limit))
        .order_by_asc(audit_change::Column::Position)
        .all(db)
        .await?;
    let of: Vec<Option<i64>> = changes.iter().map(|change| entries.get(&change.entry_id).copied()).collect();
    let mut first = BTreeMap::<i64, Vec<Told>>::new();
    for (sequence, told) in of.into_iter().zip(told(db, changes).await?) {
        first.entry(sequence.unwrap_or_default()).or_default().push(told);
    }
    Ok(first)
}

async fn ordered_entries(db: &impl ConnectionTrait, condition: Condition, limit: u64) -> Result<Vec<Uuid>> {
    let entry = |column| Expr::col((audit_entry::Entity, column));
    let query = Query::select()
        .expr(entry(audit_entry::Column::Id))
        .from(audit_change::Entity)
        .inner_join(
            audit_entry::Entity,
            entry(audit_entry::Column::Id).equals((audit_change::Entity, audit_change::Column::EntryId)),
        )
        .cond_where(condition)
        .order_by((audit_entry::Entity, audit_entry::Column::Sequence), sea_orm::Order::Desc)
        .limit(limit)
        .to_owned();
    let rows = db.query_all(&query).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// What only who reads the whole trail may follow: people, and the trail itself.
const INNER: [&str; 4] = ["account", "sign_in", "audit_redaction", "saved_view"];

/// Whether an actor may see what happened to such objects as they may read:
/// whoever reads drafts; people and the trail itself only who reads the whole
/// trail.
#[must_use]
pub fn follows(actor: &Actor, kind: &str) -> bool {
    let may = |permission| policy::require(actor, permission).is_ok();
    may(Permission::ReadAudit) || (may(Permission::ReadSubmissions) && !INNER.contains(&kind))
}

/// Whether an actor may see what happened to an object: a section's account
/// only to what it reads.
async fn may_follow(db: &impl ConnectionTrait, actor: &Actor, kind: &str, object: Uuid) -> Result<bool> {
    Ok(follows(actor, kind) && scope::reads(db, actor, kind, object).await?)
}

/// The first objects of each entry.
async fn first_objects(
    db: &impl ConnectionTrait,
    entries: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Changed>>> {
    let changes = audit_change::Entity::find()
        .filter(audit_change::Column::EntryId.is_in(entries))
        .filter(audit_change::Column::Position.lt(NAMED))
        .order_by_asc(audit_change::Column::Position)
        .all(db)
        .await?;
    let mut objects = BTreeMap::<Uuid, Vec<Changed>>::new();
    for change in changes {
        let (before, after) = payload(&change);
        objects.entry(change.entry_id).or_default().push(changed(&change, before.as_ref(), after.as_ref()));
    }
    Ok(objects)
}

async fn told(db: &impl ConnectionTrait, changes: Vec<audit_change::Model>) -> Result<Vec<Told>> {
    let payloads: Vec<_> = changes.iter().map(payload).collect();
    let mut ids = BTreeSet::new();
    for value in payloads.iter().flat_map(|(before, after)| before.iter().chain(after)) {
        collect_ids(value, &mut ids);
    }
    let names = names::load(db, ids).await?;
    Ok(changes
        .iter()
        .zip(&payloads)
        .map(|(change, (before, after))| Told {
            object: changed(change, before.as_ref(), after.as_ref()),
            position: change.position,
            created: before.is_none() && after.is_some(),
            deleted: before.is_some() && after.is_none(),
            redacted: change.salt.is_none(),
            differences: differences(before.as_ref(), after.as_ref(), &names),
        })
        .collect())
}

fn payload(change: &audit_change::Model) -> (Option<Value>, Option<Value>) {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str(text).ok());
    (read(&change.before), read(&change.after))
}

fn changed(change: &audit_change::Model, before: Option<&Value>, after: Option<&Value>) -> Changed {
    Changed {
        kind: change.kind.clone(),
        object: change.object_id,
        label: after.or(before).and_then(called).unwrap_or_default(),
    }
}
