//! The duties of an edition: who owes what to whom, and what proves it.

use domain::{
    clauses::{Clause, Edition, EditionState, Numbering, PartyLabels},
    duty::{Duty, PartyNames},
};
use leptos::prelude::*;

use super::article::anchor;
use crate::{
    components::{Card, Empty, TableFrame},
    register::duty::{evidence, when},
};

/// All duties of an edition, in the order of its clauses.
pub(super) fn duties(edition: &Edition, parties: &PartyLabels, may_edit: bool) -> impl IntoView + use<> {
    let names = PartyNames::of_clauses(parties);
    let rows: Vec<AnyView> = edition
        .clauses
        .iter()
        .flat_map(|clause| clause.duties.iter().map(|duty| row(clause, edition.numbering, duty, &names)))
        .collect();
    let head = format!("義務と証拠（{}件）", rows.len());
    let table = if rows.is_empty() {
        let how = may_edit.then(|| view! { <p>{how(edition.state)}</p> });
        view! { <Empty title="この版の義務はまだ登録されていません">{how}</Empty> }.into_any()
    } else {
        view! {
            <p class="support">
                "「条項」は条項が求める証拠、「内規」は区が独自に求める証拠や期限です。日数を定める条項はありません。"
            </p>
            <div class="duty-table">
                <TableFrame label="この版の義務と証拠">
                    <thead>
                        <tr>
                            <th scope="col" class="fit">"条"</th>
                            <th scope="col">"義務"</th>
                            <th scope="col">"だれが、だれに"</th>
                            <th scope="col">"いつ"</th>
                            <th scope="col">"証拠"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </TableFrame>
            </div>
        }
        .into_any()
    };
    view! { <Card title=head id="duties">{table}</Card> }
}

/// What to do about an edition without duties.
fn how(state: EditionState) -> &'static str {
    match state {
        EditionState::Draft => "「義務を確かめる」を開くと、条文から提案された義務を確かめられます。",
        _ => "公開した版の義務は変えられません。「改訂する」で新しい版を作り、その版で確かめます。",
    }
}

/// On narrow screens a row is a block of its own, and `data-label` says what
/// each part of it is.
fn row(clause: &Clause, numbering: Numbering, duty: &Duty, names: &PartyNames) -> AnyView {
    let proof = (!duty.evidence.is_empty()).then(|| evidence(&duty.evidence));
    view! {
        <tr>
            <td class="fit" data-label="条">
                <a class="hit" href=format!("#{}", anchor(clause.number))>{numbering.label(clause.number)}</a>
            </td>
            <td data-label="義務">
                <span class="duty-what">{duty.text.clone()}</span>
                <span class="support">{duty.kind.word()}</span>
            </td>
            <td data-label="だれが、だれに">{names.between(duty)}</td>
            <td data-label="いつ">{when(duty)}</td>
            <td data-label="証拠">{proof}</td>
        </tr>
    }
    .into_any()
}
