use azukari_core::{Actor, Error, Result, Ward, policy::Permission};
use tower_sessions::Session;
use uuid::Uuid;

use super::{App, Page, Reply};
use crate::form::{FormState, KEY_FIELD, Posted};

/// What a handler gets: the ward, who asks, and what for.
pub(crate) struct Cx {
    pub(super) app: App,
    pub(super) actor: Option<Actor>,
    pub(super) session: Session,
    pub(super) peer: Option<std::net::IpAddr>,
    pub(super) path: String,
    pub(super) agent: String,
    pub(super) params: Vec<(String, String)>,
    pub(super) query: Posted,
    pub(super) form: Posted,
}

impl Cx {
    /// The ward.
    pub(crate) fn ward(&self) -> &Ward {
        self.app.ward()
    }

    /// Who asks. The route's policy has been asked already.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] on a public route that nobody has signed in to.
    pub(crate) fn actor(&self) -> Result<&Actor> {
        self.actor.as_ref().ok_or(Error::Unauthenticated)
    }

    /// Whether who asks may also do something else: to show or leave out an
    /// action.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.actor.as_ref().is_some_and(|actor| azukari_core::policy::allows(actor.role, permission))
    }

    /// Whether there is a page at this path that who asks may open: to link to
    /// it or not.
    pub(crate) fn offers(&self, path: &str) -> bool {
        self.app.offers(path, self.actor.as_ref())
    }

    /// Whether this address, with or without a query, is a page that who asks
    /// may open.
    pub(crate) fn opens(&self, address: &str) -> bool {
        self.app.opens(address.split('?').next().unwrap_or_default(), self.actor.as_ref())
    }

    /// The path that was asked for.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// A parameter of the path, decoded.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// A parameter of the path that is an id. `noun` says of what, in Japanese.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is none.
    pub(crate) fn id(&self, name: &str, noun: &str) -> Result<Uuid> {
        self.param(name).parse().map_err(|_| Error::NotFound(noun.to_owned()))
    }

    /// What stands behind the `?`.
    pub(crate) fn query(&self) -> &Posted {
        &self.query
    }

    /// What was posted.
    pub(crate) fn form(&self) -> &Posted {
        &self.form
    }

    /// The key of the posted form, for `azukari_core::idempotency::once`.
    pub(crate) fn key(&self) -> Option<&str> {
        self.form.find(KEY_FIELD).filter(|key| !key.is_empty())
    }

    /// The browser's session.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Where the request comes from, behind trusted proxies.
    pub(crate) fn peer(&self) -> Option<std::net::IpAddr> {
        self.peer
    }

    /// What the browser calls itself.
    pub(crate) fn agent(&self) -> &str {
        &self.agent
    }

    /// An empty form with a key of its own.
    pub(crate) fn new_form(&self) -> FormState {
        FormState::new(self.ward().clock().new_id().to_string())
    }

    /// A form was refused: its page again (422), with everything typed and the
    /// faults at their fields. Errors that are no fault of the form pass.
    ///
    /// # Errors
    /// Every error but [`Error::Invalid`].
    pub(crate) fn retry(&self, error: Error, page: impl FnOnce(FormState) -> Page) -> Result<Reply> {
        match error {
            Error::Invalid(faults) => {
                let state = FormState::refused(&self.form, faults);
                let shown = state.clone();
                Ok(page(state).form(&shown).into())
            }
            other => Err(other),
        }
    }
}
