//! How every form that changes the register opens and ends.

use azukari_core::{
    Error, Result,
    audit::Action,
    draft,
    register::edit::{Change, REASON_FIELD},
};
use http::StatusCode;

use super::{DraftNote, FormState, PAGE_FIELD, Posted, SEEN_FIELD, age};
use crate::routing::{Cx, Page, Reply};

/// In a page's query: the draft is to be taken up.
const TAKE_UP: &str = "draft";

impl Cx {
    /// The form of this page as it opens: `stored`, or the draft that was taken
    /// up. `stored` holds the digest of what is seen in its field `seen`
    /// ([`FormState::seen`]).
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn edit_form(&self, stored: FormState) -> Result<FormState> {
        let page = self.page_address();
        let Some(draft) = draft::find(self.ward(), self.actor()?, &page).await? else {
            return Ok(stored.on(page, DraftNote::None));
        };
        let age = age::age(draft.saved_at, self.ward().clock().now());
        if !self.query().has(TAKE_UP) {
            return Ok(stored.on(page, DraftNote::Waiting(age)));
        }
        let kept = Posted::parse(&draft.fields);
        let state = kept.pairs().iter().fold(self.new_form(), |state, (name, value)| state.with(name, value));
        Ok(state.on(page, DraftNote::TakenUp(age)))
    }

    /// The change that the posted form asks for.
    pub(crate) fn change(&self, action: Action) -> Change<'_> {
        Change { action, reason: self.form().get(REASON_FIELD), seen: self.form().get(SEEN_FIELD) }
    }

    /// Ends a posted form. Done: its draft is thrown away, on to `to` (303).
    /// At fault: its page again (422). Somebody else was faster: its page with
    /// what is `stored` now beside what was typed (409). Everything else passes.
    ///
    /// # Errors
    /// Every error but `Invalid` and `Conflict`.
    pub(crate) async fn finish<T>(
        &self,
        done: Result<T>,
        to: impl FnOnce(T) -> String,
        stored: impl Future<Output = Result<FormState>>,
        page: impl FnOnce(FormState) -> Page,
    ) -> Result<Reply> {
        match done {
            Ok(value) => self.done(to(value)).await,
            Err(Error::Conflict(_)) => {
                let state = FormState::conflict(self.form(), stored.await?);
                Ok(page(state).status(StatusCode::CONFLICT).into())
            }
            Err(error) => self.retry(error, page),
        }
    }

    /// A form is saved: its draft has served, on to `to`.
    ///
    /// # Errors
    /// `Database`.
    pub(crate) async fn done(&self, to: impl Into<String>) -> Result<Reply> {
        draft::discard(self.ward(), self.actor()?, self.form().get(PAGE_FIELD)).await?;
        Ok(Reply::see_other(to))
    }

    /// The address of this page, whichever way the draft was taken.
    fn page_address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query().pairs().iter().filter(|(name, _)| name != TAKE_UP));
        let query = query.finish();
        if query.is_empty() { self.path().to_owned() } else { format!("{}?{query}", self.path()) }
    }
}

impl FormState {
    /// Notes the digest of what the person sees.
    #[must_use]
    pub(crate) fn seen(self, digest: impl Into<String>) -> Self {
        self.replace(SEEN_FIELD, digest)
    }
}
