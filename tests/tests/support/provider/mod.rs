//! A provider of sign-ins (OpenID Connect) as a ward might have one, which can
//! be told to lie. It keeps what it promised to itself: a code is good once, for
//! the client and the verifier it was asked with.

mod sockets;
mod token;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use axum::{
    Form, Json, Router,
    extract::{Query, State},
    response::Redirect,
    routing::{get, post},
};
use azukari_core::{
    clock::Clock,
    config::{Oidc, Secret},
};
use http::{HeaderMap, StatusCode, Uri};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use self::token::{Keys, base64, base64_url};

pub(crate) const CLIENT: &str = "azukari";
pub(crate) const SECRET: &str = "a secret: with & signs";

type Fields = BTreeMap<String, String>;

/// What is wrong with the provider's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lie {
    /// Nothing.
    None,
    /// The token answers another question.
    Nonce,
    /// The token is for another program.
    Audience,
    /// The token is for another program too.
    SecondAudience,
    /// The token has run out.
    Expired,
    /// The token is another provider's.
    Issuer,
    /// The token is signed with a key that is not the provider's.
    Key,
    /// The token was changed after it was signed.
    Changed,
    /// The token is not signed.
    Unsigned,
    /// The token is signed with the client's secret.
    SharedSecret,
    /// The token names nobody.
    Nobody,
    /// The token is for another access token.
    AccessToken,
    /// There is no token.
    Missing,
    /// The provider calls itself something else.
    Name,
    /// Codes are sent where others can read them.
    PlainHttp,
    /// The answer is none that the standard knows.
    Garbage,
    /// There is no way to sign out.
    NoLeaving,
    /// Signing out goes where others can read it.
    PlainLeaving,
}

/// Whom the provider vouches for.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) subject: String,
    /// Further claims.
    pub(crate) claims: Value,
}

struct Inner {
    issuer: String,
    clock: Mutex<Clock>,
    keys: Keys,
    person: Mutex<Person>,
    lie: Mutex<Lie>,
    /// What was asked for, by code.
    codes: Mutex<BTreeMap<String, Fields>>,
    /// The tokens it has given out.
    tokens: Mutex<Vec<String>>,
    /// How often a code was exchanged or tried to be.
    exchanges: Mutex<usize>,
    secret: Mutex<bool>,
}

/// The provider, as long as it is held.
pub(crate) struct Provider {
    inner: Arc<Inner>,
    serving: tokio::task::JoinHandle<()>,
    /// The authority that signed its certificate, in PEM.
    pub(crate) authority: Option<Vec<u8>>,
}

impl Provider {
    /// One on this machine, over plain http.
    pub(crate) async fn start() -> Self {
        let socket = sockets::plain().await;
        let issuer = format!("http://{}", socket.local_addr().unwrap());
        Self::serve(issuer, |router| tokio::spawn(sockets::serve(socket, router)))
    }

    /// One with a certificate of an authority that no system knows.
    pub(crate) async fn start_with_tls() -> Self {
        let (socket, authority) = sockets::with_tls().await;
        let issuer = format!("https://localhost:{}", socket.port());
        let mut provider = Self::serve(issuer, |router| tokio::spawn(sockets::serve(socket, router)));
        provider.authority = Some(authority);
        provider
    }

    fn serve(issuer: String, serve: impl FnOnce(Router) -> tokio::task::JoinHandle<()>) -> Self {
        let person = Person { subject: "248289761001".into(), claims: json!({}) };
        let inner = Arc::new(Inner {
            issuer,
            clock: Mutex::new(Clock::system()),
            keys: Keys::new(),
            person: Mutex::new(person),
            lie: Mutex::new(Lie::None),
            codes: Mutex::default(),
            tokens: Mutex::default(),
            exchanges: Mutex::default(),
            secret: Mutex::new(true),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(configuration))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(exchange))
            .route("/leave", get(leave))
            .with_state(Arc::clone(&inner));
        Self { serving: serve(router), inner, authority: None }
    }

    /// How a ward is told of it.
    pub(crate) fn settings(&self) -> Oidc {
        Oidc {
            issuer: self.inner.issuer.clone(),
            client_id: CLIENT.into(),
            client_secret: Some(Secret::new(SECRET)),
            label: "庁内認証".into(),
            login_claim: None,
            authorities: self.authority.clone(),
        }
    }

    /// It goes by this clock.
    pub(crate) fn goes_by(&self, clock: &Clock) {
        *self.inner.clock.lock().unwrap() = clock.clone();
    }

    /// Who signs in there from now on.
    pub(crate) fn knows(&self, subject: &str, claims: Value) {
        *self.inner.person.lock().unwrap() = Person { subject: subject.into(), claims };
    }

    /// What it gets wrong from now on.
    pub(crate) fn lies(&self, lie: Lie) {
        *self.inner.lie.lock().unwrap() = lie;
    }

    /// The client has no secret: only the verifier shows that it is the same.
    pub(crate) fn wants_no_secret(&self) {
        *self.inner.secret.lock().unwrap() = false;
    }

    /// How often a code was exchanged or tried to be.
    pub(crate) fn exchanges(&self) -> usize {
        *self.inner.exchanges.lock().unwrap()
    }

    /// A person follows the link to the provider and signs in. Returns where
    /// the provider sends them.
    pub(crate) fn visit(&self, address: &str) -> String {
        assert!(address.starts_with(&format!("{}/authorize?", self.inner.issuer)), "{address}");
        let query = Query::<Fields>::try_from_uri(&address.parse::<Uri>().unwrap()).unwrap().0;
        self.inner.admit(query)
    }

