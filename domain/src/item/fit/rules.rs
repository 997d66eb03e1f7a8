//! What the sets of an item and those around it have to do with each other.

use super::{
    Case, Finding, Profile, Related,
    Severity::{Error, Note, Warn},
};
use crate::{
    clauses::{EditionState, Entrusting},
    date::format_date,
    duty::DutyParty,
    item::{ClauseSetRole, ItemKind, ItemPart::ClauseSets, VersionState},
};

pub(super) fn all(case: Case<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    if case.kind == ItemKind::Linkage {
        found.extend(unneeded(case));
        return found;
    }
    found.extend(none(case));
    for profile in case.governing() {
        found.extend(wrong_side(case, profile));
        found.extend(barred(case, profile));
        found.extend(not_handed_down(case, profile));
        found.extend(unconfirmed(profile));
    }
    found.extend(handed_down(case));
    found.extend(case.below.iter().filter_map(|below| differs(case, below)));
    found.extend(case.parent.into_iter().flat_map(|parent| under(case, parent)));
    let attached = case.version.clause_sets.iter().filter_map(|used| case.editions.get(&used.edition));
    for profile in attached {
        found.extend(out_of_date(case, profile));
        found.extend(stray_labels(profile));
    }
    found.extend(labels_differ(case));
    found
}

/// A linkage is no contract.
fn unneeded(case: Case<'_>) -> Option<Finding> {
    let used = case.version.clause_sets.iter().find_map(|used| case.editions.get(&used.edition));
    used.map(|profile| {
        let message = format!(
            "外部結合は契約ではないので、特記事項は要りません。「{}」を外してください。結合の相手方に求めることは、情報保護対策に書きます。",
            profile.full_name()
        );
        Finding::new("set-on-linkage", Warn, message).at(ClauseSets).on(profile, None)
    })
}

fn none(case: Case<'_>) -> Option<Finding> {
    let governs = case.version.clause_sets.iter().any(|used| used.role == ClauseSetRole::Governing);
    (!governs).then(|| {
        let message = "個人情報を扱う契約ですが、契約に付す特記事項が選ばれていません。";
        Finding::new("no-governing-set", Error, message).at(ClauseSets).lacking("契約に付す特記事項")
    })
}

fn wrong_side(case: Case<'_>, profile: &Profile) -> Option<Finding> {
    let name = profile.full_name();
    let (code, message, lacks) = match (case.kind, profile.binds?) {
        (ItemKind::Outsourcing, DutyParty::Subcontractor) => (
            "governed-as-subcontract",
            format!(
                "「{name}」は再委託先に義務を負わせる特記事項で、委託先との契約には向きません。再委託の契約に入れさせるものなら、使いみちを「{}」にしてください。",
                ClauseSetRole::FlowDown.word()
            ),
            "委託先との契約に付す特記事項",
        ),
        (ItemKind::Reoutsourcing, DutyParty::Contractor) => (
            "governed-as-prime-contract",
            format!(
                "「{name}」は委託先に義務を負わせる特記事項で、再委託の契約には向きません。再委託先に義務を負わせるものを選んでください。"
            ),
            "再委託の契約に付す特記事項",
        ),
        _ => return None,
    };
    Some(Finding::new(code, Error, message).at(ClauseSets).lacking(lacks).on(profile, None))
}

fn barred(case: Case<'_>, profile: &Profile) -> Option<Finding> {
    if case.below.is_empty() {
        return None;
    }
    let (name, count) = (profile.full_name(), case.below.len());
    let further = if case.kind == ItemKind::Reoutsourcing { "更なる再委託" } else { "再委託" };
    let finding = |code, severity, message: String| {
        let finding = Finding::new(code, severity, message).at(ClauseSets);
        finding.lacking(if case.kind == ItemKind::Reoutsourcing {
            "更なる再委託を承諾により認める特記事項"
        } else {
            "再委託を承諾により認める特記事項"
        })
    };
    match &profile.entrusting {
        Entrusting::WithConsent(_) => None,
        Entrusting::Barred(clause) => {
            let message =
                format!("{further}が{count}件ありますが、契約に付す「{name}」は{further}を認めていません。");
            Some(finding("reoutsourcing-barred", Error, message).on(profile, Some(clause)))
        }
        Entrusting::Unsaid => {
            let message = format!(
                "{further}が{count}件ありますが、契約に付す「{name}」は{further}について何も定めていません。"
            );
            Some(finding("reoutsourcing-unsaid", Warn, message).on(profile, None))
        }
    }
}

