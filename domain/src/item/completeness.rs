//! What of an item is complete, part by part.

use chrono::NaiveDate;

use super::{
    DataGroup, Direction, FormRow, ItemKind, ItemPart, ItemVersion, ProtectionBy, ProtectionKind,
    fit::{Fit, Severity},
};
use crate::legal::LegalBasis;

/// How far a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartState {
    /// Nothing is missing.
    Complete,
    /// What is missing, each in a few words.
    Missing(Vec<String>),
    /// Empty, and may stay so.
    Optional,
}

/// What surrounds a version, as far as completeness depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Its legal basis.
    pub basis: Option<&'a LegalBasis>,
    /// The day it is judged on.
    pub today: NaiveDate,
    /// What its clause sets are like.
    pub fit: &'a Fit,
}

/// Every part of a version with how far it is, in the order of the task list.
pub fn completeness(
    kind: ItemKind,
    version: &ItemVersion,
    around: Surroundings<'_>,
) -> Vec<(ItemPart, PartState)> {
    ItemPart::ALL.iter().map(|part| (*part, state(*part, kind, version, around))).collect()
}

fn state(part: ItemPart, kind: ItemKind, version: &ItemVersion, around: Surroundings<'_>) -> PartState {
    match part {
        ItemPart::Basics => judged(basics(kind, version, around)),
        ItemPart::DataItems => judged(data_items(kind, &version.data_groups)),
        ItemPart::Media if !FormRow::of(kind).contains(&FormRow::Media) && version.media.is_empty() => {
            PartState::Optional
        }
        ItemPart::Media => judged(nothing_in(&version.media, "媒体")),
        ItemPart::Reason => judged(nothing_in(&version.reason, "理由の文章")),
        ItemPart::Description => judged(nothing_in(&version.description, "内容の文章")),
        ItemPart::Periods => judged(nothing_in(&version.periods, "時期の行")),
        ItemPart::Protections => judged(protections(kind, version, around.fit)),
        ItemPart::ClauseSets if kind == ItemKind::Linkage && version.clause_sets.is_empty() => {
            PartState::Optional
        }
        ItemPart::ClauseSets => judged(lacking(around.fit, ItemPart::ClauseSets)),
    }
}

fn judged(missing: Vec<String>) -> PartState {
    if missing.is_empty() { PartState::Complete } else { PartState::Missing(missing) }
}

fn nothing_in<T>(list: &[T], what: &str) -> Vec<String> {
    if list.is_empty() { vec![what.to_owned()] } else { Vec::new() }
}

fn basics(kind: ItemKind, version: &ItemVersion, around: Surroundings<'_>) -> Vec<String> {
    let mut missing = Vec::new();
    if version.title.trim().is_empty() {
        missing.push("件名".to_owned());
    }
    match around.basis {
        None => missing.push("根拠".to_owned()),
        Some(basis) if basis.item_kind != kind => missing.push(format!("{}の根拠", kind.word())),
        // What holds already rests on the basis of its day.
        Some(basis) if !basis.holds_on(version.valid_from.unwrap_or(around.today)) => {
            missing.push("その日に有効な根拠".to_owned());
        }
        Some(_) => {}
    }
    missing
}

fn data_items(kind: ItemKind, groups: &[DataGroup]) -> Vec<String> {
    if groups.is_empty() {
        return vec!["だれの、どのような項目か".to_owned()];
    }
    let mut missing = Vec::new();
    for group in groups.iter().filter(|group| group.items.is_empty() && group.annex.is_none()) {
        missing.push(format!("「{}」の項目", group.subject));
    }
    let linked = groups.iter().any(|group| group.direction == Direction::Linked);
    if kind == ItemKind::Linkage && !linked {
        missing.push("結合される項目".to_owned());
    }
    missing
}

fn protections(kind: ItemKind, version: &ItemVersion, fit: &Fit) -> Vec<String> {
    let mut missing = Vec::new();
    for (row, by) in
        [(FormRow::WardProtections, ProtectionBy::Ward), (FormRow::PartyProtections, ProtectionBy::Party)]
    {
        if FormRow::of(kind).contains(&row) && version.protections_by(by).next().is_none() {
            missing.push(by.word().to_owned());
        }
    }
    let attached = version.protections.iter().any(|line| line.kind == ProtectionKind::ClauseSets);
    if attached && version.clause_sets.is_empty() {
        missing.push("「特記事項を付す」の行に当たる特記事項".to_owned());
    }
    let typed = lacking(fit, ItemPart::Protections);
    if !attached && !version.clause_sets.is_empty() && typed.is_empty() {
        missing.push("「特記事項を付す」の行".to_owned());
    }
    missing.extend(typed);
    missing
}

