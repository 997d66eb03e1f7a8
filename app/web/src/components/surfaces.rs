use leptos::prelude::*;

/// One section of a page on a surface of its own.
#[component]
pub(crate) fn Card(
    #[prop(into)] title: String,
    /// Where links inside the page point to.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional)] muted: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" id=id data-tone=muted.then_some("muted")>
            <h2>{title}</h2>
            {children()}
        </section>
    }
}

/// A heading over a part of the page that has no surface.
#[component]
pub(crate) fn SectionHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    view! { <h2 class="section-head" id=id>{title}</h2> }
}

/// Says that there is nothing, why, and what to do next.
#[component]
pub(crate) fn Empty(
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p class="empty-title">{title}</p>
            {children.map(|children| children())}
        </div>
    }
}
