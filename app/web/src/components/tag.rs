use leptos::prelude::*;

use super::Tone;

/// A state in one word, beside what has it.
#[component]
pub(crate) fn Tag(#[prop(optional)] tone: Tone, #[prop(into)] text: String) -> impl IntoView {
    view! { <span class="tag" data-tone=tone.code()>{text}</span> }
}
