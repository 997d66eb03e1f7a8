//! A form sent twice does its work once: the second answer leads to where the
//! first one did.

use chrono::{DateTime, TimeDelta, Utc};
use entity::idempotency_key;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, SqlErr,
};
use sha2::{Digest as _, Sha256};

use crate::{
    Actor, Error, Result,
    audit::{Action, chain},
    store::{Store, WriteTx},
};

/// How long a key is remembered, in days: longer than anyone keeps a form open.
const DAYS: i64 = 7;

/// Does `work` as `Store::write` does, once for each key of an actor. `work`
/// returns the path its answer leads to. Without a key it is done each time.
///
/// # Errors
/// What `work` returns, or `Database`. A failed attempt uses no key up.
pub async fn once<F>(
    store: &Store,
    actor: &Actor,
    key: Option<&str>,
    action: Action,
    reason: &str,
    work: F,
) -> Result<String>
where
    F: AsyncFnOnce(&WriteTx) -> Result<String>,
{
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return store.write(actor, action, reason, work).await;
    };
    let key_hash = hash(actor, key);
    let outcome = store
        .write(actor, action, reason, async |tx| {
            if let Some(location) = find(tx.conn(), &key_hash).await? {
                return Ok(location);
            }
            let location = work(tx).await?;
            note(tx.conn(), &key_hash, &location, store.clock().now()).await?;
            Ok(location)
        })
        .await;
    // On PostgreSQL two may work at once; the second to commit has done nothing.
    // Its own unique columns may have tripped before the key did.
    match outcome {
        Err(Error::Database(cause)) if is_duplicate(&cause) => {
            find(store.read(), &key_hash).await?.ok_or(Error::Database(cause))
        }
        // What the first has done looks to the second like somebody else's change.
        Err(Error::Conflict(told)) => find(store.read(), &key_hash).await?.ok_or(Error::Conflict(told)),
        outcome => outcome,
    }
}

/// Whether an actor has done something under this key already.
pub(crate) async fn is_done(tx: &WriteTx, actor: &Actor, key: &str) -> Result<bool> {
    Ok(find(tx.conn(), &hash(actor, key)).await?.is_some())
}

/// Notes that an actor has done something under this key.
pub(crate) async fn done(tx: &WriteTx, actor: &Actor, key: &str, at: DateTime<Utc>) -> Result<()> {
    let key_hash = hash(actor, key);
    // What was done, undone and is done once more.
    idempotency_key::Entity::delete_by_id(&key_hash).exec(tx.conn()).await?;
    note(tx.conn(), &key_hash, "", at).await
}

/// Whether the actor has used a key already.
///
/// # Errors
/// `Database`.
pub(crate) async fn used(store: &Store, actor: &Actor, key: Option<&str>) -> Result<bool> {
    match key {
        Some(key) => Ok(find(store.read(), &hash(actor, key)).await?.is_some()),
        None => Ok(false),
    }
}

/// Forgets keys older than a week. Tells how many.
///
/// # Errors
/// `Database`.
pub async fn forget_old(store: &Store) -> Result<u64> {
    let before = store.clock().now() - TimeDelta::days(DAYS);
    store
        .exempt_write(async |tx| {
            let old = idempotency_key::Entity::delete_many()
                .filter(idempotency_key::Column::CreatedAt.lt(before))
                .exec(tx.conn())
                .await?;
            Ok(old.rows_affected)
        })
        .await
}

async fn note(
    conn: &impl ConnectionTrait,
    key_hash: &str,
    location: &str,
    created_at: DateTime<Utc>,
) -> Result<()> {
    let row =
        idempotency_key::Model { key_hash: key_hash.to_owned(), location: location.to_owned(), created_at };
    row.into_active_model().insert(conn).await?;
    Ok(())
}

async fn find(conn: &impl ConnectionTrait, key_hash: &str) -> Result<Option<String>> {
    let found = idempotency_key::Entity::find_by_id(key_hash).one(conn).await?;
    Ok(found.map(|row| row.location))
}

fn is_duplicate(cause: &sea_orm::DbErr) -> bool {
    matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// Keys of different accounts never meet.
fn hash(actor: &Actor, key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(actor.account.unwrap_or_default().as_bytes());
    hash.update(key.as_bytes());
    chain::hex(&hash.finalize())
}
