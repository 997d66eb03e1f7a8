use axum::{body::Body, response::Response};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};

use super::Page;

/// What a handler answers with.
pub(crate) enum Reply {
    /// A page.
    Page(Box<Page>),
    /// Done: on to this path (303).
    SeeOther(String),
    /// A file.
    File(FileReply),
    /// An answer of the API.
    Json(StatusCode, serde_json::Value),
    /// Made by hand, for what the others do not cover.
    Raw(Box<Response>),
}

impl Reply {
    /// Done: on to this path.
    pub(crate) fn see_other(path: impl Into<String>) -> Self {
        Self::SeeOther(path.into())
    }
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}

impl From<FileReply> for Reply {
    fn from(file: FileReply) -> Self {
        Self::File(file)
    }
}

/// A file to show or to save.
#[derive(Clone, Debug)]
pub(crate) struct FileReply {
    /// The name it is saved under; may be Japanese.
    pub(crate) name: String,
    /// Its media type, such as `application/pdf`.
    pub(crate) media_type: &'static str,
    /// Its content.
    pub(crate) bytes: Bytes,
    /// Shown in the browser rather than saved.
    pub(crate) inline: bool,
}

impl FileReply {
    pub(super) fn into_response(self) -> Response {
        file_response(&self.name, self.media_type, self.inline, self.bytes.into())
    }
}

/// A file, whose content may still be on its way.
pub(crate) fn file_response(name: &str, media_type: &'static str, inline: bool, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    // Framed by our own pages: the paper is shown inside them.
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("frame-ancestors 'self'"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    if let Ok(value) = HeaderValue::try_from(disposition(name, inline)) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// RFC 6266: a plain name for old programs, the real one in UTF-8 beside it.
fn disposition(name: &str, inline: bool) -> String {
    let kind = if inline { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_japanese_name_is_kept_beside_a_plain_one() {
        assert_eq!(
            disposition("資料35.pdf", true),
            "inline; filename=\"__35.pdf\"; filename*=UTF-8''%E8%B3%87%E6%96%9935.pdf"
        );
    }

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert!(!disposition("a\"\r\nSet-Cookie: x", false).contains(['\r', '\n']));
    }
}
