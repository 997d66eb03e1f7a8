//! Signing in with the ward's own provider: OpenID Connect's authorization code
//! flow with PKCE, state and nonce. The provider is asked for its addresses and
//! keys each time, so that a changed key never keeps anybody out.

mod http;
mod types;

use std::{error::Error as Cause, net::IpAddr, sync::OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use domain::Fault;
use openidconnect::{
    AccessTokenHash, AuthType, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndSessionUrl,
    IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier,
    PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope, TokenResponse as _,
    core::{CoreAuthenticationFlow, CoreClientAuthMethod},
};
use serde::{Deserialize, Serialize};

use self::{
    http::Connection,
    types::{Client, Token, VERIFIED_BY},
};
use super::{Account, Identity, lockout, sign_in_external};
use crate::{
    Error, Result, Ward,
    config::{Oidc, is_safe},
};

/// Where the provider sends people back to.
pub const CALLBACK: &str = "/sign-in/oidc/callback";
/// Where the provider sends people who have signed out there too.
pub const LEFT: &str = "/sign-in";
/// The longest token that goes along to sign out there, in bytes: servers take
/// addresses of some 8,000, and know their person by the cookie as well.
const HINT: usize = 4_000;
/// How long people may take at the provider.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
const CONTEXT: &str = "職員認証の設定を使えません。";

/// The provider of a ward, connected to when it is first needed.
#[derive(Debug)]
pub(crate) struct Provider {
    oidc: Oidc,
    redirect: String,
    left: String,
    connection: OnceLock<Connection>,
}

/// What the provider tells of itself.
struct Told {
    client: Client,
    /// Where people sign out there, if they can from here.
    leaving: Option<EndSessionUrl>,
}

/// What was asked of the provider, until the answer comes: for whoever asked
/// alone, and for one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Comes back with the answer.
    pub state: String,
    nonce: String,
    verifier: String,
    at: DateTime<Utc>,
}

/// Somebody who came in by the provider.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Whose account it is.
    pub account: Account,
    /// The address that signs them out at the provider too, if it has one. It
    /// tells who they are.
    pub leaving: Option<String>,
}

/// What the provider sent back.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The code that names the sign-in.
    pub code: &'a str,
    /// Why there is none.
    pub error: &'a str,
    /// Who says so, where the provider tells.
    pub issuer: &'a str,
}

impl Provider {
    pub(crate) fn new(oidc: Oidc, origin: &str) -> Self {
        let (redirect, left) = (format!("{origin}{CALLBACK}"), format!("{origin}{LEFT}"));
        Self { oidc, redirect, left, connection: OnceLock::new() }
    }

    fn connection(&self) -> Result<&Connection> {
        if let Some(connection) = self.connection.get() {
            return Ok(connection);
        }
        let made = Connection::new(&self.oidc).map_err(Error::internal(CONTEXT))?;
        Ok(self.connection.get_or_init(|| made))
    }

    /// The provider's addresses and keys, as it tells them now.
    async fn told(&self) -> Result<Told> {
        let issuer = IssuerUrl::new(self.oidc.issuer.clone()).map_err(Error::internal(CONTEXT))?;
        let told = ProviderMetadataWithLogout::discover_async(issuer, self.connection()?).await;
        let told = told.map_err(|cause| self.unreachable(&cause))?;
        let to = told.authorization_endpoint().url();
        if !is_safe(to) {
            tracing::warn!(address = %to, "the provider's sign-in page is not on https");
            return Err(self.refused(Trouble::Unreachable));
        }
        let leaving = told.additional_metadata().end_session_endpoint.clone();
        let basic = told.token_endpoint_auth_methods_supported().is_none_or(|methods| {
            methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
                || !methods.contains(&CoreClientAuthMethod::ClientSecretPost)
        });
        let secret = self.oidc.client_secret.as_ref();
        let client = Client::from_provider_metadata(
            told,
            ClientId::new(self.oidc.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.reveal().to_owned())),
        );
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(Error::internal(CONTEXT))?;
        let auth = if basic { AuthType::BasicAuth } else { AuthType::RequestBody };
        let client = client.set_redirect_uri(redirect).set_auth_type(auth);
        Ok(Told { client, leaving: leaving.filter(|to| is_safe(to.url())) })
    }

    /// The address that signs the person of this token out.
    fn leaving(&self, to: EndSessionUrl, token: &Token) -> Result<String> {
        let back = PostLogoutRedirectUrl::new(self.left.clone()).map_err(Error::internal(CONTEXT))?;
        let request = LogoutRequest::from(to)
            .set_client_id(ClientId::new(self.oidc.client_id.clone()))
            .set_post_logout_redirect_uri(back);
        let short = token.to_string().len() <= HINT;
        let request = if short { request.set_id_token_hint(token) } else { request };
        Ok(request.http_get_url().into())
    }
}

/// Begins: the provider's address to send the person to, and what to keep until
/// they come back.
///
/// # Errors
/// `NotFound` if the ward has no provider; `Invalid`: `oidc-unreachable`,
/// `sign-in-busy` if too many begin at this address.
pub async fn begin(ward: &Ward, from: Option<IpAddr>) -> Result<(String, Asked)> {
    let provider = provider(ward)?;
    lockout::admit_address(ward.store(), from).await?;
    let client = provider.told().await?.client;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let request = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .set_pkce_challenge(challenge);
    let request = match provider.oidc.login_claim {
        Some(_) => request.add_scope(Scope::new("profile".to_owned())),
        None => request,
    };
    let (url, state, nonce) = request.url();
    let asked = Asked {
        state: state.into_secret(),
        nonce: nonce.secret().clone(),
        verifier: verifier.into_secret(),
        at: ward.clock().now(),
    };
    Ok((url.into(), asked))
}

