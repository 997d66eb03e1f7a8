//! Where the ward is reached, and what follows: cookie name and flags, and
//! whose forms are taken.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use azukari_core::config::{BaseUrl, Config};
use http::{HeaderMap, Method, Uri, header};

use super::{App, error};

/// The address of the ward as its people type it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Base {
    origin: String,
    secure: bool,
}

impl Base {
    /// From the operator's settings.
    pub(crate) fn read(config: &Config) -> Self {
        Self::of(&config.base_url)
    }

    fn of(url: &BaseUrl) -> Self {
        Self { origin: url.origin().to_owned(), secure: !url.is_plain_http() }
    }

    /// `scheme://host[:port]`, as a browser writes it.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Reached by https.
    pub(crate) fn secure(&self) -> bool {
        self.secure
    }

    /// The prefix ties the cookie to this host and to https, and browsers
    /// refuse it over plain http.
    pub(crate) fn cookie_name(&self) -> &'static str {
        if self.secure { "__Host-azukari" } else { "azukari" }
    }
}

/// The last resort against forged posts: browsers that send neither
/// `Sec-Fetch-Site` nor `Origin` still say which page the form stood on.
pub(super) async fn check_referer(State(app): State<App>, request: Request, next: Next) -> Response {
    if is_forged(app.base(), request.method(), request.uri(), request.headers()) {
        return error::foreign_origin(&app, request.uri().path());
    }
    next.run(request).await
}

fn is_forged(base: &Base, method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    let safe = [Method::GET, Method::HEAD, Method::OPTIONS].contains(method);
    let said =
        ["sec-fetch-site", "origin"].iter().any(|name| headers.get(*name).is_some_and(|v| !v.is_empty()));
    if safe || said {
        return false;
    }
    let Some(referer) = headers.get(header::REFERER) else { return false };
    let Some(page) = referer.to_str().ok().and_then(|text| text.parse::<Uri>().ok()) else { return true };
    let Some(authority) = page.authority() else { return true };
    let ours = page.scheme_str().is_some_and(|scheme| base.origin == format!("{scheme}://{authority}"));
    let host = uri.authority().map(|a| a.as_str()).or_else(|| headers.get(header::HOST)?.to_str().ok());
    !ours && host != Some(authority.as_str())
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, Method, Uri};

    use super::{Base, BaseUrl, is_forged};

    fn base(url: &str) -> Base {
        Base::of(&BaseUrl::parse(url).unwrap())
    }

    #[test]
    fn the_base_url_decides_name_and_flags_of_the_cookie() {
        let https = base("https://Azukari.example.lg.jp:443/");
        assert_eq!(https.origin(), "https://azukari.example.lg.jp");
        assert!(https.secure());
        assert_eq!(https.cookie_name(), "__Host-azukari");
        let http = base("http://127.0.0.1:8080");
        assert_eq!(
            (http.origin(), http.secure(), http.cookie_name()),
            ("http://127.0.0.1:8080", false, "azukari")
        );
    }

    #[test]
    fn without_newer_headers_the_page_a_form_stood_on_decides() {
        let base = base("http://azukari.example");
        let forged = |referer: Option<&str>| {
            let mut headers = HeaderMap::new();
            if let Some(referer) = referer {
                headers.insert("referer", referer.parse().unwrap());
            }
            is_forged(&base, &Method::POST, &Uri::from_static("/sign-in"), &headers)
        };
        assert!(!forged(Some("http://azukari.example/items")));
        assert!(forged(Some("http://elsewhere.example/items")));
        assert!(forged(Some("about:blank")));
        assert!(!forged(None));
    }
}