fn not_handed_down(case: Case<'_>, profile: &Profile) -> Option<Finding> {
    let has = case.version.clause_sets.iter().any(|used| used.role == ClauseSetRole::FlowDown);
    // Where entrusting on is barred, there is nothing to hand down.
    let clause = profile.hands_down.as_ref().or(profile.allows());
    if has || (case.below.is_empty() && profile.hands_down.is_none()) {
        return None;
    }
    let clause = clause?;
    let name = profile.full_name();
    let (severity, message) = if case.below.is_empty() {
        let message = format!(
            "「{name}」は再委託を承諾により認めますが、再委託の契約に入れさせる特記事項が選ばれていません。再委託を認めることがあるなら、併せて付します。"
        );
        (Warn, message)
    } else {
        let message = format!(
            "再委託が{}件ありますが、再委託の契約に入れさせる特記事項が選ばれていません（「{name}」と併せて付します）。",
            case.below.len()
        );
        (Error, message)
    };
    let finding = Finding::new("flow-down-missing", severity, message).at(ClauseSets);
    Some(finding.lacking("再委託契約に付させる特記事項").on(profile, Some(clause)))
}

/// Each confirmed set says what it binds to; others are told by their words.
fn unconfirmed(profile: &Profile) -> Option<Finding> {
    (!profile.confirmed).then(|| {
        let message = format!(
            "「{}」の義務はまだ確かめられていないので、条文の言葉から判断しています。",
            profile.full_name()
        );
        Finding::new("duties-unconfirmed", Note, message).on(profile, None)
    })
}

fn handed_down(case: Case<'_>) -> Vec<Finding> {
    let governing = case.governing();
    let bars = governing.iter().find_map(|profile| match &profile.entrusting {
        Entrusting::Barred(clause) if case.below.is_empty() => Some((*profile, clause)),
        _ => None,
    });
    let mut found = Vec::new();
    for profile in case.handed_down() {
        let name = profile.full_name();
        if profile.binds == Some(DutyParty::Contractor) {
            let message = format!(
                "再委託の契約に入れさせる「{name}」は、委託先に義務を負わせる特記事項です。再委託先に義務を負わせるものを選んでください。"
            );
            let finding = Finding::new("flow-down-binds-contractor", Error, message).at(ClauseSets);
            found.push(finding.lacking("再委託先に義務を負わせる特記事項").on(profile, None));
        }
        if let Some((governing, clause)) = bars {
            let message = format!(
                "契約に付す「{}」は再委託を認めていないので、再委託の契約に入れさせる「{name}」は使われません。",
                governing.full_name()
            );
            found.push(
                Finding::new("flow-down-unused", Note, message).at(ClauseSets).on(governing, Some(clause)),
            );
        }
    }
    found
}

fn said(related: &Related) -> String {
    related.title.as_ref().map_or_else(|| "他課の案件".to_owned(), |title| format!("「{title}」"))
}

/// What governs a re-outsourcing must be what this contract hands down.
fn differs(case: Case<'_>, below: &Related) -> Option<Finding> {
    mismatch(&case.handed_down(), &case.used(&below.clause_sets, ClauseSetRole::Governing)).map(
        |(code, severity, given, governs)| {
            let message = format!(
                "再委託{}の契約に付す「{}」が、この契約で入れさせる「{}」と違います。",
                said(below),
                governs.full_name(),
                given.full_name()
            );
            Finding::new(code, severity, message).about(below).on(given, None)
        },
    )
}

