use leptos::prelude::*;

/// What a notice or a tag is about. Its words say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// To know.
    #[default]
    Info,
    /// Done.
    Success,
    /// To look at.
    Warning,
    /// Wrong.
    Error,
    /// Neither good nor bad.
    Plain,
}

impl Tone {
    /// For `data-tone`.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Plain => "plain",
        }
    }
}

/// Something to tell beside the page's content.
#[component]
pub(crate) fn Notice(
    #[prop(into)] title: String,
    #[prop(optional)] tone: Tone,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let role = if tone == Tone::Error { "alert" } else { "status" };
    view! {
        <div class="notice" role=role data-tone=tone.code()>
            <p class="notice-title">{title}</p>
            {children.map(|children| children())}
        </div>
    }
}
