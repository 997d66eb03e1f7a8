//! A ward on a temporary database, and a browser that keeps its cookie.

use std::path::Path;

use axum::{Router, body::Body};
use azukari_core::{
    Actor, Options, Ward,
    account::{self, NewAccount},
    clock::Clock,
    config::Config,
    policy::Role,
    store::DatabaseUrl,
};
use http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use tempfile::TempDir;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "Mihon-2026-tanuki";
pub(crate) const HTTP: &str = "http://azukari.example";
pub(crate) const HTTPS: &str = "https://azukari.example";

/// A running ward.
pub(crate) struct Site {
    pub(crate) ward: Ward,
    pub(crate) clock: Clock,
    pub(crate) base: &'static str,
    router: Router,
    _folder: TempDir,
}

impl Site {
    pub(crate) async fn open(base: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed("2026-05-11T01:00:00Z".parse().unwrap());
        let ward = open_ward(folder.path(), base, clock.clone()).await;
        for role in Role::ALL {
            let new = NewAccount {
                login: role.code().to_owned(),
                name: String::new(),
                role,
                section: None,
                password: Some(PASSWORD.to_owned()),
            };
            account::add(&ward, &Actor::system("test"), new).await.unwrap();
        }
        Self { router: web::router(ward.clone()), ward, clock, base, _folder: folder }
    }

    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser { site: self, cookie: None }
    }

    pub(crate) async fn signed_in(&self, role: Role) -> Browser<'_> {
        let mut browser = self.browser();
        let answer = browser.sign_in(role.code(), PASSWORD, "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        browser
    }
}

async fn open_ward(folder: &Path, base: &str, clock: Clock) -> Ward {
    let config =
        Config::load(None, |key| (key == "AZUKARI_BASE_URL").then(|| base.to_owned()), None).unwrap();
    let database = DatabaseUrl::sqlite(folder.join("register.db"));
    Ward::open(Options { database, data_dir: folder.to_owned(), config, clock }).await.unwrap()
}

/// Somebody's browser.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    pub(crate) cookie: Option<String>,
}

impl Browser<'_> {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], "").await
    }

    /// Posts a form from a page of ours.
    pub(crate) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, &[("origin", self.site.base)], &encode(form)).await
    }

    pub(crate) async fn sign_in(&mut self, login: &str, password: &str, next: &str) -> Answer {
        self.post("/sign-in", &[("login", login), ("password", password), ("next", next)]).await
    }

    /// Any request; a body is a form unless a header says otherwise.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let host = self.site.base.split_once("://").unwrap().1;
        let mut request = Request::builder().method(method.clone()).uri(path).header(header::HOST, host);
        if method == Method::POST && !headers.iter().any(|(name, _)| *name == "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        self.keep_cookie(&answer);
        answer
    }

    fn keep_cookie(&mut self, answer: &Answer) {
        let Some(set) = answer.header("set-cookie") else { return };
        let pair = set.split(';').next().unwrap();
        let removed = set.contains("Max-Age=0") || pair.ends_with('=');
        self.cookie = (!removed).then(|| pair.to_owned());
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> &str {
        self.header("location").unwrap_or_default()
    }

    /// The texts of what a CSS selector finds.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        Html::parse_document(&self.body)
            .select(&Selector::parse(selector).unwrap())
            .map(|found| found.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// An attribute of the first that a CSS selector finds.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        Html::parse_document(&self.body)
            .select(&Selector::parse(selector).unwrap())
            .next()
            .and_then(|found| found.value().attr(name).map(ToOwned::to_owned))
    }

    pub(crate) fn heading(&self) -> String {
        let headings = self.texts("h1");
        assert_eq!(headings.len(), 1, "one h1 a page: {headings:?}");
        headings[0].clone()
    }
}

pub(crate) fn encode(form: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish()
}
