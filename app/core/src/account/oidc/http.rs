//! Asking the provider: over TLS that trusts the system's authorities and the
//! ward's own, without following redirects, and never for ever.

use std::{future::Future, pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http, url::Url};
use reqwest::{Certificate, Client, redirect::Policy};

use crate::config::{Oidc, is_safe, is_this_machine};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an answer may take.
const ANSWER: Duration = Duration::from_secs(10);
/// Bytes of an answer at most.
const LONGEST: usize = 1024 * 1024;

/// Why the provider gave no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unanswered {
    /// No connection, no trust, no time.
    #[error("no answer")]
    Failed(#[from] reqwest::Error),
    /// It named an address that others could read.
    #[error("{0} is neither https nor this machine")]
    Unsafe(String),
    /// It does not end.
    #[error("more than {LONGEST} bytes")]
    TooLong,
    /// It is no answer that the library takes.
    #[error("no HTTP answer")]
    Broken(#[from] http::Error),
}

/// The connections to the provider.
#[derive(Debug, Clone)]
pub(super) struct Connection(Client);

impl Connection {
    /// Connections that trust what the settings say.
    pub(super) fn new(oidc: &Oidc) -> Result<Self, reqwest::Error> {
        // Another library may have chosen one already: any will do.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder().redirect(Policy::none()).connect_timeout(CONNECT).timeout(ANSWER);
        let here = Url::parse(&oidc.issuer).is_ok_and(|url| is_this_machine(&url));
        let client = if here { client.no_proxy() } else { client };
        let client = match &oidc.authorities {
            Some(pem) => client.tls_certs_merge(Certificate::from_pem_bundle(pem)?),
            // A machine without any authority still reaches itself.
            None if oidc.issuer.starts_with("http://") => client.tls_certs_only([]),
            None => client,
        };
        client.build().map(Self)
    }

    async fn ask(client: Client, request: HttpRequest) -> Result<HttpResponse, Unanswered> {
        let request = reqwest::Request::try_from(request)?;
        if !is_safe(request.url()) {
            return Err(Unanswered::Unsafe(request.url().to_string()));
        }
        let mut answer = client.execute(request).await?;
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await? {
            if body.len() + piece.len() > LONGEST {
                return Err(Unanswered::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        let mut whole = http::Response::builder().status(answer.status());
        if let Some(headers) = whole.headers_mut() {
            headers.clone_from(answer.headers());
        }
        Ok(whole.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Connection {
    type Error = Unanswered;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unanswered>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(Self::ask(self.0.clone(), request))
    }
}
