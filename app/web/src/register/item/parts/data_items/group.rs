use azukari_core::register::item::edit::Offered;
use domain::{
    dictionary::DictionaryEntry,
    item::{
        Direction, ItemKind, SubjectStyle,
        typed::{LIST, TypedGroup},
    },
};
use leptos::prelude::*;

use super::{
    more::{Dictionary, Moving, Paste, References},
    row::{Row, place_error, place_input},
};
use crate::{
    components::{CheckBox, Need, OpButton, Select, SelectOption, TICKED, TextInput},
    form::{Field, FormState},
};

/// One group: direction, whose, which.
#[component]
pub(super) fn Group(
    at: usize,
    last: usize,
    group: TypedGroup,
    /// All groups, each by its head.
    groups: Vec<String>,
    kind: ItemKind,
    offered: Offered,
    found: Option<Vec<DictionaryEntry>>,
    focus: String,
    state: FormState,
) -> impl IntoView {
    let path = format!("{LIST}[{at}]");
    let head = groups.get(at).cloned().unwrap_or_default();
    let rows = group.items.len();
    let items = group
        .items
        .iter()
        .cloned()
        .enumerate()
        .map(|(row, item)| {
            view! { <Row group=at at=row last=rows item focus=focus.clone() state=state.clone()/> }
        })
        .collect_view();
    view! {
        <section class="card group-edit" aria-labelledby=format!("group-{at}")>
            <h2 id=format!("group-{at}")>{head}</h2>
            <input type="hidden" name=format!("{path}.id") value=group.id.clone()/>
            <Head path=path.clone() group=group.clone() kind focus=focus.clone() state=state.clone()/>
            <h3>{format!("どのような項目か（{rows}項目）")}</h3>
            <ol class="rows-edit">{items}</ol>
            <div class="cluster">
                <OpButton value=format!("add-item:{at}") focus=focus.clone() about=format!("組{}に", at + 1)>
                    "項目の欄を加える"
                </OpButton>
                <OpButton value="order" focus=String::new() about=format!("組{}：", at + 1)>
                    "番号の順に並べ替える"
                </OpButton>
            </div>
            <Paste at group=group.clone() focus=focus.clone()/>
            <Dictionary at group=group.clone() found focus=focus.clone()/>
            <Moving at group=group.clone() groups focus=focus.clone() state=state.clone()/>
            <References path=path.clone() group=group.clone() offered state=state.clone()/>
            <Tools at last group focus state/>
        </section>
    }
}

/// What a group is called.
pub(super) fn head(at: usize, group: &TypedGroup) -> String {
    let subject = if group.subject.is_empty() { "だれの情報か未入力" } else { &group.subject };
    format!("組{}：{subject}", at + 1)
}

/// A field of a group with its faults.
pub(super) fn field(path: &str, name: &str, value: &str, state: &FormState) -> Field {
    let name = format!("{path}.{name}");
    Field { value: value.to_owned(), errors: state.errors(&name), stored: None, name }
}

#[component]
fn Head(path: String, group: TypedGroup, kind: ItemKind, focus: String, state: FormState) -> impl IntoView {
    let of = |name: &str, value: &str| field(&path, name, value, &state);
    let choose = (group.direction.is_empty()).then(|| SelectOption::new("", "選んでください"));
    let directions = Direction::ALL.iter().map(|direction| {
        SelectOption::new(direction.code(), direction.heading(kind).trim_matches(['《', '》']).to_owned())
    });
    let directions = choose.into_iter().chain(directions).collect();
    let styles =
        SubjectStyle::ALL.iter().map(|style| SelectOption::new(style.code(), style.word())).collect();
    let printed = if group.print_direction { TICKED } else { "" };
    let subject = of("subject", &group.subject);
    let focused = focus == subject.name;
    view! {
        <div class="group-head">
            <Select
                label="向き"
                field=of("direction", &group.direction)
                options=directions
                need=Need::Required
            />
            <CheckBox label="この見出しを様式に印字する" field=of("print_direction", printed)/>
            <TextInput label="だれの" field=subject need=Need::Required focused hint="例：健診の対象者"/>
            <Select label="「だれの」の書き方" field=of("subject_style", &group.subject_style) options=styles/>
            <TextInput
                label="人数"
                field=of("people", &group.people)
                width="short"
                inputmode="numeric"
                hint="分かるときだけ。例：4800"
            />
        </div>
    }
}

/// What can be done to the group as a whole.
#[component]
fn Tools(at: usize, last: usize, group: TypedGroup, focus: String, state: FormState) -> impl IntoView {
    let about = format!("組{}を", at + 1);
    let name = format!("{LIST}[{at}].place");
    let place = if group.place.is_empty() { (at + 1).to_string() } else { group.place };
    let up = (at > 0).then(|| {
        view! {
            <OpButton value=format!("group-up:{at}") focus=focus.clone() about=about.clone() small=true>
                "上へ"
            </OpButton>
        }
    });
    let down = (at + 1 < last).then(|| {
        view! {
            <OpButton value=format!("group-down:{at}") focus=focus.clone() about=about.clone() small=true>
                "下へ"
            </OpButton>
        }
    });
    view! {
        {place_error(&name, &state)}
        <div class="cluster group-tools">
            {place_input(&name, place, format!("組{}の番号", at + 1), &state)}
            {up}
            {down}
            <OpButton value=format!("add-group:{}", at + 1) focus=focus.clone() about=format!("組{}の", at + 1) small=true>
                "次に組を加える"
            </OpButton>
            <OpButton value=format!("remove-group:{at}") focus about=about small=true>
                "組を外す"
            </OpButton>
        </div>
    }
}
