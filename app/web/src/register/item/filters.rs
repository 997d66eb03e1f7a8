//! What the list of items can be narrowed to.

use std::collections::BTreeSet;

use azukari_core::{
    Result, clauses,
    register::{
        SectionName,
        item::{self, ItemOrder, ItemPlace, ItemQuery, PartyFilter},
        sections,
    },
};
use chrono::NaiveDate;
use domain::{
    date::{format_date, read_date},
    item::{Direction, ItemKind, VersionState},
};
use uuid::Uuid;

use super::PATH;
use crate::{
    components::FilterTag,
    form::{Field, Posted},
    routing::Cx,
};

/// `paper=none`: proposals in no paper that is being drafted.
pub(super) const UNPLACED: &str = "none";
/// `shelf=archived`: items that were put away.
pub(super) const SHELVED: &str = "archived";
/// `only=`: these items alone.
pub(super) const ONLY: &str = "only";
/// `flag=`: 要配慮個人情報.
pub(super) const SENSITIVE: &str = "sensitive";
/// `flag=`: 特定個人情報.
pub(super) const MY_NUMBER: &str = "my_number";
/// The columns the list is sorted by.
pub(super) const ORDERS: [&str; 5] = ["title", "kind", "section", "party", "state"];

/// The filters of an address. Values that are none are left out of account.
pub(in crate::register) fn read(query: &Posted) -> ItemQuery {
    let id = |name: &str| query.get(name).parse::<Uuid>().ok();
    let sort = query.get("sort");
    let flag = |flag: &str| query.pairs().iter().any(|(name, value)| name == "flag" && value == flag);
    ItemQuery {
        search: query.get("q").to_owned(),
        kind: ItemKind::from_code(query.get("kind")),
        section: id("section"),
        state: VersionState::from_code(query.get("state")),
        programme: id("programme"),
        business: id("business"),
        party: match (id("party"), query.get("party").trim()) {
            (Some(id), _) => PartyFilter::One(id),
            (None, "") => PartyFilter::Any,
            (None, name) => PartyFilter::Named(name.to_owned()),
        },
        medium: query.get("medium").to_owned(),
        direction: Direction::from_code(query.get("direction")),
        sensitive: flag(SENSITIVE),
        my_number: flag(MY_NUMBER),
        clause_set: id("clauses"),
        day: day(query).value,
        unplaced: query.get("paper") == UNPLACED,
        archived: query.get("shelf") == SHELVED,
        only: ids(query, ONLY),
        order: match sort.trim_start_matches('-') {
            "kind" => ItemOrder::Kind,
            "section" => ItemOrder::Section,
            "party" => ItemOrder::Party,
            "state" => ItemOrder::State,
            _ => ItemOrder::Title,
        },
        descending: sort.starts_with('-') && ORDERS.contains(&&sort[1..]),
        place: match (id("after"), id("before")) {
            (Some(id), _) => ItemPlace::After(id),
            (None, Some(id)) => ItemPlace::Before(id),
            (None, None) => ItemPlace::First,
        },
        limit: 0,
    }
}

/// The ids under a name, each once, in the order they came.
pub(super) fn ids(posted: &Posted, name: &str) -> Vec<Uuid> {
    let mut seen = BTreeSet::new();
    let named = posted.pairs().iter().filter(|(key, _)| key == name);
    named.filter_map(|(_, value)| value.parse().ok()).filter(|id| seen.insert(*id)).collect()
}

/// The day asked for.
pub(super) struct Day {
    /// The day, if what was typed is one.
    pub(super) value: Option<NaiveDate>,
    /// What was typed, with what is wrong about it.
    pub(super) field: Field,
}

/// Reads the day on which items were in force.
pub(super) fn day(query: &Posted) -> Day {
    let typed = query.get("on").trim();
    let mut field = Field::plain("on", typed);
    if typed.is_empty() {
        return Day { value: None, field };
    }
    match read_date(typed) {
        Ok(reading) => Day { value: Some(reading.date), field },
        Err(fault) => {
            field.errors.push(fault.to_string());
            Day { value: None, field }
        }
    }
}

/// What can be chosen from.
#[derive(Clone)]
pub(in crate::register) struct Choices {
    pub(super) sections: Vec<SectionName>,
    pub(super) media: Vec<String>,
    pub(super) clause_sets: Vec<(Uuid, String)>,
}

/// Loads what can be chosen from.
pub(in crate::register) async fn choices(cx: &Cx) -> Result<Choices> {
    let (ward, actor) = (cx.ward(), cx.actor()?);
    let (sections, media, clause_sets) =
        tokio::try_join!(sections(ward, actor), item::media(ward, actor), clauses::names(ward, actor))?;
    Ok(Choices { sections, media, clause_sets })
}

impl Choices {
    fn section(&self, id: Uuid) -> String {
        let named = self.sections.iter().find(|section| section.id == id);
        named.map_or_else(|| "該当なし".to_owned(), SectionName::full)
    }

