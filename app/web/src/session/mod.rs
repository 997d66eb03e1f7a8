//! Who stands behind a browser's session, and for how long.

use azukari_core::{Actor, Error, Result, Ward, account, web_session::ACCOUNT_KEY};
use tower_sessions::Session;
use uuid::Uuid;

/// A session that nobody used for so long has ended, in seconds.
const IDLE_SECONDS: i64 = 2 * 60 * 60;
/// No session outlives a working day, in seconds.
const LONGEST_SECONDS: i64 = 12 * 60 * 60;
/// Use is written down at most this often, in seconds: reading pages should
/// not write to the database.
const TOUCH_SECONDS: i64 = 5 * 60;

const SINCE: &str = "since";
const SEEN: &str = "seen";

/// Who asks.
pub(crate) enum Visitor {
    /// No session.
    Nobody,
    /// A session that has ended.
    Expired,
    /// Somebody.
    Known(Actor),
}

impl Visitor {
    /// The actor, if somebody is signed in.
    pub(crate) fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Known(actor) => Some(actor),
            Self::Nobody | Self::Expired => None,
        }
    }
}

/// Who stands behind the session. One that has ended is forgotten here.
pub(crate) async fn visitor(ward: &Ward, session: &Session) -> Result<Visitor> {
    if session.id().is_none() {
        return Ok(Visitor::Nobody);
    }
    let now = ward.clock().now().timestamp();
    let held: Option<Uuid> = session.get(ACCOUNT_KEY).await.map_err(broken)?;
    let since: i64 = session.get(SINCE).await.map_err(broken)?.unwrap_or_default();
    let seen: i64 = session.get(SEEN).await.map_err(broken)?.unwrap_or_default();
    let Some(held) = held else { return Ok(Visitor::Expired) };
    if now - seen > IDLE_SECONDS || now - since > LONGEST_SECONDS {
        session.flush().await.map_err(broken)?;
        return Ok(Visitor::Expired);
    }
    let Some(found) = account::active(ward, held).await? else {
        session.flush().await.map_err(broken)?;
        return Ok(Visitor::Expired);
    };
    if now - seen > TOUCH_SECONDS {
        session.insert(SEEN, now).await.map_err(broken)?;
    }
    Ok(Visitor::Known(found.actor()))
}

/// Begins a session for an account, under a new id: one that was planted in
/// the browser before is worth nothing.
pub(crate) async fn begin(ward: &Ward, session: &Session, account: Uuid) -> Result<()> {
    let now = ward.clock().now().timestamp();
    session.cycle_id().await.map_err(broken)?;
    session.insert(ACCOUNT_KEY, account).await.map_err(broken)?;
    session.insert(SINCE, now).await.map_err(broken)?;
    session.insert(SEEN, now).await.map_err(broken)
}

/// Ends the session.
pub(crate) async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(broken)
}

fn broken(error: tower_sessions::session::Error) -> Error {
    Error::internal("セッションを処理できませんでした。")(error)
}
