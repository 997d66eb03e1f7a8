use leptos::prelude::*;

use super::field::{Stored, described_by, invalid};
use crate::form::Field;

/// What a ticked box posts.
pub(crate) const TICKED: &str = "true";

/// Yes or no. Ticked while its field holds `true`.
#[component]
pub(crate) fn CheckBox(
    #[prop(into)] label: String,
    field: Field,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let id = field.id();
    let described_by = described_by(&field, &hint);
    let invalid = invalid(&field);
    let hint = (!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> });
    let error = (!field.errors.is_empty()).then(|| {
        view! { <p class="field-error" id=format!("{id}-error")>{field.errors.concat()}</p> }
    });
    let stored = field.stored.as_deref().map(|stored| {
        let text = if stored == TICKED { "選択あり" } else { "選択なし" };
        view! { <Stored id=format!("{id}-stored") text=text.to_owned()/> }
    });
    view! {
        <div class="check-field">
            {hint}
            {stored}
            <label class="check" for=id.clone()>
                <input
                    type="checkbox"
                    id=id.clone()
                    name=field.name.clone()
                    value=TICKED
                    checked=field.value == TICKED
                    aria-describedby=described_by
                    aria-invalid=invalid
                />
                <span>{label}</span>
            </label>
            {error}
        </div>
    }
}