    fn clause_set(&self, id: Uuid) -> String {
        let named = self.clause_sets.iter().find(|(set, _)| *set == id);
        named.map_or_else(|| "該当なし".to_owned(), |(_, name)| name.clone())
    }
}

/// The filters that are on, each with the way to take it off.
pub(in crate::register) fn tags(query: &Posted, asked: &ItemQuery, choices: &Choices) -> Vec<FilterTag> {
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
        tag("section", format!("担当課：{}", choices.section(id)));
    }
    match &asked.party {
        PartyFilter::Any => {}
        PartyFilter::One(_) => tag("party", "一つの委託先・相手方の案件".to_owned()),
        PartyFilter::Named(name) => tag("party", format!("委託先・相手方：{name}")),
    }
    if !asked.medium.trim().is_empty() {
        tag("medium", format!("記録媒体：{}", asked.medium));
    }
    if let Some(direction) = asked.direction {
        tag("direction", format!("情報の向き：{}", direction.word()));
    }
    if let Some(id) = asked.clause_set {
        tag("clauses", format!("特記事項：{}", choices.clause_set(id)));
    }
    if let Some(day) = asked.day {
        tag("on", format!("{}に現行", format_date(day)));
    }
    if let Some(state) = asked.state.filter(|_| asked.day.is_none()) {
        tag("state", format!("状態：{}", state.word()));
    }
    if asked.programme.is_some() {
        tag("programme", "一つの事業の案件".to_owned());
    }
    if asked.business.is_some() {
        tag("business", "一つの登録業務の案件".to_owned());
    }
    if asked.unplaced {
        tag("paper", "資料に載せていない改正案".to_owned());
    }
    if asked.archived {
        tag("shelf", "保管中".to_owned());
    }
    if !asked.only.is_empty() {
        let rest = query.pairs().iter().filter(|(name, _)| name != ONLY).cloned().collect();
        let mut tag = FilterTag::new(PATH, &Posted::of(rest, Vec::new()), "", "", "");
        tag.text = format!("選んだ案件（{}件）", asked.only.len());
        tags.push(tag);
    }
    for (on, flag, word) in [
        (asked.sensitive, SENSITIVE, "要配慮個人情報を含む"),
        (asked.my_number, MY_NUMBER, "特定個人情報を含む"),
    ] {
        if on {
            tags.push(FilterTag::new(PATH, query, "flag", flag, word));
        }
    }
    tags
}

/// The address of the list without its page: what a saved view keeps.
pub(crate) fn kept(query: &Posted) -> String {
    const KEPT: [&str; 15] = [
        "q",
        "kind",
        "section",
        "party",
        "medium",
        "direction",
        "flag",
        "clauses",
        "on",
        "state",
        "programme",
        "business",
        "paper",
        "shelf",
        "sort",
    ];
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(
        query.pairs().iter().filter(|(name, value)| KEPT.contains(&name.as_str()) && !value.is_empty()),
    );
    kept.finish()
}

#[cfg(test)]
mod tests {
    use domain::item::{ItemKind, VersionState};

    use super::{Choices, kept, read, tags};
    use crate::form::Posted;

    #[test]
    fn an_address_is_read_and_nonsense_is_no_filter() {
        let asked = read(&Posted::parse("kind=linkage&state=proposal&section=x&paper=none&flag=my_number"));
        assert_eq!(asked.kind, Some(ItemKind::Linkage));
        assert_eq!(asked.state, Some(VersionState::Proposal));
        assert_eq!((asked.section, asked.sensitive, asked.my_number), (None, false, true));
        assert!(asked.unplaced);
        assert_eq!(read(&Posted::parse("kind=all&sort=-password")).kind, None);
        assert!(!read(&Posted::parse("sort=-password")).descending);
        assert!(read(&Posted::parse("sort=-party")).descending);
    }

    #[test]
    fn a_day_is_read_in_either_calendar_and_nonsense_is_told() {
        assert_eq!(read(&Posted::parse("on=R8.4.1")).day, chrono::NaiveDate::from_ymd_opt(2026, 4, 1));
        let nonsense = super::day(&Posted::parse("on=R8.13.1"));
        assert!(nonsense.value.is_none() && !nonsense.field.errors.is_empty());
    }

    #[test]
    fn every_filter_that_is_on_has_a_tag() {
        let query = Posted::parse(
            "q=%E5%8F%B0%E5%B8%B3&kind=linkage&state=&section=&flag=sensitive&medium=%E7%B4%99",
        );
        let none = Choices { sections: Vec::new(), media: Vec::new(), clause_sets: Vec::new() };
        let texts: Vec<String> = tags(&query, &read(&query), &none).into_iter().map(|tag| tag.text).collect();
        assert_eq!(texts, ["検索：台帳", "種別：外部結合", "記録媒体：紙", "要配慮個人情報を含む"]);
    }

    #[test]
    fn a_saved_view_keeps_filters_and_order_and_nothing_else() {
        assert_eq!(
            kept(&Posted::parse("kind=linkage&q=&after=1&sort=-party&x=y")),
            "kind=linkage&sort=-party"
        );
    }
}
