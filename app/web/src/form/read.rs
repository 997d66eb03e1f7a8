//! Reading a request's body under a limit.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart},
};
use azukari_core::{Error, Result};
use domain::Fault;
use futures::StreamExt;
use http::{Request, header, request::Parts};

use super::{Posted, Upload};

/// Past the limit the rest is read and thrown away, up to so many times the
/// limit: a browser shows our page only once it has finished sending.
const DRAIN_FACTOR: usize = 16;

/// Reads a form, url-encoded or multipart, of at most `limit` bytes.
///
/// # Errors
/// [`Error::TooLarge`] beyond the limit; [`Error::Invalid`] when it is no form.
pub(crate) async fn read_posted(parts: &Parts, body: Body, limit: usize) -> Result<Posted> {
    let bytes = read_limited(parts, body, limit).await?;
    let content_type =
        parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if content_type.starts_with("multipart/form-data") {
        return read_multipart(parts, bytes).await;
    }
    if bytes.is_empty() || content_type.starts_with("application/x-www-form-urlencoded") {
        let text = std::str::from_utf8(&bytes).map_err(|_| not_a_form())?;
        return Ok(Posted::parse(text));
    }
    Err(not_a_form())
}

/// The whole body, at most `limit` bytes.
pub(crate) async fn read_limited(parts: &Parts, body: Body, limit: usize) -> Result<Bytes> {
    let declared = parts
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<usize>().ok());
    let mut kept = Vec::with_capacity(declared.unwrap_or(0).min(limit));
    let mut stream = body.into_data_stream();
    let mut seen = 0_usize;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| not_a_form())?;
        seen = seen.saturating_add(chunk.len());
        if seen <= limit {
            kept.extend_from_slice(&chunk);
        } else if seen > limit.saturating_mul(DRAIN_FACTOR) {
            break;
        }
    }
    if seen > limit { Err(Error::TooLarge { limit }) } else { Ok(kept.into()) }
}

async fn read_multipart(parts: &Parts, bytes: Bytes) -> Result<Posted> {
    let request = Request::from_parts(parts.clone(), Body::from(bytes));
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|_| not_a_form())?;
    let (mut pairs, mut uploads) = (Vec::new(), Vec::new());
    while let Some(field) = multipart.next_field().await.map_err(|_| not_a_form())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(ToOwned::to_owned);
        let bytes = field.bytes().await.map_err(|_| not_a_form())?;
        match file_name {
            Some(file_name) => uploads.push(Upload { field: name, file_name, bytes }),
            None => pairs.push((name, String::from_utf8(bytes.to_vec()).map_err(|_| not_a_form())?)),
        }
    }
    Ok(Posted::of(pairs, uploads))
}

fn not_a_form() -> Error {
    Error::invalid(Fault::whole(
        "form-unreadable",
        "送られた内容をフォームとして読めません。画面を開き直して、もう一度送信してください。",
    ))
}
