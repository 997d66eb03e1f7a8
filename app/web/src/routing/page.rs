use azukari_core::audit;
use domain::Fault;
use http::StatusCode;
use leptos::prelude::*;

use super::Cx;
use crate::form::FormState;

/// The header of who leaves: on a shared machine "back" must not show what was
/// open.
pub(crate) const CLEAR: (&str, &str) = ("clear-site-data", "\"cache\"");

/// A page before it is shown: everything is loaded, only the view is left to
/// be built.
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) kicker: Option<String>,
    pub(crate) lead: Option<String>,
    pub(crate) history: Option<String>,
    pub(crate) crumbs: Vec<(String, String)>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) status: StatusCode,
    pub(crate) secret: bool,
    pub(crate) clears: bool,
    pub(crate) refresh: Option<u32>,
    pub(crate) body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page with this heading; the browser's title is made of it, so it names
    /// what is shown.
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            kicker: None,
            lead: None,
            history: None,
            crumbs: Vec::new(),
            faults: Vec::new(),
            status: StatusCode::OK,
            secret: false,
            clears: false,
            refresh: None,
            body: Box::new(|| ().into_any()),
        }
    }

    /// A step of the way here, from the outside in; the page itself is added.
    pub(crate) fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), href.into()));
        self
    }

    /// A word above the heading: what kind of thing this is.
    pub(crate) fn kicker(mut self, text: impl Into<String>) -> Self {
        self.kicker = Some(text.into());
        self
    }

    /// A sentence under the heading.
    pub(crate) fn lead(mut self, text: impl Into<String>) -> Self {
        self.lead = Some(text.into());
        self
    }

    /// Leads to what happened to the object that the page shows, if who asks may
    /// follow it.
    pub(crate) fn history(mut self, cx: &Cx, kind: &str, id: impl std::fmt::Display) -> Self {
        let follows = cx.actor().is_ok_and(|actor| audit::follows(actor, kind));
        self.history = follows.then(|| format!("/history/{kind}/{id}"));
        self
    }

    /// Another status than 200.
    pub(crate) fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// Shows a secret: the browser keeps no copy of it.
    pub(crate) fn no_store(mut self) -> Self {
        self.secret = true;
        self
    }

    /// The browser forgets what it has seen here.
    pub(crate) fn clear_cache(mut self) -> Self {
        self.clears = true;
        self
    }

    /// Asks for itself again after so many seconds: while work goes on.
    pub(crate) fn refresh(mut self, seconds: u32) -> Self {
        self.refresh = Some(seconds);
        self
    }

    /// The form on this page was refused: summary, title and status say so.
    pub(crate) fn form(mut self, state: &FormState) -> Self {
        self.faults = state.faults().to_vec();
        if !self.faults.is_empty() {
            self.status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        self
    }

    /// What stands under the heading.
    pub(crate) fn body<V: IntoAny>(mut self, view: impl FnOnce() -> V + Send + 'static) -> Self {
        self.body = Box::new(move || view().into_any());
        self
    }
}
