use leptos::prelude::*;

/// How much a button asks to be pressed. A page has one primary at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// The next step.
    Primary,
    /// Any other action.
    #[default]
    Secondary,
}

impl ButtonKind {
    fn code(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Secondary => "secondary",
        }
    }
}

/// A submit button. There is no disabled state: leave the action out, or say
/// why it cannot be done.
#[component]
pub(crate) fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <button class="button" type="submit" data-kind=kind.code() name=name value=value>
            {children()}
        </button>
    }
}

/// A link that looks like a button: the way to a page where something is done.
#[component]
pub(crate) fn ButtonLink(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    /// The browser saves it instead of showing it.
    #[prop(optional)]
    download: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="button" href=href data-kind=kind.code() download=download.then_some("")>
            {children()}
        </a>
    }
}