    /// A person follows the link that signs them out here. Returns where the
    /// provider sends them.
    pub(crate) fn leave(&self, address: &str) -> String {
        assert!(address.starts_with(&format!("{}/leave?", self.inner.issuer)), "{address}");
        let query = Query::<Fields>::try_from_uri(&address.parse::<Uri>().unwrap()).unwrap().0;
        self.inner.leave(&query)
    }

    /// It is no longer there.
    pub(crate) fn stop(&self) {
        self.serving.abort();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Inner {
    fn lie(&self) -> Lie {
        *self.lie.lock().unwrap()
    }

    /// Checks what was asked and makes a code.
    fn admit(&self, asked: Fields) -> String {
        for (name, value) in
            [("response_type", "code"), ("client_id", CLIENT), ("code_challenge_method", "S256")]
        {
            assert_eq!(asked[name], value, "{name}");
        }
        assert!(asked["scope"].split(' ').any(|scope| scope == "openid"));
        for name in ["state", "nonce", "code_challenge"] {
            assert!(asked[name].len() >= 20, "{name} can be guessed: {}", asked[name]);
        }
        let code = base64_url(&Sha256::digest(format!("{asked:?}")));
        let to = format!("{}?code={code}&state={}", asked["redirect_uri"], asked["state"]);
        self.codes.lock().unwrap().insert(code, asked);
        to
    }

    /// Signs out whom the token names, if it is one of its own.
    fn leave(&self, asked: &Fields) -> String {
        assert_eq!(asked["client_id"], CLIENT);
        if let Some(token) = asked.get("id_token_hint") {
            assert!(self.tokens.lock().unwrap().contains(token), "{token}");
        }
        asked["post_logout_redirect_uri"].clone()
    }

    fn token(&self, asked: &Fields, access: &str) -> Value {
        let Person { subject, claims } = self.person.lock().unwrap().clone();
        let (lie, now) = (self.lie(), self.clock.lock().unwrap().now().timestamp());
        let other = |about: Lie, right: Value, wrong: Value| if lie == about { wrong } else { right };
        let hash = Sha256::digest(if lie == Lie::AccessToken { "another" } else { access });
        let mut token = json!({
            "iss": other(Lie::Issuer, json!(self.issuer), json!("https://elsewhere.example")),
            "sub": subject,
            "aud": match lie {
                Lie::Audience => json!(["elsewhere"]),
                Lie::SecondAudience => json!([CLIENT, "elsewhere"]),
                _ => json!(CLIENT),
            },
            "nonce": other(Lie::Nonce, json!(asked["nonce"]), json!("of another question")),
            "iat": now - 1,
            "exp": other(Lie::Expired, json!(now + 300), json!(now - 1)),
            "at_hash": base64_url(&hash[..16]),
        });
        let all = token.as_object_mut().unwrap();
        all.extend(claims.as_object().unwrap().clone());
        if lie == Lie::Nobody {
            all.remove("sub");
        }
        token
    }
}

async fn configuration(State(inner): State<Arc<Inner>>) -> Json<Value> {
    let (issuer, lie) = (&inner.issuer, inner.lie());
    let tokens = if lie == Lie::PlainHttp { "http://192.0.2.1" } else { issuer };
    let leaving = if lie == Lie::PlainLeaving { "http://192.0.2.1" } else { issuer };
    let mut told = json!({
        "issuer": if lie == Lie::Name { "https://elsewhere.example" } else { issuer },
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{tokens}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
    });
    if lie != Lie::NoLeaving {
        told["end_session_endpoint"] = json!(format!("{leaving}/leave"));
    }
    Json(told)
}

async fn keys(State(inner): State<Arc<Inner>>) -> Json<Value> {
    Json(inner.keys.published())
}

async fn authorize(State(inner): State<Arc<Inner>>, Query(asked): Query<Fields>) -> Redirect {
    Redirect::to(&inner.admit(asked))
}

async fn leave(State(inner): State<Arc<Inner>>, Query(asked): Query<Fields>) -> Redirect {
    Redirect::to(&inner.leave(&asked))
}

async fn exchange(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> (StatusCode, Json<Value>) {
    *inner.exchanges.lock().unwrap() += 1;
    let refused = |why: &str| (StatusCode::BAD_REQUEST, Json(json!({"error": why})));
    let said = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    // Both parts are encoded as in a form before they are joined.
    let right = format!("Basic {}", base64(b"azukari:a+secret%3A+with+%26+signs"));
    let wants_secret = *inner.secret.lock().unwrap();
    if wants_secret && said != Some(right) || !wants_secret && said.is_some() {
        return refused("invalid_client");
    }
    let Some(asked) = inner.codes.lock().unwrap().remove(&form["code"]) else {
        return refused("invalid_grant");
    };
    let challenge = base64_url(&Sha256::digest(&form["code_verifier"]));
    if form["grant_type"] != "authorization_code"
        || form["redirect_uri"] != asked["redirect_uri"]
        || challenge != asked["code_challenge"]
    {
        return refused("invalid_grant");
    }
    let (lie, access) = (inner.lie(), "an access token");
    if lie == Lie::Garbage {
        return (StatusCode::OK, Json(json!("<html>")));
    }
    let mut answer = json!({"access_token": access, "token_type": "Bearer", "expires_in": 300});
    if lie != Lie::Missing {
        let token = inner.keys.sign(&inner.token(&asked, access), lie);
        inner.tokens.lock().unwrap().push(token.clone());
        answer["id_token"] = json!(token);
    }
    (StatusCode::OK, Json(answer))
}
