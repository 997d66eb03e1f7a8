//! The web application, asked in process; and visitors who keep their cookie.

use std::net::{IpAddr, SocketAddr};

use axum::{Router, body::Body, extract::ConnectInfo};
use azukari_core::policy::Role;
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::{
    html::Html,
    ward::{PASSWORD, TestWard},
};

pub(crate) use super::ward::ADDRESS;

/// A ward's web application.
pub(crate) struct Site {
    pub(crate) home: TestWard,
    router: Router,
    address: String,
}

impl Site {
    /// The sample ward's, over plain http as on a closed network.
    pub(crate) async fn sample() -> Self {
        Self::sample_at(ADDRESS).await
    }

    /// The sample ward's, reached at this address.
    pub(crate) async fn sample_at(address: &str) -> Self {
        Self::of(TestWard::sample_at(address).await)
    }

    /// A ward's.
    pub(crate) fn of(home: TestWard) -> Self {
        let router = web::router(home.ward.clone());
        let address = home.ward.config().base_url.origin().to_owned();
        Self { home, router, address }
    }

    /// Somebody who has not signed in.
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        self.visitor_with(None)
    }

    /// Somebody whose browser holds this cookie, however it came by it.
    pub(crate) fn visitor_with(&self, cookie: Option<String>) -> Visitor<'_> {
        Visitor { site: self, cookie, from: None }
    }

    /// Somebody at this address.
    pub(crate) fn visitor_from(&self, address: &str) -> Visitor<'_> {
        Visitor { from: Some(address.parse().unwrap()), ..self.visitor() }
    }

    /// Somebody who has signed in.
    pub(crate) async fn signed_in(&self, role: Role) -> Visitor<'_> {
        let mut visitor = self.visitor();
        let answer = visitor.sign_in(role.code(), PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{role:?} cannot sign in: {}", answer.text());
        visitor
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let path = request.uri().to_string();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { path, status: parts.status, headers: parts.headers, body }
    }
}

/// Someone at a browser, with the one cookie that browser keeps.
pub(crate) struct Visitor<'a> {
    site: &'a Site,
    pub(crate) cookie: Option<String>,
    from: Option<IpAddr>,
}

impl Visitor<'_> {
    /// Types login and password into the sign-in page.
    pub(crate) async fn sign_in(&mut self, login: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", password)]).await
    }

    /// Opens a page.
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], Body::empty()).await
    }

    /// Opens a page as a browser does that takes compressed answers.
    pub(crate) async fn get_compressed(&mut self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[("accept-encoding", "gzip")], Body::empty()).await
    }

    /// Sends a form of our own page.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let origin = self.site.address.clone();
        self.post_from(&origin, path, fields).await
    }

    /// Sends a form that stood on a page of this origin.
    pub(crate) async fn post_from(&mut self, origin: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = encode(fields);
        let headers = [("content-type", "application/x-www-form-urlencoded"), ("origin", origin)];
        self.ask(Method::POST, path, &headers, Body::from(body)).await
    }

    /// Opens a page and sends its form with these fields typed over.
    pub(crate) async fn fill(&mut self, path: &str, typed: &[(&str, &str)]) -> Answer {
        let page = self.get(path).await.page();
        self.send(&page, path, typed).await
    }

    /// Sends the form of a page that is open, as often as it is called.
    pub(crate) async fn send(&mut self, page: &Html, path: &str, typed: &[(&str, &str)]) -> Answer {
        let (action, mut fields) = page.form().unwrap_or_else(|| panic!("{path} has no form"));
        for (name, value) in typed {
            let field = fields.iter_mut().find(|(held, _)| held == name);
            field.unwrap_or_else(|| panic!("{path} has no field {name}")).1 = (*value).to_owned();
        }
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(if action.is_empty() { path } else { &action }, &fields).await
    }

    /// Chooses a file on a form of our own page and sends it.
    pub(crate) async fn upload(&mut self, path: &str, field: &str, name: &str, content: &[u8]) -> Answer {
        self.upload_with(path, &[], field, name, content).await
    }

    /// The same on a form with other fields.
    pub(crate) async fn upload_with(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        field: &str,
        name: &str,
        content: &[u8],
    ) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            body += &format!("--x-x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        }
        body += &format!(
            "--x-x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        let mut body = body.into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--x-x--\r\n");
        let origin = self.site.address.clone();
        let headers = [("content-type", "multipart/form-data; boundary=x-x"), ("origin", origin.as_str())];
        self.ask(Method::POST, path, &headers, Body::from(body)).await
    }

    /// Asks anything.
    pub(crate) async fn ask(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let host = self.site.address.split_once("://").unwrap().1;
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, host);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(from) = self.from {
            request = request.extension(ConnectInfo(SocketAddr::new(from, 50_000)));
        }
        let answer = self.site.send(request.body(body).unwrap()).await;
        if let Some(set) = answer.header("set-cookie") {
            let pair = set.split(';').next().unwrap().to_owned();
            self.cookie = (!set.contains("Max-Age=0")).then_some(pair);
        }
        answer
    }
}

/// `a=1&b=2` as browsers send it.
fn encode(fields: &[(&str, &str)]) -> String {
    let escape = |text: &str| {
        text.bytes().fold(String::new(), |mut done, byte| {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => done.push(char::from(byte)),
                _ => done.push_str(&format!("%{byte:02X}")),
            }
            done
        })
    };
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) path: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Where a redirect leads; empty for other answers.
    pub(crate) fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// Whether it is a page.
    pub(crate) fn is_page(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The page that came back.
    pub(crate) fn page(&self) -> Html {
        assert!(self.is_page(), "{} answers {} and no page", self.path, self.status);
        Html::read(&self.text())
    }
}
