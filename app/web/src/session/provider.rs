//! What was asked of the ward's own provider, and that it signed somebody in.

use azukari_core::{Result, account::oidc::Asked};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use super::{broken, keep_once, take_once};
use crate::routing::Cx;

/// Under this key stands what was asked, the last of it at the end.
pub(super) const ASKED: &str = "oidc";
/// Under this key stands that the provider signed the person in.
pub(super) const BY: &str = "by-provider";
/// Under this name waits the address that signs out there too.
const LEAVING: &str = "leaving";
/// Windows of one browser that may be at the provider at the same time.
const AT_ONCE: usize = 3;

/// A sign-in that waits for the provider's answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Begun {
    /// What the answer is checked against.
    pub(crate) asked: Asked,
    /// What goes along, in the order of the sign-in page's hidden fields.
    pub(crate) kept: [String; 3],
}

impl Begun {
    /// The page that was wanted.
    pub(crate) fn next(&self) -> &str {
        &self.kept[0]
    }
}

/// Keeps what was asked until the answer comes.
pub(crate) async fn ask_provider(cx: &Cx, begun: Begun) -> Result<()> {
    let session = cx.session();
    let mut all: Vec<Begun> = session.get(ASKED).await.map_err(broken)?.unwrap_or_default();
    all.push(begun);
    let old = all.len().saturating_sub(AT_ONCE);
    session.insert(ASKED, all.split_off(old)).await.map_err(broken)
}

/// Takes what was asked under a state: it has one answer, whatever that is.
pub(crate) async fn take_asked(cx: &Cx, state: &str) -> Result<Option<Begun>> {
    let session = cx.session();
    let Some(mut all) = session.get::<Vec<Begun>>(ASKED).await.map_err(broken)? else { return Ok(None) };
    let Some(at) = all.iter().position(|begun| begun.asked.state == state) else { return Ok(None) };
    let begun = all.remove(at);
    session.insert(ASKED, all).await.map_err(broken)?;
    // Now, since an answer that says the provider failed would not keep it.
    session.save().await.map_err(broken)?;
    Ok(Some(begun))
}

/// Notes that the provider signed the person in, and the address that signs
/// them out there.
pub(crate) async fn by_provider(cx: &Cx, leaving: Option<&str>) -> Result<()> {
    if let Some(leaving) = leaving {
        keep_once(cx, LEAVING, leaving).await?;
    }
    cx.session().insert(BY, true).await.map_err(broken)
}

/// The address that signs the person out at the provider. One that cannot be
/// read keeps nobody from signing out here.
pub(crate) async fn take_leaving(cx: &Cx) -> Option<String> {
    take_once(cx, LEAVING).await.ok().flatten()
}

/// Whether the provider signed the person in.
pub(crate) async fn was_by_provider(session: &Session) -> Result<bool> {
    Ok(session.get(BY).await.map_err(broken)?.unwrap_or(false))
}
