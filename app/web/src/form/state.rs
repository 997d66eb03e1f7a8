use azukari_core::register::edit::{REASON_FIELD, reason_fault};
use domain::{Fault, Place};

use super::Posted;

/// One field of a form as it is shown: its text as typed, and what is wrong.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    /// The `name`.
    pub(crate) name: String,
    /// The text as typed or stored.
    pub(crate) value: String,
    /// The faults, in the words of the summary.
    pub(crate) errors: Vec<String>,
    /// What is stored meanwhile, where that is not what was typed.
    pub(crate) stored: Option<String>,
}

impl Field {
    /// A field that is not part of a form with faults: search, filters.
    pub(crate) fn plain(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..Self::default() }
    }

    /// The `id` of the control.
    #[must_use]
    pub(crate) fn id(&self) -> String {
        control_id(&self.name)
    }
}

/// The `id` of the control named `name`: the error summary links to it.
#[must_use]
pub(crate) fn control_id(name: &str) -> String {
    format!("f-{name}")
}

/// Whether a draft of the form is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum DraftNote {
    /// None.
    #[default]
    None,
    /// One waits to be taken up or thrown away. Holds its age.
    Waiting(String),
    /// It stands in the form. Holds its age.
    TakenUp(String),
}

/// A form between two answers: nothing typed is dropped, and every fault finds
/// its field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormState {
    values: Vec<(String, String)>,
    faults: Vec<Fault>,
    key: String,
    page: String,
    draft: DraftNote,
    /// What is stored meanwhile, once somebody else was faster.
    stored: Option<Vec<(String, String)>>,
}

impl FormState {
    /// An empty form. `key` makes a double click one record: a new id.
    pub(crate) fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// The form as posted, with what is wrong. A form that was refused keeps
    /// its key: nothing was recorded under it. What is wrong with the reason is
    /// told along with the rest, however early the rest was found.
    #[must_use]
    pub(crate) fn refused(posted: &Posted, mut faults: Vec<Fault>) -> Self {
        if !faults.is_empty() && !faults.iter().any(|fault| is_at(fault, REASON_FIELD)) {
            faults.extend(reason_fault(posted.get(REASON_FIELD)));
        }
        Self {
            values: posted.pairs().to_vec(),
            faults,
            key: posted.get(super::KEY_FIELD).to_owned(),
            page: posted.get(super::PAGE_FIELD).to_owned(),
            ..Self::default()
        }
    }

    /// The form as posted, when somebody else has saved meanwhile: with what is
    /// stored now beside it. Whoever saves now has seen both.
    #[must_use]
    pub(crate) fn conflict(posted: &Posted, stored: Self) -> Self {
        let seen = stored.value(super::SEEN_FIELD).to_owned();
        let mut state = Self::refused(posted, Vec::new()).replace(super::SEEN_FIELD, seen);
        state.stored = Some(stored.values);
        state
    }

    /// The form as it is, with what is wrong.
    #[must_use]
    pub(crate) fn at_fault(mut self, faults: Vec<Fault>) -> Self {
        self.faults = faults;
        self
    }

    /// The form of this page, with the draft that waits for it or stands in it.
    #[must_use]
    pub(crate) fn on(mut self, page: impl Into<String>, draft: DraftNote) -> Self {
        (self.page, self.draft) = (page.into(), draft);
        self
    }

    /// Fills a field with what is stored.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// Puts another text into a field.
    #[must_use]
    pub(crate) fn replace(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.retain(|(key, _)| key != name);
        self.with(name, value)
    }

