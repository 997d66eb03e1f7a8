//! The fields of a duty.

use domain::duty::{DueBase, DutyHost, DutyKind, DutyParty, PartyNames, Trigger};
use leptos::prelude::*;

use super::read::{EVIDENCE, creditor};
use crate::{
    components::{CheckBox, Need, Select, SelectOption, TextInput},
    form::{FormState, control_id},
    register::{list_editor::ListEditor, rows::Done},
};

/// The fields.
#[component]
pub(super) fn DutyFields(state: FormState, done: Done, host: DutyHost, names: PartyNames) -> impl IntoView {
    let field = |name: &str| state.field(name);
    let (text, kind, debtor, trigger) = (field("text"), field("kind"), field("debtor"), field("trigger"));
    let (base, days, survives) = (field("due.base"), field("due.standard_days"), field("survives"));
    let kinds = DutyKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())).collect();
    let triggers =
        Trigger::ALL.iter().map(|trigger| SelectOption::new(trigger.code(), trigger.word())).collect();
    let bases = DueBase::ALL.iter().map(|base| SelectOption::new(base.code(), base.word())).collect();
    let debtors = std::iter::once(SelectOption::new("", "（なし）"))
        .chain(DutyParty::ALL.iter().map(|party| SelectOption::new(party.code(), names.of(*party))))
        .collect();
    let sources: Vec<SelectOption> =
        host.sources().iter().map(|source| SelectOption::new(source.code(), source.word())).collect();
    let row = move |state: &FormState, at: usize| {
        let of = |name: &str| state.field(&EVIDENCE.field(at, name));
        let (name, source) = (of("name"), of("source"));
        view! {
            <TextInput label="証拠の名称" field=name need=Need::Required hint="例：消去証明書、授受簿"/>
            <Select label="証拠を求めるもの" field=source options=sources.clone() need=Need::Unsaid/>
        }
        .into_any()
    };
    let days_hint = match host {
        DutyHost::Clause => "条項は日数を定めません。区の内規で日数を決めているときだけ、数字で入れます。",
        DutyHost::Protection => "区の内規で日数を決めているときだけ、数字で入れます。",
    };
    view! {
        <TextInput label="義務の内容" field=text need=Need::Required hint="何をするかを短く書きます。"/>
        <Select label="種類" field=kind options=kinds need=Need::Required/>
        <Select
            label="義務を負う者"
            field=debtor
            options=debtors
            hint="権限では、それを受け入れる者です。語の定義では「（なし）」にします。"
        />
        <Creditors state=state.clone() names/>
        <Select label="義務が生じるとき" field=trigger options=triggers need=Need::Required/>
        <Select label="期限の数え方" field=base options=bases need=Need::Required/>
        <TextInput label="内規の日数" field=days hint=days_hint width="short" inputmode="numeric"/>
        <CheckBox label="契約が終わった後も続く" field=survives/>
        <section class="stack">
            <h2 class="section-head">"証拠"</h2>
            <ListEditor list=EVIDENCE state done word="証拠" row/>
        </section>
    }
}

/// To whom it is owed: several may be ticked.
#[component]
fn Creditors(state: FormState, names: PartyNames) -> impl IntoView {
    let (id, errors) = (control_id("creditors"), state.errors("creditors"));
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = if errors.is_empty() { hint_id.clone() } else { format!("{hint_id} {error_id}") };
    let boxes = DutyParty::ALL
        .iter()
        .map(|party| view! { <CheckBox label=names.of(*party).to_owned() field=state.field(&creditor(*party))/> })
        .collect_view();
    let error =
        (!errors.is_empty()).then(|| view! { <p class="field-error" id=error_id>{errors.concat()}</p> });
    view! {
        <fieldset class="field check-set" id=id tabindex="-1" aria-describedby=described>
            <legend class="field-label">"義務の相手"<span class="field-need" data-need="optional">"※任意"</span></legend>
            <p class="field-hint" id=hint_id>"権限では、その権限を持つ者です。いくつでも選べます。"</p>
            <div class="check-row">{boxes}</div>
            {error}
        </fieldset>
    }
}
