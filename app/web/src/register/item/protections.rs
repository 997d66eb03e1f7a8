//! 情報保護対策 and 付す特記事項.

use azukari_core::{clauses::EditionName, register::item::ItemView};
use domain::{
    clauses::EditionState,
    duty::PartyNames,
    item::{ClauseSetUse, ItemVersion, Protection, ProtectionBy, ProtectionKind},
};
use leptos::prelude::*;

use crate::{
    clauses::{clause_href, paper_href},
    components::{Tag, Tone},
    register::duty::short,
};

/// The protections of one side with their printed numbers, each with the duties
/// that somebody confirmed it brings.
pub(super) fn protections(version: &ItemVersion, by: ProtectionBy, view: &ItemView) -> impl IntoView + use<> {
    let lines = version.protections_by(by);
    let numbers = Protection::numbers(lines.clone());
    let names = PartyNames::of_item(view.item.kind);
    let items = lines
        .zip(numbers)
        .map(|(line, number)| {
            let mark = number.map(|number| view! { <span class="marked-mark">{number}</span> });
            let text = match line.kind {
                ProtectionKind::Text => line.text.clone().into_any(),
                ProtectionKind::ClauseSets => attached(line, &version.clause_sets, view).into_any(),
            };
            let duties = short(&line.duties, &names);
            view! { <li class="marked-line">{mark}<span class="marked-text">{text}</span>{duties}</li> }
        })
        .collect_view();
    view! { <ul class="marked">{items}</ul> }
}

/// The line that attaches the clause sets, with the way to each.
fn attached(line: &Protection, sets: &[ClauseSetUse], view: &ItemView) -> impl IntoView + use<> {
    let links = sets
        .iter()
        .filter_map(|used| view.editions.get(&used.edition.uuid()))
        .enumerate()
        .map(|(place, name)| {
            let and = (place > 0).then_some("、");
            view! { {and}<a href=edition_href(name)>{name.name.clone()}</a> }
        })
        .collect_view();
    view! { {format!("{}、「特記事項（", line.text)}{links}"）」を付す。" }
}

/// The clause sets of a version: what each is for, which edition.
pub(super) fn clause_sets(sets: &[ClauseSetUse], view: &ItemView) -> impl IntoView + use<> {
    let rows = sets
        .iter()
        .filter_map(|used| Some((used.role, view.editions.get(&used.edition.uuid())?)))
        .map(|(role, name)| {
            let paper = paper_href(name.set, name.edition, view.item.id.uuid());
            let tone = if name.state == EditionState::Published { Tone::Success } else { Tone::Plain };
            view! {
                <li>
                    <span>
                        <a class="hit" href=edition_href(name)>{format!("{}（第{}版）", name.name, name.number)}</a>
                        <span class="support">{format!("　{}", role.word())}</span>
                    </span>
                    <a class="hit" href=paper>"契約書に付ける（PDF）"</a>
                    <Tag tone text=name.state.word()/>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="link-list">{rows}</ul> }
}

fn edition_href(name: &EditionName) -> String {
    clause_href(name.set, name.edition, None)
}
