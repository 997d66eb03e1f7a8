use leptos::prelude::*;

use crate::form::OP_FIELD;

/// A button of the list. Nothing is saved by it. It takes the focus after it
/// was pressed, where it is still there.
#[component]
pub(crate) fn OpButton(
    /// What it does: `item-up:0.3`.
    #[prop(into)]
    value: String,
    /// What the focus goes to on this page.
    focus: String,
    /// Read before the words, for buttons that stand in many rows.
    #[prop(optional, into)]
    about: Option<String>,
    /// Small ones stand in rows.
    #[prop(optional)]
    small: bool,
    children: Children,
) -> impl IntoView {
    let about = about.map(|about| view! { <span class="visually-hidden">{about}</span> });
    view! {
        <button
            class="button"
            type="submit"
            name=OP_FIELD
            autofocus=focus == value
            value=value
            data-kind="secondary"
            data-size=small.then_some("small")
        >
            {about}
            {children()}
        </button>
    }
}
