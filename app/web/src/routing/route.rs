//! The one place for policy on routes: a route is a method, a path, who may
//! use it, and what it does. The router is built from these and nothing else.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

use azukari_core::{
    Result,
    policy::{Permission, Role, allows},
};
use http::Method;

use super::{Cx, Reply};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Public,
    /// Everybody who has signed in.
    SignedIn,
    /// Who has this permission.
    Needs(Permission),
}

impl Access {
    /// Whether a role, or nobody, may pass.
    #[must_use]
    pub fn admits(self, role: Option<Role>) -> bool {
        match (self, role) {
            (Self::Public, _) | (Self::SignedIn, Some(_)) => true,
            (Self::Needs(permission), Some(role)) => allows(role, permission),
            (_, None) => false,
        }
    }
}

/// A row of the route table.
#[derive(Clone, Debug)]
pub struct RouteInfo {
    /// GET (answers HEAD too) or POST.
    pub method: Method,
    /// The path with its parameters: `/items/{id}`.
    pub path: &'static str,
    /// Who may use it.
    pub access: Access,
}

/// What a route does, behind its policy.
pub(crate) type Handler =
    Arc<dyn Fn(Cx) -> Pin<Box<dyn Future<Output = Result<Reply>> + Send>> + Send + Sync>;

/// A row of the table with what it does.
#[derive(Clone)]
pub(crate) struct Route {
    pub(super) info: RouteInfo,
    pub(super) handler: Handler,
    pub(super) body_limit: usize,
    pub(super) time_limit: Duration,
    /// Whether it looks up who asks, though everybody may.
    pub(super) wants_actor: bool,
}

/// Bytes of a form without files.
const FORM_LIMIT: usize = 1024 * 1024;
/// How long an answer may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

impl Route {
    /// A page or a file.
    pub(crate) fn get<F, O, R>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Cx) -> O + Send + Sync + 'static,
        O: Future<Output = Result<R>> + Send + 'static,
        R: Into<Reply>,
    {
        Self::new(Method::GET, path, access, handler)
    }

    /// Something that is done.
    pub(crate) fn post<F, O, R>(path: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Cx) -> O + Send + Sync + 'static,
        O: Future<Output = Result<R>> + Send + 'static,
        R: Into<Reply>,
    {
        Self::new(Method::POST, path, access, handler)
    }

    fn new<F, O, R>(method: Method, path: &'static str, access: Access, handler: F) -> Self
    where
        F: Fn(Cx) -> O + Send + Sync + 'static,
        O: Future<Output = Result<R>> + Send + 'static,
        R: Into<Reply>,
    {
        let handler: Handler = Arc::new(move |cx| {
            let answer = handler(cx);
            Box::pin(async move { answer.await.map(Into::into) })
        });
        Self {
            info: RouteInfo { method, path, access },
            handler,
            body_limit: FORM_LIMIT,
            time_limit: TIME_LIMIT,
            wants_actor: access != Access::Public,
        }
    }

    /// The row as a test or the navigation sees it.
    pub(crate) fn info(&self) -> RouteInfo {
        self.info.clone()
    }

    /// Takes a body of so many bytes: for files.
    pub(crate) fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// May take this long: imports.
    pub(crate) fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// Shows who has signed in, though everybody may use it.
    pub(crate) fn with_actor(mut self) -> Self {
        self.wants_actor = true;
        self
    }
}
