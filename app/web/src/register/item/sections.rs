//! The rows of an item's form as cards, in the form's order.

use azukari_core::register::item::ItemView;
use domain::{
    item::{FormRow, ItemVersion, Line, ProtectionBy},
    legal::LegalBasis,
    party::PartyKind,
};
use leptos::prelude::*;

use super::{
    data::data,
    period::periods,
    protections::{clause_sets, protections},
};
use crate::{
    components::{Card, Description, DescriptionRow},
    register::{Marked, MarkedList, annex, business, party},
};

/// Every row of the form under the label its legal basis gives it. Short rows
/// that follow each other share a card.
pub(super) fn sections(version: &ItemVersion, view: &ItemView) -> Vec<AnyView> {
    let kind = view.item.kind;
    let basis = view.bases.get(&version.legal_basis.uuid());
    let label = |row: FormRow| {
        basis.map_or_else(|| row.label(kind), |basis: &LegalBasis| basis.row_label(row)).to_owned()
    };
    let mut cards = Vec::new();
    let mut short: Vec<AnyView> = Vec::new();
    for row in FormRow::of(kind) {
        if let Some(line) = short_row(*row, label(*row), version, view) {
            short.push(line);
        } else if let Some(content) = long_row(*row, version, view) {
            cards.extend(overview(&mut short, cards.is_empty()));
            cards.push(card(label(*row), content));
        }
    }
    cards.extend(overview(&mut short, cards.is_empty()));
    // What the kind's form has no row for is not hidden.
    let has = |row: FormRow| FormRow::of(kind).contains(&row);
    if !has(FormRow::Media) && !version.media.is_empty() {
        cards.push(card("記録媒体".to_owned(), media(version)));
    }
    if !has(FormRow::PartyProtections) && version.protections_by(ProtectionBy::Party).next().is_some() {
        let content = protections(version, ProtectionBy::Party, view);
        cards.push(card(ProtectionBy::Party.word().to_owned(), content.into_any()));
    }
    if !version.clause_sets.is_empty() {
        let content = clause_sets(&version.clause_sets, view);
        cards.push(card("付す特記事項".to_owned(), content.into_any()));
    }
    cards.extend(annexes(version, view));
    cards
}

fn card(title: String, content: AnyView) -> AnyView {
    view! { <Card title>{content}</Card> }.into_any()
}

/// The card of the short rows gathered so far.
fn overview(short: &mut Vec<AnyView>, first: bool) -> Option<AnyView> {
    if short.is_empty() {
        return None;
    }
    let rows = std::mem::take(short);
    let title = if first { "概要" } else { "相手方" };
    Some(view! { <Card title><Description>{rows}</Description></Card> }.into_any())
}

fn short_row(row: FormRow, label: String, version: &ItemVersion, view: &ItemView) -> Option<AnyView> {
    let content = match row {
        FormRow::HoldingSection => {
            let section = view.sections.get(&version.holding_section.uuid());
            let href = format!("/items?section={}", version.holding_section);
            section.map(|section| view! { <a href=href>{section.full()}</a> }.into_any())
        }
        FormRow::RegisteredBusiness => {
            let business = view.businesses.get(&version.registered_business.uuid());
            let href = format!("{}/{}", business::PATH, version.registered_business);
            business.map(|business| view! { <a href=href>{business.name.clone()}</a> }.into_any())
        }
        FormRow::Party => party_of(version, view),
        _ => return None,
    };
    Some(view! { <DescriptionRow term=label>{content}</DescriptionRow> }.into_any())
}

fn party_of(version: &ItemVersion, view: &ItemView) -> Option<AnyView> {
    let party = view.parties.get(&version.party.uuid())?;
    let class =
        (party.kind == PartyKind::Class).then(|| view! { <p class="support">{PartyKind::Class.word()}</p> });
    let number = party
        .corporate_number
        .clone()
        .map(|number| view! { <p class="support">{format!("法人番号 {number}")}</p> });
    let (href, name) =
        (format!("{}/{}", party::PATH, version.party), party.printed(version.party_short_name.as_deref()));
    Some(view! { <a href=href>{name}</a>{class}{number} }.into_any())
}

fn long_row(row: FormRow, version: &ItemVersion, view: &ItemView) -> Option<AnyView> {
    Some(match row {
        FormRow::Title | FormRow::HoldingSection | FormRow::RegisteredBusiness | FormRow::Party => {
            return None;
        }
        FormRow::DataItems => data(&version.data_groups, view).into_any(),
        FormRow::Media => media(version).into_any(),
        FormRow::Reason => lines(&version.reason).into_any(),
        FormRow::Description => lines(&version.description).into_any(),
        FormRow::Period => periods(&version.periods).into_any(),
        FormRow::WardProtections => protections(version, ProtectionBy::Ward, view).into_any(),
        FormRow::PartyProtections => protections(version, ProtectionBy::Party, view).into_any(),
    })
}

fn lines(lines: &[Line]) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="support">"記載はありません。"</p> }.into_any();
    }
    let lines =
        lines.iter().map(|line| Marked::new(line.label.clone(), line.text.clone())).collect::<Vec<_>>();
    view! { <MarkedList lines/> }.into_any()
}

fn media(version: &ItemVersion) -> AnyView {
    if version.media.is_empty() {
        return view! { <p class="support">"記載はありません。"</p> }.into_any();
    }
    let lines = version.media.iter().map(|medium| Marked::new(None, medium.name.clone())).collect::<Vec<_>>();
    view! { <MarkedList lines/> }.into_any()
}

/// The annexes that the data groups point to, each once.
fn annexes(version: &ItemVersion, view: &ItemView) -> Vec<AnyView> {
    let mut shown = Vec::new();
    for id in version.data_groups.iter().filter_map(|group| group.annex) {
        if !shown.contains(&id) {
            shown.push(id);
        }
    }
    let annex_card = |id: &domain::Id<domain::annex::Annex>| {
        let annex = view.annexes.get(&id.uuid())?;
        let items = annex
            .entries
            .iter()
            .map(|entry| view! { <li class="data-item">{entry.name.clone()}</li> })
            .collect_view();
        let (anchor, href) = (format!("annex-{id}"), format!("{}/{id}", annex::PATH));
        let title = format!("別紙：{}（{}項目）", annex.title, annex.entries.len());
        Some(
            view! {
                <Card title id=anchor>
                    <ul class="data-items">{items}</ul>
                    <p><a class="hit" href=href>"この別紙を使う案件などを見る"</a></p>
                </Card>
            }
            .into_any(),
        )
    };
    shown.iter().filter_map(annex_card).collect()
}
