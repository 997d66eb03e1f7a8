use azukari_core::register::{
    SectionName,
    item::{ItemQuery, PartyFilter},
};
use domain::item::{Direction, ItemKind, VersionState};
use leptos::prelude::*;

use super::{
    PATH,
    filters::{Choices, MY_NUMBER, ONLY, SENSITIVE, SHELVED, UNPLACED, day},
};
use crate::{
    components::{FilterPanel, Need, Select, SelectOption, TextInput, or_all},
    form::{Field, Posted},
};

/// Search and filters; those used less often open by themselves when one is on.
#[component]
pub(super) fn ItemFilters(
    query: Posted,
    asked: ItemQuery,
    choices: Choices,
    /// Whether who asks sees proposals.
    proposals: bool,
) -> impl IntoView {
    let kinds = or_all(ItemKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())));
    let sections = or_all(choices.sections.iter().map(section_option));
    let kind = Field::plain("kind", asked.kind.map(ItemKind::code).unwrap_or_default());
    let section = Field::plain("section", asked.section.map(|id| id.to_string()).unwrap_or_default());
    let party = match &asked.party {
        PartyFilter::Named(name) => Field::plain("party", name.clone()),
        PartyFilter::Any | PartyFilter::One(_) => Field::plain("party", ""),
    };
    let of_proposals = proposals.then(|| {
        let states = [VersionState::InForce, VersionState::Proposal, VersionState::Past];
        let states = or_all(states.iter().map(|state| SelectOption::new(state.code(), state.word())));
        let state = Field::plain("state", asked.state.map(VersionState::code).unwrap_or_default());
        view! { <Select label="現行／改正案" field=state options=states need=Need::Unsaid/> }
    });
    // Filters that a link set and no field shows stay on.
    let linked = ["programme", "business"].map(|name| {
        let value = query.find(name).filter(|value| !value.is_empty()).map(str::to_owned);
        value.map(|value| view! { <input type="hidden" name=name value=value/> })
    });
    let only = asked.only.iter().map(|id| view! { <input type="hidden" name=ONLY value=id.to_string()/> });
    let only = only.collect_view();
    let one_party = matches!(asked.party, PartyFilter::One(_)).then(|| {
        let id = query.get("party").to_owned();
        view! { <input type="hidden" name="party" value=id/> }
    });
    view! {
        <FilterPanel action=PATH query=query.clone() search_label="件名、内容、情報項目、委託先、担当課、事業名など、案件のすべての言葉で探す">
            {linked.into_iter().collect_view()}
            {only}
            {one_party}
            <Select label="種別" field=kind options=kinds need=Need::Unsaid/>
            <Select label="担当課" field=section options=sections need=Need::Unsaid/>
            <TextInput label="委託先・相手方の名称" field=party need=Need::Unsaid/>
            {of_proposals}
            <More query asked choices proposals/>
        </FilterPanel>
    }
}

/// The filters used less often.
#[component]
fn More(query: Posted, asked: ItemQuery, choices: Choices, proposals: bool) -> impl IntoView {
    let media = or_all(choices.media.iter().map(|name| SelectOption::new(name.clone(), name.clone())));
    let medium = Field::plain("medium", asked.medium.clone());
    let directions =
        or_all(Direction::ALL.iter().map(|direction| SelectOption::new(direction.code(), direction.word())));
    let direction = Field::plain("direction", asked.direction.map(Direction::code).unwrap_or_default());
    let flags = [
        SelectOption::new(SENSITIVE, "要配慮個人情報を含む"),
        SelectOption::new(MY_NUMBER, "特定個人情報を含む"),
    ];
    let flag = Field::plain("flag", query.get("flag"));
    let sets =
        or_all(choices.clause_sets.iter().map(|(id, name)| SelectOption::new(id.to_string(), name.clone())));
    let set = Field::plain("clauses", asked.clause_set.map(|id| id.to_string()).unwrap_or_default());
    let on = day(&query).field;
    let paper = Field::plain("paper", if asked.unplaced { UNPLACED } else { "" });
    let shelf = Field::plain("shelf", if asked.archived { SHELVED } else { "" });
    let open = ["medium", "direction", "flag", "clauses", "on", "paper", "shelf"]
        .iter()
        .any(|name| query.find(name).is_some_and(|value| !value.is_empty()));
    let papers = proposals.then(|| {
        let papers = or_all([SelectOption::new(UNPLACED, "資料に載せていない改正案")]);
        let shelves = vec![SelectOption::new("", "使用中"), SelectOption::new(SHELVED, "保管中")];
        view! {
            <Select label="審議会の資料" field=paper options=papers need=Need::Unsaid/>
            <Select label="使用中／保管中" field=shelf options=shelves need=Need::Unsaid/>
        }
    });
    view! {
        <details class="filters-more filters-wide" open=open>
            <summary>"詳しい条件"</summary>
            <div class="filters-row">
                <Select label="記録媒体" field=medium options=media need=Need::Unsaid/>
                <Select label="情報の向き" field=direction options=directions need=Need::Unsaid/>
                <Select label="情報の種類" field=flag options=or_all(flags) need=Need::Unsaid/>
                <Select label="特記事項" field=set options=sets need=Need::Unsaid/>
                <TextInput label="現行だった日" field=on hint="例：R8.4.1、2026-04-01" need=Need::Unsaid/>
                {papers}
            </div>
        </details>
    }
}

fn section_option(section: &SectionName) -> SelectOption {
    let ended = if section.valid_to.is_some() { "（廃止）" } else { "" };
    SelectOption::new(section.id.to_string(), format!("{}{ended}", section.full()))
}