/// What a part lacks by the fit of the clause sets, each once.
fn lacking(fit: &Fit, part: ItemPart) -> Vec<String> {
    let of_part = fit.findings.iter().filter(|finding| finding.part == Some(part));
    let grave = of_part.filter(|finding| part != ItemPart::ClauseSets || finding.severity == Severity::Error);
    let mut missing: Vec<String> = Vec::new();
    for lacks in grave.filter_map(|finding| finding.lacks.as_ref()) {
        if !missing.contains(lacks) {
            missing.push(lacks.clone());
        }
    }
    missing
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::{
        Id,
        clauses::{ClauseSet, Edition, Profile},
        item::fit::{Case, Related, fit},
    };

    fn version(with: &Value) -> ItemVersion {
        let id = Uuid::nil();
        let mut version = json!({
            "id": id, "state": "proposal", "title": "見守り電話の委託", "holding_section": id,
            "registered_business": id, "legal_basis": id, "party": id, "reason": [], "description": [],
            "periods": [], "data_groups": [], "protections": []
        });
        for (field, value) in with.as_object().unwrap() {
            version[field] = value.clone();
        }
        serde_json::from_value(version).unwrap()
    }

    fn basis(kind: &str, to: Option<&str>) -> LegalBasis {
        serde_json::from_value(json!({
            "id": Uuid::nil(), "instrument": "見本区条例", "article": "第1条", "cover_label": "業務委託",
            "form_title": "別紙（業務委託）", "form_heading": "委託", "item_kind": kind, "route": "report",
            "valid_to": to
        }))
        .unwrap()
    }

    fn states(kind: ItemKind, with: &Value, below: usize) -> Vec<(ItemPart, PartState)> {
        let basis = basis(kind.code(), None);
        let (today, version) = ("2026-11-22".parse().unwrap(), version(with));
        let under = Related { item: Uuid::nil().into(), title: None, clause_sets: Vec::new() };
        let (below, editions) = (vec![under; below], known());
        let case = Case { kind, version: &version, today, parent: None, below: &below, editions: &editions };
        completeness(kind, &version, Surroundings { basis: Some(&basis), today, fit: &fit(case) })
    }

    /// One set that allows re-outsourcing with consent.
    fn known() -> BTreeMap<Id<Edition>, Profile> {
        let set: ClauseSet = serde_json::from_value(json!({
            "id": Uuid::nil(), "name": "承諾型", "variant": "own", "title": "特記事項",
            "parties": {"ward": "甲", "contractor": "乙"}, "editions": [{
                "id": Uuid::nil(), "number": 1, "state": "published", "clauses": [{
                    "number": 1, "caption": "再委託の禁止",
                    "body": "乙は、甲の承諾なしに業務を他の者に行わせてはならない。"
                }]
            }]
        }))
        .unwrap();
        [(Uuid::nil().into(), Profile::of(&set, &set.editions[0]))].into()
    }

    fn of(states: &[(ItemPart, PartState)], part: ItemPart) -> &PartState {
        &states.iter().find(|(held, _)| *held == part).unwrap().1
    }

    #[test]
    fn an_empty_outsourcing_misses_every_part_but_its_basics() {
        let states = states(ItemKind::Outsourcing, &json!({}), 0);
        let missing: Vec<ItemPart> =
            states.iter().filter(|(_, state)| *state != PartState::Complete).map(|(part, _)| *part).collect();
        assert_eq!(missing, ItemPart::ALL[1..]);
        assert!(states.iter().all(|(_, state)| *state != PartState::Optional));
    }

    #[test]
    fn a_linkage_needs_no_media_and_no_clauses_but_linked_items() {
        let provided = json!({"data_groups": [{
            "direction": "provided", "subject": "対象者", "subject_style": "bullet", "items": [{"name": "氏名"}]
        }]});
        let states = states(ItemKind::Linkage, &provided, 0);
        assert_eq!(of(&states, ItemPart::Media), &PartState::Optional);
        assert_eq!(of(&states, ItemPart::ClauseSets), &PartState::Optional);
        assert_eq!(of(&states, ItemPart::DataItems), &PartState::Missing(vec!["結合される項目".into()]));
    }

    #[test]
    fn a_group_without_items_needs_an_annex() {
        let group = |annex: Value| {
            json!({"data_groups": [{
                "direction": "provided", "subject": "対象者", "subject_style": "bullet", "items": [], "annex": annex
            }]})
        };
        let without = states(ItemKind::Outsourcing, &group(Value::Null), 0);
        assert_eq!(of(&without, ItemPart::DataItems), &PartState::Missing(vec!["「対象者」の項目".into()]));
        let with = states(ItemKind::Outsourcing, &group(json!(Uuid::nil())), 0);
        assert_eq!(of(&with, ItemPart::DataItems), &PartState::Complete);
    }

    #[test]
    fn clause_sets_and_their_line_go_together_and_reach_the_subcontract() {
        let governing = json!({"clause_sets": [{"edition": Uuid::nil(), "role": "governing"}]});
        let alone = states(ItemKind::Outsourcing, &governing, 0);
        assert_eq!(of(&alone, ItemPart::ClauseSets), &PartState::Complete);
        let PartState::Missing(lines) = of(&alone, ItemPart::Protections) else { panic!() };
        assert!(lines.contains(&"「特記事項を付す」の行".to_owned()));
        let over = states(ItemKind::Outsourcing, &governing, 1);
        let missing = PartState::Missing(vec!["再委託契約に付させる特記事項".into()]);
        assert_eq!(of(&over, ItemPart::ClauseSets), &missing);
    }

    #[test]
    fn a_basis_must_be_of_the_kind_and_hold_on_the_versions_day() {
        let judged = |kind: &str, to, with: Value| {
            let basis = basis(kind, to);
            let around = Surroundings {
                basis: Some(&basis),
                today: "2026-11-22".parse().unwrap(),
                fit: &Fit::default(),
            };
            completeness(ItemKind::Outsourcing, &version(&with), around)[0].1.clone()
        };
        assert_eq!(judged("outsourcing", None, json!({})), PartState::Complete);
        assert!(matches!(judged("linkage", None, json!({})), PartState::Missing(_)));
        assert!(matches!(judged("outsourcing", Some("2023-03-31"), json!({})), PartState::Missing(_)));
        let old = json!({"state": "in_force", "valid_from": "2020-04-01"});
        assert_eq!(judged("outsourcing", Some("2023-03-31"), old), PartState::Complete);
    }
}
