//! Which sets would be right.

use super::{Case, Profile, Suggestion};
use crate::{
    clauses::{EditionState, Entrusting},
    duty::DutyParty,
    item::{ClauseSetRole, ClauseSetUse, ItemKind},
};

/// The sets to choose; nothing where what is chosen is already that.
pub(super) fn suggest(case: Case<'_>) -> Option<Suggestion> {
    let (side, why) = match (case.kind, case.below.is_empty()) {
        (ItemKind::Linkage, _) => return None,
        (ItemKind::Outsourcing, true) => (DutyParty::Contractor, ""),
        (ItemKind::Outsourcing, false) => (DutyParty::Contractor, "再委託があるので、"),
        (ItemKind::Reoutsourcing, true) => (DutyParty::Subcontractor, "再委託の契約なので、"),
        (ItemKind::Reoutsourcing, false) => (DutyParty::Subcontractor, "再委託先が更に再委託しているので、"),
    };
    let Some(governing) = governing(case, side) else {
        let what = match (side, case.below.is_empty()) {
            (DutyParty::Subcontractor, true) => "再委託先に義務を負わせる特記事項",
            (DutyParty::Subcontractor, false) => {
                "再委託先に義務を負わせ、更なる再委託を承諾により認める特記事項"
            }
            (_, true) => "委託先に義務を負わせる特記事項",
            (_, false) => "再委託を承諾により認める特記事項",
        };
        let message = format!(
            "{why}{what}を付しますが、公開された版がありません。個人情報保護担当に相談してください。"
        );
        return Some(Suggestion { message, sets: Vec::new() });
    };
    let handed_down =
        if case.below.is_empty() && governing.hands_down.is_none() { None } else { handed_down(case) };
    let chosen = [(Some(governing), ClauseSetRole::Governing), (handed_down, ClauseSetRole::FlowDown)];
    let chosen: Vec<(&Profile, ClauseSetRole)> =
        chosen.into_iter().filter_map(|(profile, role)| Some((profile?, role))).collect();
    let sets: Vec<ClauseSetUse> =
        chosen.iter().map(|(profile, role)| ClauseSetUse { edition: profile.edition, role: *role }).collect();
    if sets == case.version.clause_sets {
        return None;
    }
    let named: Vec<String> = chosen
        .iter()
        .map(|(profile, role)| format!("「{}」を「{}」に", profile.full_name(), role.word()))
        .collect();
    Some(Suggestion { message: format!("{why}{}選びます。", named.join("、")), sets })
}

/// Whether an edition may be chosen for a contract that begins on the item's
/// day.
fn is_offered(case: Case<'_>, profile: &Profile) -> bool {
    let decided = match profile.state {
        EditionState::Published => true,
        EditionState::Superseded => profile.valid_to.is_some(),
        EditionState::Draft => false,
    };
    decided && profile.holds_on(case.day().max(case.today))
}

/// Editions for one side that may be chosen: what is chosen already first, then
/// those of each set from the newest.
fn offered<'a>(case: Case<'a>, side: DutyParty, first: &[&'a Profile]) -> Vec<&'a Profile> {
    let mut rest: Vec<&Profile> = case.editions.values().collect();
    rest.sort_by_key(|profile| (profile.set, std::cmp::Reverse(profile.number)));
    let all = first.iter().copied().chain(rest);
    all.filter(|profile| profile.binds == Some(side) && is_offered(case, profile)).collect()
}

fn governing<'a>(case: Case<'a>, side: DutyParty) -> Option<&'a Profile> {
    let mut first = Vec::new();
    if let Some(parent) = case.parent {
        first.extend(case.used(&parent.clause_sets, ClauseSetRole::FlowDown));
    }
    first.extend(case.governing());
    let offered = offered(case, side, &first);
    let known = |profile: &Profile| first.iter().any(|first| first.edition == profile.edition);
    if !case.below.is_empty() {
        return offered.into_iter().find(|profile| profile.allows().is_some());
    }
    let barring = |profile: &&Profile| matches!(profile.entrusting, Entrusting::Barred(_));
    let kept = offered.iter().find(|profile| known(profile)).or_else(|| offered.iter().find(|p| barring(p)));
    kept.or(offered.first()).copied()
}

fn handed_down(case: Case<'_>) -> Option<&Profile> {
    let mut first = case.handed_down();
    first.extend(case.below.iter().flat_map(|below| case.used(&below.clause_sets, ClauseSetRole::Governing)));
    offered(case, DutyParty::Subcontractor, &first).into_iter().next()
}
