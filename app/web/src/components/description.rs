use leptos::prelude::*;

/// Names and values, one pair a row.
#[component]
pub(crate) fn Description(children: Children) -> impl IntoView {
    view! { <dl class="description">{children()}</dl> }
}

/// One pair. Line breaks in text are shown.
#[component]
pub(crate) fn DescriptionRow(#[prop(into)] term: String, children: Children) -> impl IntoView {
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