/// Ends: checks what the provider sent back and signs the person in.
///
/// # Errors
/// `NotFound` if the ward has no provider; `Invalid`: `oidc-expired`,
/// `oidc-denied`, `oidc-unreachable`, `oidc-token`, and those of
/// [`sign_in_external`].
pub async fn finish(ward: &Ward, asked: Asked, answer: Answer<'_>, from: Option<IpAddr>) -> Result<SignedIn> {
    let provider = provider(ward)?;
    if ward.clock().now() - asked.at > PATIENCE {
        return Err(provider.refused(Trouble::Expired));
    }
    if !answer.issuer.is_empty() && answer.issuer != provider.oidc.issuer {
        tracing::warn!("another provider answered");
        return Err(provider.refused(Trouble::Untrusted));
    }
    if answer.code.is_empty() {
        tracing::info!(error = ?answer.error, "the provider refused");
        return Err(provider.refused(Trouble::Denied));
    }
    let (identity, leaving) = Box::pin(identity(ward, provider, asked, answer.code)).await?;
    let account = sign_in_external(ward, &identity, from).await?;
    Ok(SignedIn { account, leaving })
}

/// Whom the provider vouches for with this code, and how they leave it again.
async fn identity(
    ward: &Ward,
    provider: &Provider,
    asked: Asked,
    code: &str,
) -> Result<(Identity, Option<String>)> {
    let Told { client, leaving } = provider.told().await?;
    let request = client.exchange_code(AuthorizationCode::new(code.to_owned()));
    let request = request.map_err(|cause| provider.untrusted(&cause))?;
    let request = request.set_pkce_verifier(PkceCodeVerifier::new(asked.verifier));
    let tokens = request.request_async(provider.connection()?).await.map_err(|cause| match cause {
        openidconnect::RequestTokenError::Request(cause) => provider.unreachable(&cause),
        other => provider.untrusted(&other),
    })?;
    let Some(token) = tokens.id_token() else { return Err(provider.untrusted(&"there is no ID token")) };
    let clock = ward.clock().clone();
    let verifier = client.id_token_verifier().set_allowed_algs(VERIFIED_BY).set_time_fn(move || clock.now());
    let claims =
        token.claims(&verifier, &Nonce::new(asked.nonce)).map_err(|cause| provider.untrusted(&cause))?;
    if let Some(expected) = claims.access_token_hash() {
        let by = token.signing_alg().map_err(|cause| provider.untrusted(&cause))?;
        let key = token.signing_key(&verifier).map_err(|cause| provider.untrusted(&cause))?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), by, key);
        if actual.map_err(|cause| provider.untrusted(&cause))? != *expected {
            return Err(provider.untrusted(&"the access token is another's"));
        }
    }
    let login = provider.oidc.login_claim.as_deref();
    let identity = Identity {
        issuer: provider.oidc.issuer.clone(),
        subject: claims.subject().to_string(),
        login: login.and_then(|name| types::text(claims, name)),
    };
    Ok((identity, leaving.map(|to| provider.leaving(to, token)).transpose()?))
}

fn provider(ward: &Ward) -> Result<&Provider> {
    ward.oidc().ok_or_else(|| Error::NotFound("ページ".into()))
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    Unreachable,
    Expired,
    Denied,
    Untrusted,
}

impl Provider {
    /// What people are told.
    fn refused(&self, trouble: Trouble) -> Error {
        let label = &self.oidc.label;
        let (code, message) = match trouble {
            Trouble::Unreachable => (
                "oidc-unreachable",
                format!(
                    "{label}のサーバーに接続できません。少し待ってからもう一度お試しください。続くときは、システム管理者に連絡してください。"
                ),
            ),
            Trouble::Expired => (
                "oidc-expired",
                format!("{label}に時間がかかったため、中止しました。もう一度サインインしてください。"),
            ),
            Trouble::Denied => {
                ("oidc-denied", format!("{label}が完了しませんでした。もう一度サインインしてください。"))
            }
            Trouble::Untrusted => (
                "oidc-token",
                format!(
                    "{label}の結果を確かめられませんでした。もう一度サインインしてください。続くときは、システム管理者に連絡してください。"
                ),
            ),
        };
        Error::invalid(Fault::whole(code, message))
    }

    fn unreachable(&self, cause: &dyn Cause) -> Error {
        tracing::warn!(error.causes = %causes(cause), "the provider cannot be reached");
        self.refused(Trouble::Unreachable)
    }

    fn untrusted(&self, cause: &dyn std::fmt::Display) -> Error {
        tracing::warn!(error.cause = %cause, "the provider's answer does not hold");
        self.refused(Trouble::Untrusted)
    }
}

/// An error with what caused it. Never in the form `{:?}`: that shows what the
/// provider sent.
fn causes(cause: &dyn Cause) -> String {
    let mut text = cause.to_string();
    let mut source = cause.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
