use azukari_core::register::item::edit::{Choice, Offered};
use domain::{
    dictionary::DictionaryEntry,
    item::typed::{LIST, NEW_GROUP, TypedGroup, pasted},
};
use islands::paste;
use leptos::prelude::*;

use super::{
    form::{MOVE, entry_field},
    group::field,
};
use crate::{
    components::{CheckBox, Need, OpButton, Select, SelectOption, TextArea, TextInput},
    form::{Field, FormState},
};

/// Many items at once, out of a spreadsheet or a sentence.
#[component]
pub(super) fn Paste(at: usize, group: TypedGroup, focus: String) -> impl IntoView {
    let name = format!("{LIST}[{at}].paste");
    let id = format!("paste-{at}-preview");
    let open = !group.paste.is_empty() || focus == name;
    let preview = paste::words(&pasted(&group.paste));
    view! {
        <details class="more" open=open>
            <summary>"まとめて貼り付ける"</summary>
            <div class="stack" data-paste-area="">
                <TextArea
                    label="表計算ソフトや文書から写した項目"
                    field=Field::plain(name, group.paste)
                    hint="1行に1項目、または「、」区切り。2列目に要配慮、3列目に特定個人情報の○があれば読み取ります。"
                    need=Need::Unsaid
                    rows=4
                />
                <p class="echo" id=id aria-live="polite" data-paste-preview="">{preview}</p>
                <div class="cluster">
                    <OpButton value=format!("check-paste:{at}") focus=focus.clone() about=format!("組{}：", at + 1)>
                        "何項目あるか確かめる"
                    </OpButton>
                    <OpButton value=format!("paste:{at}") focus about=format!("組{}に", at + 1)>
                        "貼り付けた項目を加える"
                    </OpButton>
                </div>
            </div>
        </details>
    }
}

/// Items that go over to another group, by their numbers.
#[component]
pub(super) fn Moving(
    at: usize,
    group: TypedGroup,
    /// The groups, each by its head.
    groups: Vec<String>,
    focus: String,
    state: FormState,
) -> impl IntoView {
    let path = format!("{LIST}[{at}]");
    let (moving, target) =
        (field(&path, "moving", &group.moving, &state), field(&path, "target", &group.target, &state));
    let focused = focus == moving.name;
    let open = focused || focus == target.name || !moving.value.is_empty() || !target.errors.is_empty();
    let others = groups.into_iter().enumerate().filter(|(other, _)| *other != at);
    let others = others.map(|(other, head)| SelectOption::new(other.to_string(), head));
    let targets = std::iter::once(SelectOption::new("", "選んでください"))
        .chain(others)
        .chain([SelectOption::new(NEW_GROUP, "新しい組")])
        .collect::<Vec<_>>();
    (!group.items.is_empty()).then(|| {
        view! {
            <details class="more" open=open>
                <summary>"項目をほかの組へ移す"</summary>
                <div class="stack">
                    <TextInput
                        label="移す項目の番号"
                        field=moving
                        hint="いま並んでいる順の番号です。例：3、5～8"
                        need=Need::Unsaid
                        width="short"
                        focused
                    />
                    <Select
                        label="移す先の組"
                        field=target
                        options=targets
                        need=Need::Unsaid
                    />
                    <p>
                        <OpButton value=format!("{MOVE}{at}") focus about=format!("組{}の項目を", at + 1)>
                            "移す"
                        </OpButton>
                    </p>
                </div>
            </details>
        }
    })
}

/// The ward's usual words.
#[component]
pub(super) fn Dictionary(
    at: usize,
    group: TypedGroup,
    found: Option<Vec<DictionaryEntry>>,
    focus: String,
) -> impl IntoView {
    let name = format!("{LIST}[{at}].lookup");
    let open = found.is_some();
    let focused = focus == name;
    let found = found.map(|found| {
        if found.is_empty() {
            return view! {
                <p class="support">"辞書にありません。ほかの言葉か、よみがなの一部でさがしてください。"</p>
            }
            .into_any();
        }
        let boxes = found.iter().map(|entry| entry_box(at, entry)).collect_view();
        view! {
            <fieldset class="entries">
                <legend>"加える項目"</legend>
                {boxes}
            </fieldset>
            <OpButton value=format!("insert:{at}") focus=String::new() about=format!("組{}に", at + 1)>
                "選んだ項目を加える"
            </OpButton>
        }
        .into_any()
    });
    view! {
        <details class="more" open=open>
            <summary>"辞書から加える"</summary>
            <div class="stack">
                <div class="cluster entries-search">
                    <TextInput
                        label="辞書の項目名、よみがな"
                        field=Field::plain(name, group.lookup)
                        need=Need::Unsaid
                        kind="search"
                        focused
                    />
                    <OpButton value=format!("look-up:{at}") focus=String::new() about="辞書を">
                        "さがす"
                    </OpButton>
                </div>
                {found}
            </div>
        </details>
    }
}

fn entry_box(at: usize, entry: &DictionaryEntry) -> impl IntoView + use<> {
    let mut flags = Vec::new();
    if entry.sensitive {
        flags.push("要配慮");
    }
    if entry.my_number {
        flags.push("特定個人情報");
    }
    let flags = if flags.is_empty() { String::new() } else { format!("［{}］", flags.join("・")) };
    let reading = if entry.reading.is_empty() { String::new() } else { format!("（{}）", entry.reading) };
    let label = format!("{}{reading}{flags}", entry.name);
    view! { <CheckBox label field=Field::plain(entry_field(at, entry), "")/> }
}

/// What the group points to: an annex, an earlier decision.
#[component]
pub(super) fn References(
    path: String,
    group: TypedGroup,
    offered: Offered,
    state: FormState,
) -> impl IntoView {
    let of = |name: &str, value: &str| field(&path, name, value, &state);
    let annex = of("annex", &group.annex);
    let outcome = of("earlier_decision.outcome", &group.earlier_outcome);
    let text = of("earlier_decision.text", &group.earlier_text);
    let open =
        [&annex, &outcome, &text].iter().any(|field| !field.value.is_empty() || !field.errors.is_empty());
    let options = |none: &'static str, choices: &[Choice]| -> Vec<SelectOption> {
        let choices =
            choices.iter().map(|choice| SelectOption::new(choice.id.to_string(), choice.name.clone()));
        std::iter::once(SelectOption::new("", none)).chain(choices).collect()
    };
    view! {
        <details class="more" open=open>
            <summary>"別紙のとおり・以前の議決等"</summary>
            <div class="stack">
                <Select
                    label="記録項目の別紙"
                    field=annex
                    options=options("別紙は使わない", &offered.annexes)
                    hint="選ぶと、様式には項目の後に「及び別紙のとおり」と印字します。項目がなければ「別紙のとおり」となります。"
                />
                <Select
                    label="以前の議決等"
                    field=outcome
                    options=options("書かない", &offered.outcomes)
                    hint="この組のうち、以前の審議会で決まったものがあるとき"
                />
                <TextArea label="様式に載せる文" field=text rows=2 hint="かっこは付けずに入れます。"/>
            </div>
        </details>
    }
}
