use leptos::prelude::*;

use super::{
    field::{FieldFrame, Need},
    select::SelectOption,
};
use crate::form::Field;

/// A few choices side by side, one or several of them.
#[component]
pub(crate) fn Choices(
    #[prop(into)] label: String,
    field: Field,
    options: Vec<SelectOption>,
    /// The values that are chosen.
    chosen: Vec<String>,
    /// Boxes instead of round buttons.
    #[prop(optional)]
    several: bool,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] need: Need,
) -> impl IntoView {
    let (id, name) = (field.id(), field.name.clone());
    let kind = if several { "checkbox" } else { "radio" };
    let items = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let id = format!("{id}-{index}");
            let checked = chosen.contains(&option.value);
            view! {
                <div class="choice">
                    <input type=kind id=id.clone() name=name.clone() value=option.value checked=checked/>
                    <label for=id>{option.label}</label>
                </div>
            }
        })
        .collect_view();
    view! { <FieldFrame label field hint need grouped=true>{items}</FieldFrame> }
}

/// One box to tick.
#[component]
pub(crate) fn CheckBox(
    #[prop(into)] label: String,
    field: Field,
    /// What is posted when it is ticked.
    #[prop(default = "on".to_owned(), into)]
    value: String,
    checked: bool,
) -> impl IntoView {
    let id = field.id();
    view! {
        <div class="choice">
            <input type="checkbox" id=id.clone() name=field.name value=value checked=checked/>
            <label for=id>{label}</label>
        </div>
    }
}
