//! A duty in words: who owes what to whom, when, and what proves it.

use domain::duty::{DueBase, Duty, Evidence, EvidenceSource, PartyNames};
use leptos::prelude::*;

use crate::components::{Tag, Tone};

/// When it arises and when it is due.
pub(crate) fn when(duty: &Duty) -> String {
    let due = match (duty.due.base, duty.due.standard_days) {
        (DueBase::None, _) => return duty.trigger.word().to_owned(),
        (base @ (DueBase::ContractEnd | DueBase::Erasure), None) => {
            format!("{}数える（日数の定めなし）", base.word())
        }
        (base, None) => base.word().to_owned(),
        (base, Some(days)) => format!("{}{days}日以内（内規）", base.word()),
    };
    format!("{}。期限：{due}", duty.trigger.word())
}

/// What proves it, each with who asks for it.
pub(crate) fn evidence(list: &[Evidence]) -> impl IntoView + use<> {
    let rows = list
        .iter()
        .map(|evidence| {
            let tone = if evidence.source == EvidenceSource::Standard { Tone::Plain } else { Tone::Info };
            view! {
                <li class="evidence"><span>{evidence.name.clone()}</span><Tag tone text=evidence.source.word()/></li>
            }
        })
        .collect_view();
    view! { <ul class="plain-list">{rows}</ul> }
}

/// A duty in all its words.
pub(super) fn full(duty: &Duty, names: &PartyNames) -> impl IntoView + use<> {
    let survives = duty.survives.then(|| view! { <Tag tone=Tone::Plain text="契約終了後も続く"/> });
    let proof = if duty.evidence.is_empty() {
        view! { <span class="support">"なし"</span> }.into_any()
    } else {
        evidence(&duty.evidence).into_any()
    };
    view! {
        <p class="duty-text">{duty.text.clone()}</p>
        <p class="tags"><Tag tone=Tone::Plain text=duty.kind.word()/>{survives}</p>
        <dl class="duty-facts">
            <div><dt>"だれが、だれに"</dt><dd>{names.between(duty)}</dd></div>
            <div><dt>"いつ"</dt><dd>{when(duty)}</dd></div>
            <div><dt>"証拠"</dt><dd>{proof}</dd></div>
        </dl>
    }
}

/// The duties of a protection in a few words, under its text.
pub(crate) fn short(duties: &[Duty], names: &PartyNames) -> Option<impl IntoView + use<>> {
    let rows = duties
        .iter()
        .map(|duty| {
            let proof: Vec<&str> = duty.evidence.iter().map(|evidence| evidence.name.as_str()).collect();
            let proof = (!proof.is_empty()).then(|| format!("証拠：{}", proof.join("、")));
            view! {
                <li>
                    <span>{format!("義務：{}", duty.text)}</span>
                    <span>{names.between(duty)}</span>
                    {proof.map(|proof| view! { <span>{proof}</span> })}
                </li>
            }
        })
        .collect_view();
    (!duties.is_empty()).then(|| view! { <ul class="duty-short">{rows}</ul> })
}
