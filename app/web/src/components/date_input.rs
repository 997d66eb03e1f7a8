use islands::DateEcho;
use leptos::prelude::*;

use super::field::{FieldFrame, Need, described_by, invalid};
use crate::form::Field;

/// A date, typed in either calendar and either width; how it is understood
/// stands below.
#[component]
pub(crate) fn DateInput(
    #[prop(into)] label: String,
    field: Field,
    #[prop(default = "例：令和8年11月22日、R8.11.22、2026-11-22".to_owned(), into)] hint: String,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    let typed = field.value.clone();
    let control = view! {
        <input
            class="input"
            data-width="date"
            id=field.id()
            name=field.name.clone()
            type="text"
            value=field.value.clone()
            autocomplete="off"
            aria-describedby=described_by(&field, &hint)
            aria-invalid=invalid(&field)
            aria-required=(need == Need::Required).then_some("true")
        />
    };
    view! {
        <FieldFrame label field hint need>
            <DateEcho typed>{control}</DateEcho>
        </FieldFrame>
    }
}