/// The first edition that governs without being handed down.
fn mismatch<'a>(
    given: &[&'a Profile],
    governs: &[&'a Profile],
) -> Option<(&'static str, super::Severity, &'a Profile, &'a Profile)> {
    let first = given.first()?;
    let stray = governs.iter().find(|governs| given.iter().all(|given| given.edition != governs.edition))?;
    match given.iter().find(|given| given.set == stray.set) {
        Some(other) => Some(("flow-down-edition-differs", Warn, other, stray)),
        None => Some(("flow-down-differs", Error, first, stray)),
    }
}

/// What a re-outsourcing's parent says of it.
fn under(case: Case<'_>, parent: &Related) -> Vec<Finding> {
    let mut found = Vec::new();
    let above = case.used(&parent.clause_sets, ClauseSetRole::Governing);
    let governing = case.governing();
    for profile in &above {
        if let Entrusting::Barred(clause) = &profile.entrusting {
            let message = format!(
                "もとの契約{}に付す「{}」は、再委託を認めていません。もとの案件の特記事項を選び直してください。",
                said(parent),
                profile.full_name()
            );
            let finding = Finding::new("parent-bars-reoutsourcing", Error, message);
            found.push(finding.about(parent).on(profile, Some(clause)));
        }
    }
    let barred = !found.is_empty();
    if let Some(profile) = above.first()
        && !barred
        && above.iter().all(|profile| profile.direct.is_none())
    {
        let message = format!(
            "もとの契約{}に付す「{}」は、区が再委託先を直接に調べ、報告を求めることを、再委託の契約に定めるよう求めていません。",
            said(parent),
            profile.full_name()
        );
        let clause = profile.allows();
        found.push(Finding::new("direct-power-missing", Warn, message).about(parent).on(profile, clause));
    }
    let given = case.used(&parent.clause_sets, ClauseSetRole::FlowDown);
    if let Some((code, severity, given, governs)) = mismatch(&given, &governing) {
        let message = format!(
            "契約に付す「{}」が、もとの契約{}で入れさせることにした「{}」と違います。",
            governs.full_name(),
            said(parent),
            given.full_name()
        );
        let ground = above.iter().find_map(|profile| Some((*profile, profile.hands_down.as_ref()?)));
        let finding = Finding::new(code, severity, message).at(ClauseSets).about(parent);
        let finding = finding.lacking("もとの契約が入れさせる特記事項");
        found.push(match ground {
            Some((profile, clause)) => finding.on(profile, Some(clause)),
            None => finding.on(given, None),
        });
    }
    found
}

fn out_of_date(case: Case<'_>, profile: &Profile) -> Option<Finding> {
    let (name, day) = (profile.full_name(), case.day());
    let on_day = format_date(day);
    let finding = |code, severity, message: String| {
        Some(Finding::new(code, severity, message).at(ClauseSets).on(profile, None))
    };
    match profile.state {
        EditionState::Draft => {
            let message = format!("「{name}」は作成中の版です。公開してから契約に付してください。");
            finding("edition-draft", Error, message).map(|found| found.lacking("公開された版"))
        }
        _ if !profile.holds_on(day) => {
            let later = profile.valid_from.is_some_and(|from| day < from);
            let (code, word) = if later {
                ("edition-not-yet", "まだ有効ではありません")
            } else {
                ("edition-ended", "もう有効ではありません")
            };
            let message = format!(
                "「{name}」は、この案件の契約の日（{on_day}）には{word}。その日に有効な版を選んでください。"
            );
            finding(code, Warn, message)
        }
        // It holds until the later edition begins.
        EditionState::Superseded if profile.valid_to.is_some_and(|to| to >= case.today) => None,
        EditionState::Superseded if case.version.state == VersionState::Proposal => {
            let message = format!("「{name}」は旧版です。新しい版を選んでください。");
            finding("edition-superseded", Warn, message)
        }
        EditionState::Superseded => {
            let message =
                format!("「{name}」には新しい版があります。次に契約を結ぶときは、新しい版を付してください。");
            finding("edition-superseded", Note, message)
        }
        EditionState::Published => None,
    }
}

/// 丙 in a set that knows no third party.
fn stray_labels(profile: &Profile) -> Option<Finding> {
    let (label, clause) = profile.strays.first()?;
    let message = format!(
        "「{}」の条文に「{label}」とありますが、当事者の呼び方に「{label}」がありません。だれのことか確かめてください。",
        profile.full_name()
    );
    Some(Finding::new("label-unknown", Warn, message).on(profile, Some(clause)))
}

/// Sets on one contract that call the same party differently, or two parties
/// the same.
fn labels_differ(case: Case<'_>) -> Option<Finding> {
    let attached: Vec<&Profile> =
        case.version.clause_sets.iter().filter_map(|used| case.editions.get(&used.edition)).collect();
    let doubled = |profile: &&&Profile| {
        let parties = &profile.parties;
        let third = &parties.subcontractor;
        parties.ward == parties.contractor
            || (!third.is_empty() && (third == &parties.ward || third == &parties.contractor))
    };
    if let Some(profile) = attached.iter().find(doubled) {
        let message = format!("「{}」は、二つの当事者を同じ言葉で呼んでいます。", profile.full_name());
        return Some(Finding::new("labels-clash", Warn, message).on(profile, None));
    }
    let first = attached.first()?;
    let other = attached.iter().find(|other| {
        other.parties.ward != first.parties.ward || other.parties.contractor != first.parties.contractor
    })?;
    let message = format!(
        "「{}」と「{}」とで、当事者の呼び方が違います（{}・{}／{}・{}）。",
        first.full_name(),
        other.full_name(),
        first.parties.ward,
        first.parties.contractor,
        other.parties.ward,
        other.parties.contractor
    );
    Some(Finding::new("labels-differ", Warn, message).at(ClauseSets).on(other, None))
}
