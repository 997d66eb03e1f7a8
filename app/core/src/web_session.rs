//! Sessions of browsers, in the database: any instance may answer the next
//! request. The cookie's value is kept as a hash only.

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use entity::web_session;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, ExprTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
    session_store,
};
use uuid::Uuid;

use crate::{Error, Result, audit::chain, store::Store};

/// Under this key a session's record holds the account's id, as text.
pub const ACCOUNT_KEY: &str = "account";
/// Since when it has been a signed-in session, in seconds.
pub const SINCE_KEY: &str = "since";
/// When it was last used, in seconds.
pub const SEEN_KEY: &str = "seen";
/// What the browser calls itself.
pub const AGENT_KEY: &str = "agent";
/// Where it was begun from.
pub const ADDRESS_KEY: &str = "address";

/// A session that is merely used is written again no sooner than this.
const TOUCH: TimeDelta = TimeDelta::minutes(5);

/// A session that nobody has signed in to is kept so long.
const BEGINNING: TimeDelta = TimeDelta::hours(1);

/// Sessions over the ward's store.
#[derive(Debug, Clone)]
pub struct DbSessionStore {
    store: Store,
}

impl DbSessionStore {
    /// Sessions kept in this store.
    pub fn new(store: Store) -> Self {
        Self { store }
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let found = web_session::Entity::find_by_id(hash(id)).one(self.store.read()).await?;
        let Some(row) = found.filter(|row| row.expires_at > self.store.clock().now()) else {
            return Ok(None);
        };
        let data =
            serde_json::from_slice(&row.record).map_err(Error::internal("セッションを読めません。"))?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires_at.timestamp())
            .map_err(Error::internal("セッションの期限が正しくありません。"))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    /// A session that was ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        let now = self.store.clock().now();
        let row = row_of(record, now)?;
        let known = web_session::Entity::find_by_id(&row.id_hash).one(self.store.read()).await?;
        if known.is_none_or(|known| known.record == row.record && now - known.touched_at < TOUCH) {
            return Ok(());
        }
        self.store
            .exempt_write(async |tx| {
                let ours = web_session::Column::IdHash.eq(&row.id_hash);
                let row = row.into_active_model().reset_all();
                web_session::Entity::update_many().set(row).filter(ours).exec(tx.conn()).await?;
                Ok(())
            })
            .await
    }

    async fn insert(&self, record: &Record) -> Result<()> {
        let row = row_of(record, self.store.clock().now())?;
        self.store
            .exempt_write(async |tx| {
                row.into_active_model().insert(tx.conn()).await?;
                Ok(())
            })
            .await
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let id_hash = hash(id);
        self.store
            .exempt_write(async |tx| {
                web_session::Entity::delete_by_id(id_hash).exec(tx.conn()).await?;
                Ok(())
            })
            .await
    }
}

/// A session that somebody has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// What names it: a hash, worth nothing as a cookie.
    pub handle: String,
    /// What the browser calls itself.
    pub agent: String,
    /// Where it was begun from.
    pub address: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When it was last used, to five minutes.
    pub seen: DateTime<Utc>,
}

/// What names the session with this id.
pub fn handle(id: &Id) -> String {
    hash(id)
}

/// The sessions of an account, the last used first.
///
/// # Errors
/// `Database`.
pub async fn of_account(store: &Store, account: Uuid) -> Result<Vec<OpenSession>> {
    let rows = web_session::Entity::find()
        .filter(web_session::Column::AccountId.eq(account))
        .filter(web_session::Column::ExpiresAt.gt(store.clock().now()))
        .all(store.read())
        .await?;
    let mut sessions = rows.into_iter().map(open_session).collect::<Result<Vec<_>>>()?;
    sessions.sort_by_key(|session| std::cmp::Reverse((session.seen, session.since)));
    Ok(sessions)
}

/// Ends one session of an account.
///
/// # Errors
/// `Database`.
pub async fn end_one(store: &Store, account: Uuid, handle: &str) -> Result<()> {
    store
        .exempt_write(async |tx| {
            let one = web_session::Entity::delete_by_id(handle.to_owned());
            one.filter(web_session::Column::AccountId.eq(account)).exec(tx.conn()).await?;
            Ok(())
        })
        .await
}

fn open_session(row: web_session::Model) -> Result<OpenSession> {
    let record: serde_json::Value =
        serde_json::from_slice(&row.record).map_err(Error::internal("セッションを読めません。"))?;
    let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
    let moment = |key: &str| {
        record[key].as_i64().and_then(|at| DateTime::from_timestamp(at, 0)).unwrap_or(row.touched_at)
    };
    Ok(OpenSession {
        agent: text(AGENT_KEY),
        address: text(ADDRESS_KEY),
        since: moment(SINCE_KEY),
        seen: moment(SEEN_KEY),
        handle: row.id_hash,
    })
}

/// Ends the sessions that have run out, and those in which nobody went on
/// signing in. Tells how many.
///
/// # Errors
/// `Database`.
pub async fn delete_expired(store: &Store) -> Result<u64> {
    let now = store.clock().now();
    let nobodys = web_session::Column::AccountId.is_null();
    let begun_long_ago = nobodys.and(web_session::Column::TouchedAt.lte(now - BEGINNING));
    store
        .exempt_write(async |tx| {
            let expired = web_session::Entity::delete_many()
                .filter(web_session::Column::ExpiresAt.lte(now).or(begun_long_ago))
                .exec(tx.conn())
                .await?;
            Ok(expired.rows_affected)
        })
        .await
}

#[async_trait]
impl SessionStore for DbSessionStore {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // Ids have 128 random bits: one that is taken is a fault, not chance.
        self.insert(record).await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        Self::save(self, record).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        Self::load(self, id).await.map_err(backend)
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        Self::delete(self, id).await.map_err(backend)
    }
}

fn row_of(record: &Record, now: DateTime<Utc>) -> Result<web_session::Model> {
    let account = record.data.get(ACCOUNT_KEY).and_then(|value| value.as_str());
    let expires_at = DateTime::from_timestamp(record.expiry_date.unix_timestamp(), 0).ok_or_else(|| {
        Error::internal("セッションの期限が正しくありません。")("expiry_date")
    })?;
    // Through the canonical form: the record's own map has no order.
    let data = crate::audit::canonical::json(&record.data)?;
    Ok(web_session::Model {
        id_hash: hash(&record.id),
        account_id: account.and_then(|account| account.parse::<Uuid>().ok()),
        record: data.into_bytes(),
        touched_at: now,
        expires_at,
    })
}

fn hash(id: &Id) -> String {
    chain::sha256(&id.0.to_le_bytes())
}

fn backend(error: Error) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}
