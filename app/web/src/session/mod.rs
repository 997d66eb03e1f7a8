//! Who stands behind a browser's session, and for how long.

mod once;
mod provider;

use azukari_core::{
    Actor, Error, Result, Ward, account,
    web_session::{self, ACCOUNT_KEY, ADDRESS_KEY, AGENT_KEY, SEEN_KEY as SEEN, SINCE_KEY as SINCE},
};
pub(crate) use once::{keep_once, take_once};
pub(crate) use provider::{Begun, ask_provider, by_provider, take_asked, take_leaving, was_by_provider};
use tower_sessions::Session;
use uuid::Uuid;

use crate::routing::Cx;

/// A session that nobody used for so long has ended, in seconds.
const IDLE_SECONDS: i64 = 2 * 60 * 60;
/// No session outlives a working day, in seconds.
const LONGEST_SECONDS: i64 = 12 * 60 * 60;
/// Use is written down at most this often, in seconds: reading pages should
/// not write to the database.
const TOUCH_SECONDS: i64 = 5 * 60;

/// Whose password was right, while the code is still wanted; and since when.
const WANTED: &str = "code-wanted";
/// How long a code is waited for, in seconds.
const WANTED_SECONDS: i64 = 10 * 60;

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
    let Some(held) = held else {
        // One in which somebody has only begun to sign in has not ended.
        for begun in [WANTED, provider::ASKED] {
            if session.get_value(begun).await.map_err(broken)?.is_some() {
                return Ok(Visitor::Nobody);
            }
        }
        return Ok(Visitor::Expired);
    };
    if now - seen > IDLE_SECONDS || now - since > LONGEST_SECONDS {
        session.flush().await.map_err(broken)?;
        return Ok(Visitor::Expired);
    }
    let Some(actor) = account::active(ward, held).await? else {
        session.flush().await.map_err(broken)?;
        return Ok(Visitor::Expired);
    };
    if now - seen > TOUCH_SECONDS {
        session.insert(SEEN, now).await.map_err(broken)?;
    }
    Ok(Visitor::Known(actor))
}

/// Begins a session for an account, under a new id: one that was planted in
/// the browser before is worth nothing.
pub(crate) async fn begin(cx: &Cx, account: Uuid) -> Result<()> {
    let (session, now) = (cx.session(), cx.ward().clock().now().timestamp());
    session.cycle_id().await.map_err(broken)?;
    for done in [WANTED, provider::ASKED, provider::BY] {
        session.remove_value(done).await.map_err(broken)?;
    }
    session.insert(AGENT_KEY, cx.agent()).await.map_err(broken)?;
    let address = cx.peer().map(|peer| peer.to_string()).unwrap_or_default();
    session.insert(ADDRESS_KEY, address).await.map_err(broken)?;
    session.insert(ACCOUNT_KEY, account).await.map_err(broken)?;
    session.insert(SINCE, now).await.map_err(broken)?;
    session.insert(SEEN, now).await.map_err(broken)
}

/// The password was right; a code is wanted before the session begins.
pub(crate) async fn want_code(cx: &Cx, account: Uuid) -> Result<()> {
    let (session, now) = (cx.session(), cx.ward().clock().now().timestamp());
    // Whoever was signed in here is not any more.
    session.flush().await.map_err(broken)?;
    session.insert(WANTED, (account, now)).await.map_err(broken)
}

/// Whose code is wanted, if the password was right not long ago.
pub(crate) async fn code_wanted(cx: &Cx) -> Result<Option<Uuid>> {
    let wanted: Option<(Uuid, i64)> = cx.session().get(WANTED).await.map_err(broken)?;
    let now = cx.ward().clock().now().timestamp();
    Ok(wanted.filter(|(_, since)| now - since <= WANTED_SECONDS).map(|(account, _)| account))
}

/// What names the session that asks.
pub(crate) fn handle(session: &Session) -> Option<String> {
    session.id().map(|id| web_session::handle(&id))
}

/// Ends the session.
pub(crate) async fn end(session: &Session) -> Result<()> {
    session.flush().await.map_err(broken)
}

fn broken(error: tower_sessions::session::Error) -> Error {
    Error::internal("セッションを処理できませんでした。")(error)
}
