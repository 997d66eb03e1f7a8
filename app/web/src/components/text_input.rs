use leptos::prelude::*;

use super::field::{FieldFrame, Need, described_by, invalid};
use crate::form::Field;

/// One line of text. Nothing is masked, cut or checked while typing.
#[component]
pub(crate) fn TextInput(
    #[prop(into)] label: String,
    field: Field,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
    /// `text`, `search`, `password`, `email`…
    #[prop(default = "text")]
    kind: &'static str,
    /// `autocomplete`, where the browser knows the value.
    #[prop(optional, into)]
    autocomplete: Option<&'static str>,
    /// `numeric` shows digits first on a tablet; any text is still taken.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// `short` for numbers.
    #[prop(optional, into)]
    width: Option<&'static str>,
    /// Takes the focus as the page opens.
    #[prop(optional)]
    focused: bool,
) -> impl IntoView {
    let control = view! {
        <input
            class="input"
            id=field.id()
            name=field.name.clone()
            type=kind
            value=field.value.clone()
            autocomplete=autocomplete
            inputmode=inputmode
            autofocus=focused
            data-width=width
            aria-describedby=described_by(&field, &hint)
            aria-invalid=invalid(&field)
            aria-required=(need == Need::Required).then_some("true")
        />
    };
    view! { <FieldFrame label field hint need>{control}</FieldFrame> }
}
