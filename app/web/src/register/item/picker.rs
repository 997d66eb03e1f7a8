//! Choosing one of many without scripts: words narrow what is offered.

use azukari_core::register::item::edit::Choices;
use leptos::prelude::*;

use crate::{
    components::{Button, Need, Select, SelectOption, TextInput},
    form::{FormState, OP_FIELD},
};

/// The button that narrows what is offered; nothing is saved by it.
pub(super) const NARROW: &str = "narrow";

/// The field with the words that narrow another field.
pub(super) fn words_field(name: &str) -> String {
    format!("{name}-words")
}

/// A choice among `choices`, and the words that narrow it where there are more
/// than fit.
#[component]
pub(super) fn Picker(
    #[prop(into)] label: String,
    name: &'static str,
    state: FormState,
    choices: Choices,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let words = words_field(name);
    let narrowed = choices.more || !state.value(&words).is_empty();
    let of = format!("（{label}）");
    let words_label = format!("{label}を探す言葉");
    let hint_more = format!("{label}が多いため、一部だけを並べています。言葉を入れて絞り込めます。");
    let search = narrowed.then(|| {
        view! {
            <div class="picker-search">
                <TextInput label=words_label field=state.field(&words) hint=hint_more/>
                <Button name=OP_FIELD value=NARROW>"絞り込む"<span class="visually-hidden">{of}</span></Button>
            </div>
        }
    });
    let text = label;
    let unchosen = SelectOption::new("", "選んでください");
    let options = std::iter::once(unchosen)
        .chain(choices.list.into_iter().map(|choice| SelectOption::new(choice.id.to_string(), choice.name)))
        .collect::<Vec<_>>();
    view! {
        {search}
        <Select label=text field=state.field(name) options hint need=Need::Required/>
    }
}
