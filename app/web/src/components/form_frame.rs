use leptos::prelude::*;

use crate::form::{FormState, KEY_FIELD};

/// A form that posts to `action`. The browser checks nothing: the server says
/// all faults at once, in words.
#[component]
pub(crate) fn FormFrame(
    #[prop(into)] action: String,
    /// Gives the form its key.
    state: FormState,
    /// For files.
    #[prop(optional)]
    multipart: bool,
    children: Children,
) -> impl IntoView {
    let enctype = multipart.then_some("multipart/form-data");
    let key = (!state.key().is_empty()).then(|| {
        view! { <input type="hidden" name=KEY_FIELD value=state.key().to_owned()/> }
    });
    view! {
        <form class="form" method="post" action=action enctype=enctype novalidate=true>
            {key}
            {children()}
        </form>
    }
}

/// The buttons under a form; the first is what Enter presses.
#[component]
pub(crate) fn FormActions(children: Children) -> impl IntoView {
    view! { <div class="form-actions">{children()}</div> }
}
