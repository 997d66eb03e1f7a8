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
}

impl Field {
    /// A field that is not part of a form with faults: search, filters.
    pub(crate) fn plain(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), errors: Vec::new() }
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

/// A form between two answers: nothing typed is dropped, and every fault finds
/// its field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormState {
    values: Vec<(String, String)>,
    faults: Vec<Fault>,
    key: String,
}

impl FormState {
    /// An empty form. `key` makes a double click one record: a new id.
    pub(crate) fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// The form as posted, with what is wrong. A form that was refused keeps
    /// its key: nothing was recorded under it.
    #[must_use]
    pub(crate) fn refused(posted: &Posted, faults: Vec<Fault>) -> Self {
        Self { values: posted.pairs().to_vec(), faults, key: posted.get(super::KEY_FIELD).to_owned() }
    }

    /// Fills a field with what is stored.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// One field, with its faults.
    #[must_use]
    pub(crate) fn field(&self, name: &str) -> Field {
        Field { name: name.to_owned(), value: self.value(name).to_owned(), errors: self.errors(name) }
    }

    /// The text of a field; empty when it has none.
    #[must_use]
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str()).unwrap_or_default()
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

    fn errors(&self, name: &str) -> Vec<String> {
        self.faults
            .iter()
            .filter(|fault| matches!(&fault.place, Place::Field(field) if field == name))
            .map(|fault| fault.message.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
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
}
