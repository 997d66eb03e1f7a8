//! Counting failed attempts, in the database: several instances count as one.
//! An attempt is counted before its password is looked at, so that many at
//! once get no more tries than one after the other.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use domain::Fault;
use entity::sign_in_failure;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QuerySelect as _, sea_query::OnConflict,
};

use crate::{Error, Result, audit::chain, store::Store};

/// Attempts before a login is locked.
const LIMIT: i32 = 5;
/// How long it is locked, and how long failures are remembered.
const LOCKED: TimeDelta = TimeDelta::minutes(15);
/// Ways to the provider that one address may begin in a [`MINUTE`]: an office
/// behind one address may begin its day, and no program can keep the provider
/// and the database busy.
const BEGINNINGS: i32 = 60;
const MINUTE: TimeDelta = TimeDelta::minutes(1);

/// An attempt that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempt {
    /// Which one it is since the last success.
    pub(super) count: i32,
    /// Until when the login is locked if this attempt fails.
    pub(super) locks_until: Option<DateTime<Utc>>,
}

/// Counts an attempt.
///
/// # Errors
/// `Invalid` (`sign-in-locked`) while the login is locked.
pub(super) async fn admit(store: &Store, login: &str) -> Result<Attempt> {
    let (now, login_hash) = (store.clock().now(), chain::sha256(login.as_bytes()));
    store
        .exempt_write(async |tx| {
            let row = locked_row(tx.conn(), login_hash, now).await?;
            if let Some(until) = row.locked_until.filter(|until| *until > now) {
                return Err(locked(until - now));
            }
            let forgotten = row.locked_until.is_some() || now - row.last_at >= LOCKED;
            let count = if forgotten { 1 } else { row.failures + 1 };
            let locks_until = (count >= LIMIT).then(|| now + LOCKED);
            let mut row = row.into_active_model();
            row.failures = Set(count);
            row.last_at = Set(now);
            row.locked_until = Set(locks_until);
            row.update(tx.conn()).await?;
            Ok(Attempt { count, locks_until })
        })
        .await
}

/// Counts that somebody at this address begins to sign in elsewhere.
///
/// # Errors
/// `Invalid` (`sign-in-busy`) when too many have in this minute.
pub(super) async fn admit_address(store: &Store, from: Option<IpAddr>) -> Result<()> {
    let (now, hash) = (store.clock().now(), chain::sha256(network(from).as_bytes()));
    store
        .exempt_write(async |tx| {
            let row = locked_row(tx.conn(), hash, now).await?;
            // The minute goes by its first.
            let (since, count) =
                if now - row.last_at < MINUTE { (row.last_at, row.failures + 1) } else { (now, 1) };
            if count > BEGINNINGS {
                let message =
                    "短い間に続けてサインインが始められました。1分ほど待ってから、もう一度お試しください。";
                return Err(Error::invalid(Fault::whole("sign-in-busy", message)));
            }
            let mut row = row.into_active_model();
            row.failures = Set(count);
            row.last_at = Set(since);
            row.update(tx.conn()).await?;
            Ok(())
        })
        .await
}

/// What one caller can choose from is one: with IPv6 that is a network. No
/// login begins like this, since none holds a line break.
fn network(from: Option<IpAddr>) -> String {
    let from = match from.map(|from| from.to_canonical()) {
        Some(IpAddr::V6(v6)) => {
            let mut parts = v6.segments();
            parts[4..].fill(0);
            IpAddr::from(parts).to_string()
        }
        Some(v4) => v4.to_string(),
        None => "?".to_owned(),
    };
    format!("\noidc {from}")
}

/// Takes back the last count: the password was right, and only a code is still
/// wanted. The failures before it stay.
pub(super) async fn forgive(store: &Store, login: &str, attempt: Attempt) -> Result<()> {
    let (now, login_hash) = (store.clock().now(), chain::sha256(login.as_bytes()));
    store
        .exempt_write(async |tx| {
            let row = locked_row(tx.conn(), login_hash, now).await?;
            let failures = row.failures - 1;
            // A lock that somebody else's failure set meanwhile stays.
            let own_lock = row.locked_until == attempt.locks_until;
            let mut row = row.into_active_model();
            row.failures = Set(failures.max(0));
            if own_lock {
                row.locked_until = Set(None);
            }
            row.update(tx.conn()).await?;
            Ok(())
        })
        .await
}

/// Forgets the failures of a login that has signed in.
pub(super) async fn clear(conn: &impl ConnectionTrait, login: &str) -> Result<()> {
    sign_in_failure::Entity::delete_by_id(chain::sha256(login.as_bytes())).exec(conn).await?;
    Ok(())
}

/// Forgets failures that no longer count. Tells how many.
///
/// # Errors
/// `Database`.
pub async fn forget_old(store: &Store) -> Result<u64> {
    let before = store.clock().now() - LOCKED;
    store
        .exempt_write(async |tx| {
            let old = sign_in_failure::Entity::delete_many()
                .filter(sign_in_failure::Column::LastAt.lt(before))
                .exec(tx.conn())
                .await?;
            Ok(old.rows_affected)
        })
        .await
}

/// What someone locked out is told.
pub(super) fn locked(left: TimeDelta) -> Error {
    // Whole minutes, rounded up.
    let minutes = (left.num_seconds() + 59) / 60;
    Error::invalid(Fault::whole(
        "sign-in-locked",
        format!(
            "続けて失敗したため、このログイン名では約{minutes}分間サインインできません。時間をおいてやり直してください。"
        ),
    ))
}

async fn locked_row(
    conn: &impl ConnectionTrait,
    login_hash: String,
    now: DateTime<Utc>,
) -> Result<sign_in_failure::Model> {
    // There must be a row to lock: two first attempts at once are two.
    let first = sign_in_failure::Model {
        login_hash: login_hash.clone(),
        failures: 0,
        last_at: now,
        locked_until: None,
    };
    let keep = OnConflict::column(sign_in_failure::Column::LoginHash).do_nothing().to_owned();
    sign_in_failure::Entity::insert(first.into_active_model())
        .on_conflict(keep)
        .exec_without_returning(conn)
        .await?;
    let row = sign_in_failure::Entity::find_by_id(login_hash).lock_exclusive().one(conn).await?;
    row.ok_or_else(|| {
        Error::internal("サインインを処理できません。")("sign_in_failure row is gone")
    })
}