    /// All values, in order.
    #[must_use]
    pub(crate) fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// Forgets what was typed into a field: secrets are not shown again.
    #[must_use]
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.values.retain(|(key, _)| key != name);
        self
    }

    /// One field, with its faults.
    #[must_use]
    pub(crate) fn field(&self, name: &str) -> Field {
        let value = self.value(name).to_owned();
        // What the stored form has no field for, like the reason, cannot differ.
        let stored = self.stored.as_deref().filter(|stored| stored.iter().any(|(key, _)| key == name));
        let stored = stored.map(|stored| find(stored, name));
        Field {
            name: name.to_owned(),
            stored: stored.filter(|stored| *stored != value).map(ToOwned::to_owned),
            errors: self.errors(name),
            value,
        }
    }

    /// The text of a field; empty when it has none.
    #[must_use]
    pub(crate) fn value(&self, name: &str) -> &str {
        find(&self.values, name)
    }

    /// Whether somebody else has saved meanwhile.
    #[must_use]
    pub(crate) fn is_conflict(&self) -> bool {
        self.stored.is_some()
    }

    /// The address of the page the form stands on.
    #[must_use]
    pub(crate) fn page(&self) -> &str {
        &self.page
    }

    /// Whether a draft is kept.
    #[must_use]
    pub(crate) fn draft(&self) -> &DraftNote {
        &self.draft
    }

    /// What is wrong with the form, in order.
    #[must_use]
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The key of this rendered form.
    #[must_use]
    pub(crate) fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong with a field.
    pub(crate) fn errors(&self, name: &str) -> Vec<String> {
        self.faults.iter().filter(|fault| is_at(fault, name)).map(|fault| fault.message.clone()).collect()
    }
}

fn is_at(fault: &Fault, name: &str) -> bool {
    matches!(&fault.place, Place::Field(field) if field == name)
}

fn find<'a>(values: &'a [(String, String)], name: &str) -> &'a str {
    values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use azukari_core::register::edit::REASON_FIELD;
    use domain::Fault;

    use super::FormState;
    use crate::form::Posted;

    #[test]
    fn a_refused_form_keeps_what_was_typed_its_key_and_the_fault_at_its_field() {
        let posted = Posted::parse("title=%E3%80%80x&number=a&form-key=k1");
        let fault = Fault::at_field("session-number", "number", "回を数字で入力してください。");
        let state = FormState::refused(&posted, vec![fault]);
        assert_eq!(state.field("title").value, "　x");
        assert!(state.field("title").errors.is_empty());
        assert_eq!(state.field("number").errors, ["回を数字で入力してください。"]);
        assert_eq!(state.key(), "k1");
    }

    #[test]
    fn what_is_wrong_with_the_reason_is_told_with_whatever_else_is_wrong() {
        let long = "あ".repeat(501);
        let refused = |typed: &str, faults| {
            let posted = Posted::of(vec![(REASON_FIELD.to_owned(), typed.to_owned())], Vec::new());
            FormState::refused(&posted, faults)
        };
        let day = || Fault::at_field("missing-day", "valid_from", "日を入れてください。");
        let places = |state: FormState| -> Vec<String> {
            state.faults().iter().map(|fault| fault.place.to_string()).collect()
        };
        for typed in [long.as_str(), "\u{202e}", "\u{fffd}", "\u{7}"] {
            assert_eq!(places(refused(typed, vec![day()])), ["valid_from", REASON_FIELD]);
            let own = Fault::at_field("x", REASON_FIELD, "理由。");
            assert_eq!(places(refused(typed, vec![own])), [REASON_FIELD]);
            // A form that only changed one of its lists is not refused.
            assert_eq!(places(refused(typed, Vec::new())), [""; 0]);
        }
        assert_eq!(places(refused("改正のため", vec![day()])), ["valid_from"]);
    }

    #[test]
    fn a_conflict_shows_what_is_stored_only_where_it_differs_and_takes_its_digest() {
        let posted = Posted::parse("title=a&reason=same&why=x&seen=old&form-page=%2Fp");
        let stored = FormState::new("k2").with("title", "b").with("reason", "same").with("seen", "new");
        let state = FormState::conflict(&posted, stored);
        assert!(state.is_conflict());
        assert_eq!((state.field("title").value, state.field("title").stored), ("a".into(), Some("b".into())));
        assert_eq!(state.field("reason").stored, None);
        assert_eq!(state.field("why").stored, None);
        assert_eq!((state.value("seen"), state.page()), ("new", "/p"));
    }
}
