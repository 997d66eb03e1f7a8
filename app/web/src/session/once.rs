//! Something that is shown once after it was made, such as a password: it
//! waits in the session, sealed.

use azukari_core::Result;

use super::broken;
use crate::routing::Cx;

/// Keeps a text until it is taken.
pub(crate) async fn keep_once(cx: &Cx, name: &str, text: &str) -> Result<()> {
    let sealed = cx.ward().seal().seal(&purpose(name), text.as_bytes())?;
    cx.session().insert(&purpose(name), sealed).await.map_err(broken)
}

/// Takes the text that was kept. The next who asks gets nothing.
pub(crate) async fn take_once(cx: &Cx, name: &str) -> Result<Option<String>> {
    let sealed: Option<Vec<u8>> = cx.session().remove(&purpose(name)).await.map_err(broken)?;
    let Some(sealed) = sealed else { return Ok(None) };
    let plain = cx.ward().seal().open(&purpose(name), &sealed)?;
    Ok(String::from_utf8(plain).ok())
}

fn purpose(name: &str) -> String {
    format!("once:{name}")
}
