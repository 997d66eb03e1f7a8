use domain::item::typed::{LIST, TypedItem};
use leptos::prelude::*;

use crate::{
    components::{OpButton, TICKED},
    form::{FormState, control_id},
};

/// One data item: its number, its name, its flags, and what can be done to it.
#[component]
pub(super) fn Row(
    group: usize,
    at: usize,
    last: usize,
    item: TypedItem,
    focus: String,
    state: FormState,
) -> impl IntoView {
    let path = format!("{LIST}[{group}].items[{at}]");
    let place = if item.place.is_empty() { (at + 1).to_string() } else { item.place };
    let about = if item.name.is_empty() {
        format!("{}番目の項目", at + 1)
    } else {
        format!("「{}」", item.name)
    };
    let place_name = format!("{path}.place");
    let several = item.name.contains('、').then(|| {
        view! {
            <OpButton value=format!("split-item:{group}.{at}") focus=focus.clone() about=format!("{about}を") small=true>
                "「、」で分ける"
            </OpButton>
        }
    });
    let up = (at > 0).then(|| move_button("item-up", "↑", "上へ", (group, at), &about, &focus));
    let down = (at + 1 < last).then(|| move_button("item-down", "↓", "下へ", (group, at), &about, &focus));
    let split = (at > 0).then(|| {
        view! {
            <OpButton value=format!("split-group:{group}.{at}") focus=focus.clone() about=format!("{about}から") small=true>
                "次の組に分ける"
            </OpButton>
        }
    });
    view! {
        <li class="row-edit">
            <input type="hidden" name=format!("{path}.id") value=item.id/>
            {place_input(&place_name, place, format!("{about}の番号"), &state)}
            <NameInput name=format!("{path}.name") value=item.name label=format!("{}番目の項目の名称", at + 1) focus=focus.clone() state=state.clone()>
                {place_error(&place_name, &state)}
            </NameInput>
            <Flag name=format!("{path}.sensitive") label="要配慮" ticked=item.sensitive about=about.clone()/>
            <Flag name=format!("{path}.my_number") label="特定個人情報" ticked=item.my_number about=about.clone()/>
            <div class="row-tools">
                {up}
                {down}
                {several}
                {split}
                <OpButton value=format!("remove-item:{group}.{at}") focus about=format!("{about}を") small=true>
                    "外す"
                </OpButton>
            </div>
        </li>
    }
}

/// The number of a row, which asks for another place.
pub(super) fn place_input(
    name: &str,
    value: String,
    label: String,
    state: &FormState,
) -> impl IntoView + use<> {
    let (id, name) = (control_id(name), name.to_owned());
    let invalid = (!state.errors(&name).is_empty()).then_some("true");
    let described_by = invalid.map(|_| format!("{id}-error"));
    view! {
        <input
            class="input row-place"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            id=id
            name=name
            value=value
            aria-label=label
            aria-invalid=invalid
            aria-describedby=described_by
        />
    }
}

/// What is wrong with the number of a row.
pub(super) fn place_error(name: &str, state: &FormState) -> Option<impl IntoView + use<>> {
    let errors = state.errors(name);
    let id = format!("{}-error", control_id(name));
    (!errors.is_empty()).then(|| view! { <p class="field-error" id=id>{errors.concat()}</p> })
}

fn move_button(
    op: &str,
    arrow: &'static str,
    words: &'static str,
    (group, at): (usize, usize),
    about: &str,
    focus: &str,
) -> impl IntoView + use<> {
    view! {
        <OpButton value=format!("{op}:{group}.{at}") focus=focus.to_owned() about=format!("{about}を{words}") small=true>
            <span aria-hidden="true">{arrow}</span>
        </OpButton>
    }
}

/// The name of an item; what is pasted here from a spreadsheet goes where it
/// can be looked at first.
#[component]
fn NameInput(
    name: String,
    value: String,
    label: String,
    focus: String,
    state: FormState,
    /// What else is wrong with the row.
    children: Children,
) -> impl IntoView {
    let id = control_id(&name);
    let errors = state.errors(&name);
    let invalid = (!errors.is_empty()).then_some("true");
    let described_by = invalid.map(|_| format!("{id}-error"));
    let error = invalid.map(|_| {
        view! { <p class="field-error" id=format!("{id}-error")>{errors.concat()}</p> }
    });
    view! {
        <div class="row-name">
            <input
                class="input"
                type="text"
                autocomplete="off"
                id=id.clone()
                autofocus=focus == name
                name=name
                value=value
                aria-label=label
                aria-invalid=invalid
                aria-describedby=described_by
                data-paste-rows=""
            />
            {error}
            {children()}
        </div>
    }
}

#[component]
fn Flag(name: String, label: &'static str, ticked: bool, about: String) -> impl IntoView {
    let id = control_id(&name);
    view! {
        <label class="check" for=id.clone()>
            <input type="checkbox" id=id.clone() name=name value=TICKED checked=ticked/>
            <span><span class="visually-hidden">{format!("{about}は")}</span>{label}</span>
        </label>
    }
}
