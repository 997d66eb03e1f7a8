use leptos::prelude::*;

use super::field::{FieldFrame, Need, described_by, invalid};
use crate::form::Field;

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectOption {
    /// What is posted.
    pub(crate) value: String,
    /// What is read.
    pub(crate) label: String,
}

impl SelectOption {
    /// A choice.
    pub(crate) fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// All, and then the choices: of a filter.
pub(crate) fn or_all(options: impl IntoIterator<Item = SelectOption>) -> Vec<SelectOption> {
    std::iter::once(SelectOption::new("", "すべて")).chain(options).collect()
}

/// One of a few. A value that is no longer among the choices stays chosen and
/// is shown as it is: nothing stored is lost by opening a form.
#[component]
pub(crate) fn Select(
    #[prop(into)] label: String,
    field: Field,
    options: Vec<SelectOption>,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    let chosen = field.value.clone();
    let mut field = field;
    // Said in the words of the choice.
    if let Some(stored) = &mut field.stored
        && let Some(option) = options.iter().find(|option| option.value == *stored)
    {
        stored.clone_from(&option.label);
    }
    let stray = (!chosen.is_empty() && options.iter().all(|option| option.value != chosen))
        .then(|| SelectOption::new(chosen.clone(), chosen.clone()));
    let options = stray
        .into_iter()
        .chain(options)
        .map(|option| {
            let selected = option.value == chosen;
            view! { <option value=option.value selected=selected>{option.label}</option> }
        })
        .collect_view();
    let control = view! {
        <span class="select">
            <select
                class="input"
                id=field.id()
                name=field.name.clone()
                aria-describedby=described_by(&field, &hint)
                aria-invalid=invalid(&field)
                aria-required=(need == Need::Required).then_some("true")
            >
                {options}
            </select>
        </span>
    };
    view! { <FieldFrame label field hint need>{control}</FieldFrame> }
}
