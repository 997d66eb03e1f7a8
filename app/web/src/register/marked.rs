use leptos::prelude::*;

/// A line with the mark before it as typed (・, １, ※１); what follows, line
/// breaks included, stands beside the mark and never under it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The mark.
    pub(crate) mark: Option<String>,
    /// The text as typed.
    pub(crate) text: String,
}

impl Marked {
    /// A line.
    pub(crate) fn new(mark: Option<String>, text: impl Into<String>) -> Self {
        Self { mark, text: text.into() }
    }
}

/// Lines with their marks, in order.
#[component]
pub(crate) fn MarkedList(
    lines: Vec<Marked>,
    /// Set smaller: footnotes.
    #[prop(optional)]
    notes: bool,
) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| view! { <li class="marked-line">{mark_and_text(line)}</li> })
        .collect_view();
    view! { <ul class="marked" data-size=notes.then_some("small")>{lines}</ul> }
}

/// Mark and text of one line, for a list item of the class `marked-line`.
pub(crate) fn mark_and_text(line: Marked) -> impl IntoView {
    let mark = line.mark.map(|mark| view! { <span class="marked-mark">{mark}</span> });
    view! {
        {mark}
        <span class="marked-text">{line.text}</span>
    }
}
