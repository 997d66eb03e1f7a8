use leptos::prelude::*;

use super::field::{FieldFrame, Need, described_by, invalid};
use crate::form::Field;

/// A file to send. The form around it needs `multipart`.
#[component]
pub(crate) fn FileInput(
    #[prop(into)] label: String,
    field: Field,
    /// What the browser offers first, such as `application/json,.json`.
    #[prop(into)]
    accept: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    let control = view! {
        <div class="file">
            <input
                type="file"
                id=field.id()
                name=field.name.clone()
                accept=accept
                aria-describedby=described_by(&field, &hint)
                aria-invalid=invalid(&field)
                required=need == Need::Required
            />
        </div>
    };
    view! { <FieldFrame label field hint need>{control}</FieldFrame> }
}
