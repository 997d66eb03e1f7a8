use axum::{body::Body, response::Response};
use azukari_core::{Result, audit};
use futures::TryStreamExt as _;
use http::{HeaderValue, StatusCode, header};

use super::{list, query::Asked};
use crate::routing::{Cx, Reply};

/// GET /history/export.csv: what the list's conditions find, all pages of it. A day
/// that cannot be read is told on the list instead.
pub(super) async fn export(cx: Cx) -> Result<Reply> {
    let asked = Asked::read(cx.query(), 0);
    if asked.is_faulty() {
        return Ok(list::list(cx).await?.status(StatusCode::UNPROCESSABLE_ENTITY).into());
    }
    let rows = audit::export_csv(cx.ward(), cx.actor()?, asked.query)?;
    let rows = rows.inspect_err(|error| tracing::error!(error.cause = %error, "the export ends early"));
    let mut response = Response::new(Body::from_stream(rows));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static(
            "attachment; filename=\"history.csv\"; filename*=UTF-8''%E5%A4%89%E6%9B%B4%E5%B1%A5%E6%AD%B4.csv",
        ),
    );
    Ok(Reply::Raw(Box::new(response)))
}
