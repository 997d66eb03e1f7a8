//! The duties of an edition: who owes what to whom, and what proves it.

use domain::{
    clauses::{Clause, Edition, Numbering, PartyLabels},
    duty::{DueBase, Duty, DutyParty, EvidenceSource},
};
use leptos::prelude::*;

use super::article::anchor;
use crate::components::{Card, Empty, TableFrame, Tag, Tone};

/// All duties of an edition, in the order of its clauses.
pub(super) fn duties(edition: &Edition, parties: &PartyLabels) -> impl IntoView + use<> {
    let rows: Vec<AnyView> = edition
        .clauses
        .iter()
        .flat_map(|clause| {
            clause.duties.iter().map(move |duty| row(clause, edition.numbering, duty, parties))
        })
        .collect();
    let head = format!("義務と証拠（{}件）", rows.len());
    let table = if rows.is_empty() {
        view! { <Empty title="この版の義務はまだ登録されていません"/> }.into_any()
    } else {
        view! {
            <p class="support">
                "「条項」は条項が求める証拠、「内規」は区が独自に求める証拠や期限です。日数を定める条項はありません。"
            </p>
            <TableFrame label="この版の義務と証拠">
                <thead>
                    <tr>
                        <th scope="col">"条"</th>
                        <th scope="col">"義務"</th>
                        <th scope="col">"だれが、だれに"</th>
                        <th scope="col">"いつ"</th>
                        <th scope="col">"証拠"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        }
        .into_any()
    };
    view! { <Card title=head id="duties">{table}</Card> }
}

fn row(clause: &Clause, numbering: Numbering, duty: &Duty, parties: &PartyLabels) -> AnyView {
    let between = between(duty, parties);
    let when = when(duty);
    let evidence = duty
        .evidence
        .iter()
        .map(|evidence| {
            let tone = if evidence.source == EvidenceSource::Clause { Tone::Info } else { Tone::Plain };
            view! { <li>{evidence.name.clone()}" "<Tag tone text=evidence.source.word()/></li> }
        })
        .collect_view();
    view! {
        <tr>
            <td class="fit"><a href=format!("#{}", anchor(clause.number))>{numbering.label(clause.number)}</a></td>
            <td>{duty.text.clone()}<span class="support">{format!("　{}", duty.kind.word())}</span></td>
            <td>{between}</td>
            <td>{when}</td>
            <td><ul class="plain-list">{evidence}</ul></td>
        </tr>
    }
    .into_any()
}

/// 乙から甲へ; 甲の権限.
fn between(duty: &Duty, parties: &PartyLabels) -> String {
    let creditors: Vec<&str> = duty.creditors.iter().map(|party| called(*party, parties)).collect();
    let creditors = creditors.join("、");
    match duty.debtor.map(|party| called(party, parties)) {
        Some(debtor) if creditors.is_empty() => debtor.to_owned(),
        Some(debtor) => format!("{debtor} → {creditors}"),
        None => creditors,
    }
}

/// What the set calls a party, or what it is.
fn called(party: DutyParty, parties: &PartyLabels) -> &str {
    let label = match party {
        DutyParty::Ward => parties.ward.as_str(),
        DutyParty::Contractor => parties.contractor.as_str(),
        DutyParty::Subcontractor => parties.subcontractor.as_str(),
        DutyParty::Staff | DutyParty::ThirdParty => "",
    };
    if label.is_empty() { party.word() } else { label }
}

fn when(duty: &Duty) -> String {
    let due = match (duty.due.base, duty.due.standard_days) {
        (DueBase::None, _) => return duty.trigger.word().to_owned(),
        (base, None) => base.word().to_owned(),
        (base, Some(days)) => format!("{}{days}日以内（内規）", base.word()),
    };
    format!("{}。期限：{due}", duty.trigger.word())
}
