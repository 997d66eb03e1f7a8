use leptos::prelude::*;

use crate::form::Field;

/// Whether a field has to be filled, said in words beside its label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Need {
    /// 「※必須」
    Required,
    /// 「※任意」
    #[default]
    Optional,
    /// Not said: search and filters.
    Unsaid,
}

impl Need {
    fn mark(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Required => Some(("required", "※必須")),
            Self::Optional => Some(("optional", "※任意")),
            Self::Unsaid => None,
        }
    }
}

/// What a control's `aria-describedby` points to: support text, what is stored
/// meanwhile, error.
pub(super) fn described_by(field: &Field, hint: &str) -> Option<String> {
    let mut ids = Vec::new();
    if !hint.is_empty() {
        ids.push(format!("{}-hint", field.id()));
    }
    if field.stored.is_some() {
        ids.push(format!("{}-stored", field.id()));
    }
    if !field.errors.is_empty() {
        ids.push(format!("{}-error", field.id()));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// `aria-invalid`, left out while nothing is wrong.
pub(super) fn invalid(field: &Field) -> Option<&'static str> {
    (!field.errors.is_empty()).then_some("true")
}

/// Label, support text, control, error: in this order, tied together.
#[component]
pub(crate) fn FieldFrame(
    #[prop(into)] label: String,
    field: Field,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
    children: Children,
) -> impl IntoView {
    let id = field.id();
    let mark =
        need.mark().map(|(need, words)| view! { <span class="field-need" data-need=need>{words}</span> });
    let state = match (&field.errors[..], &field.stored) {
        ([], None) => None,
        ([], Some(_)) => Some("conflict"),
        _ => Some("error"),
    };
    let stored = field.stored.map(|stored| view! { <Stored id=format!("{id}-stored") text=stored/> });
    let hint = (!hint.is_empty()).then(|| view! { <p class="field-hint" id=format!("{id}-hint")>{hint}</p> });
    let error = (!field.errors.is_empty()).then(|| {
        view! { <p class="field-error" id=format!("{id}-error")>{field.errors.concat()}</p> }
    });
    view! {
        <div class="field" data-state=state>
            <label class="field-label" for=id>{label}{mark}</label>
            {hint}
            {stored}
            <div class="field-control">{children()}</div>
            {error}
        </div>
    }
}

/// What somebody else has saved meanwhile, above what was typed.
#[component]
pub(super) fn Stored(id: String, text: String) -> impl IntoView {
    let text = if text.is_empty() { "（空）".to_owned() } else { text };
    view! {
        <div class="field-stored" id=id>
            <p class="field-stored-head">"いま保存されている内容"</p>
            <p class="prewrap">{text}</p>
        </div>
    }
}
