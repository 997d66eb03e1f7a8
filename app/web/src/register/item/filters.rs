//! What the list of items can be narrowed to.

use azukari_core::register::{SectionName, item::ItemQuery};
use domain::item::{ItemKind, VersionState};
use leptos::prelude::*;
use uuid::Uuid;

use super::PATH;
use crate::{
    components::{FilterPanel, FilterTag, Need, Select, SelectOption},
    form::{Field, Posted},
};

/// `paper=none`: proposals in no paper that is being drafted.
const UNPLACED: &str = "none";

/// The filters of an address. Values that are none are left out of account.
pub(in crate::register) fn read(query: &Posted) -> ItemQuery {
    ItemQuery {
        search: query.get("q").to_owned(),
        kind: ItemKind::from_code(query.get("kind")),
        section: query.get("section").parse::<Uuid>().ok(),
        state: VersionState::from_code(query.get("state")),
        programme: query.get("programme").parse::<Uuid>().ok(),
        unplaced: query.get("paper") == UNPLACED,
        ..ItemQuery::default()
    }
}

/// The filters that are on, each with the way to take it off.
pub(in crate::register) fn tags(
    query: &Posted,
    asked: &ItemQuery,
    sections: &[SectionName],
) -> Vec<FilterTag> {
    let mut tags = Vec::new();
    let mut tag =
        |name: &str, text: String| tags.push(FilterTag::new(PATH, query, name, query.get(name), text));
    if !asked.search.trim().is_empty() {
        tag("q", format!("検索：{}", asked.search));
    }
    if let Some(kind) = asked.kind {
        tag("kind", format!("種別：{}", kind.word()));
    }
    if let Some(id) = asked.section {
        let named = sections.iter().find(|section| section.id == id);
        tag("section", format!("担当課：{}", named.map_or_else(|| "該当なし".to_owned(), SectionName::full)));
    }
    if let Some(state) = asked.state {
        tag("state", format!("状態：{}", state.word()));
    }
    if asked.programme.is_some() {
        tag("programme", "一つの事業の案件".to_owned());
    }
    if asked.unplaced {
        tag("paper", "資料に載せていない改正案".to_owned());
    }
    tags
}

/// Search and filters.
#[component]
pub(super) fn ItemFilters(
    query: Posted,
    asked: ItemQuery,
    sections: Vec<SectionName>,
    /// Whether who asks sees proposals.
    proposals: bool,
) -> impl IntoView {
    let all = || SelectOption::new("", "すべて");
    let kinds = std::iter::once(all())
        .chain(ItemKind::ALL.iter().map(|kind| SelectOption::new(kind.code(), kind.word())))
        .collect::<Vec<_>>();
    let section_options =
        std::iter::once(all()).chain(sections.iter().map(section_option)).collect::<Vec<_>>();
    let states = [VersionState::InForce, VersionState::Proposal, VersionState::Past];
    let states = std::iter::once(all())
        .chain(states.iter().map(|state| SelectOption::new(state.code(), state.word())))
        .collect::<Vec<_>>();
    let papers = vec![all(), SelectOption::new(UNPLACED, "資料に載せていない改正案")];
    let kind = Field::plain("kind", asked.kind.map(ItemKind::code).unwrap_or_default());
    let section = Field::plain("section", asked.section.map(|id| id.to_string()).unwrap_or_default());
    let state = Field::plain("state", asked.state.map(VersionState::code).unwrap_or_default());
    let paper = Field::plain("paper", if asked.unplaced { UNPLACED } else { "" });
    let of_proposals = proposals.then(|| {
        view! {
            <Select label="現行／改正案" field=state options=states need=Need::Unsaid/>
            <Select label="審議会の資料" field=paper options=papers need=Need::Unsaid/>
        }
    });
    view! {
        <FilterPanel action=PATH query search_label="件名、内容、情報項目、委託先、担当課、事業名で探す">
            <Select label="種別" field=kind options=kinds need=Need::Unsaid/>
            <Select label="担当課" field=section options=section_options need=Need::Unsaid/>
            {of_proposals}
        </FilterPanel>
    }
}

fn section_option(section: &SectionName) -> SelectOption {
    let ended = if section.valid_to.is_some() { "（廃止）" } else { "" };
    SelectOption::new(section.id.to_string(), format!("{}{ended}", section.full()))
}

#[cfg(test)]
mod tests {
    use domain::item::{ItemKind, VersionState};

    use super::{read, tags};
    use crate::form::Posted;

    #[test]
    fn an_address_is_read_and_nonsense_is_no_filter() {
        let asked = read(&Posted::parse("kind=linkage&state=proposal&section=x&paper=none"));
        assert_eq!(asked.kind, Some(ItemKind::Linkage));
        assert_eq!(asked.state, Some(VersionState::Proposal));
        assert_eq!(asked.section, None);
        assert!(asked.unplaced);
        assert_eq!(read(&Posted::parse("kind=all")).kind, None);
    }

    #[test]
    fn every_filter_that_is_on_has_a_tag() {
        let query = Posted::parse("q=%E5%8F%B0%E5%B8%B3&kind=linkage&state=&section=");
        let texts: Vec<String> = tags(&query, &read(&query), &[]).into_iter().map(|tag| tag.text).collect();
        assert_eq!(texts, ["検索：台帳", "種別：外部結合"]);
    }
}
