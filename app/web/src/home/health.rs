use azukari_core::Result;
use http::StatusCode;

use crate::routing::{Cx, Reply};

/// GET /healthz
pub(super) async fn health(_: Cx) -> Result<Reply> {
    Ok(Reply::Json(
        StatusCode::OK,
        serde_json::json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") }),
    ))
}
