//! The style sheet, the icon and the browser bundle, all in the program. Their
//! addresses carry a hash of the content, so browsers keep them for good.

use std::sync::LazyLock;

use azukari_core::{Error, Result};
use bytes::Bytes;
use http::{HeaderValue, header};
use sha2::{Digest, Sha256};

use super::{Access, Cx, Reply, Route};

/// One file for all pages; the layers are declared in the first part.
const STYLE: &str = concat!(
    include_str!("../../style/reset.css"),
    include_str!("../../style/tokens.css"),
    include_str!("../../style/base.css"),
    include_str!("../../style/layout.css"),
    include_str!("../../style/controls.css"),
    include_str!("../../style/components.css"),
    include_str!("../../style/views.css"),
    include_str!("../../style/register.css"),
    include_str!("../../style/lists.css"),
);
const ICON: &str = include_str!("../../style/icon.svg");
/// The browser bundle; empty when the program was built without it.
const SITE: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/site.rs"));

static FOLDER: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    hash.update(STYLE);
    hash.update(ICON);
    for (name, bytes) in SITE {
        hash.update(name);
        hash.update(bytes);
    }
    let digest = hash.finalize();
    let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("assets/{short}")
});

/// The folder of this build's files, without slashes around it.
pub(crate) fn folder() -> &'static str {
    &FOLDER
}

/// Whether this build carries the islands.
pub(crate) fn has_islands() -> bool {
    SITE.iter().any(|(name, _)| *name == "app.js")
}

/// The files' routes.
pub(crate) fn routes() -> Vec<Route> {
    vec![Route::get("/assets/{hash}/{*file}", Access::Public, file)]
}

async fn file(cx: Cx) -> Result<Reply> {
    let asked = format!("assets/{}", cx.param("hash"));
    let found = (asked == folder()).then(|| find(cx.param("file"))).flatten();
    let (media_type, bytes) = found.ok_or_else(|| Error::NotFound("ファイル".to_owned()))?;
    let mut response = axum::response::Response::new(axum::body::Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(Reply::Raw(Box::new(response)))
}

fn find(name: &str) -> Option<(&'static str, Bytes)> {
    match name {
        "app.css" => Some(("text/css; charset=utf-8", Bytes::from_static(STYLE.as_bytes()))),
        "icon.svg" => Some(("image/svg+xml", Bytes::from_static(ICON.as_bytes()))),
        _ => SITE.iter().find(|(held, _)| *held == name).map(|(_, bytes)| {
            let kind =
                if name.ends_with(".wasm") { "application/wasm" } else { "text/javascript; charset=utf-8" };
            (kind, Bytes::from_static(bytes))
        }),
    }
}
