mod words;

use serde_json::{Value, json};
use uuid::Uuid;

use super::*;
use crate::{clauses::ClauseSet, duty::propose};

const BASIC: u128 = 1;
const CONSENT: u128 = 2;
const SUBCONTRACT: u128 = 3;
const FOURTH: u128 = 4;

const BARS: (&str, &str) = ("再委託の禁止", "乙は、業務の全部又は一部を他の者に行わせてはならない。");
const ALLOWS: (&str, &str) =
    ("再委託の禁止", "乙は、甲の承諾を得た場合を除き、業務を他の者に行わせてはならない。");
const DIRECT: (&str, &str) = (
    "",
    "甲は、再委託先に直接に報告を求め、調査することができる。この旨は、乙が再委託先と結ぶ契約に定めるものとする。",
);
const HANDS_DOWN: (&str, &str) =
    ("", "乙は、再委託先と結ぶ契約に、再委託先用の特記事項を盛り込むものとする。");
const ERASES: (&str, &str) = (
    "資料の返還等",
    "乙は、契約の終了後、資料を甲に返還し、残る情報を消去し、消去を証する書面を提出しなければならない。",
);
const SECRET: (&str, &str) = ("秘密の保持", "乙は、知り得た秘密を漏らしてはならない。");
const INCIDENT: (&str, &str) =
    ("事故の報告", "乙は、事故が起きたときは、速やかに甲に報告しなければならない。");

/// A set with these clauses, its duties confirmed as they are proposed.
fn set(id: u128, name: &str, clauses: &[(&str, &str)]) -> ClauseSet {
    let clauses: Vec<Value> = clauses
        .iter()
        .zip(1..)
        .map(|((caption, body), number): (_, u32)| {
            let caption = (!caption.is_empty()).then_some(caption);
            json!({"number": number, "caption": caption, "body": body})
        })
        .collect();
    let mut set: ClauseSet = serde_json::from_value(json!({
        "id": Uuid::from_u128(id), "name": name, "variant": format!("own-{id}"), "title": "特記事項",
        "parties": {"ward": "甲", "contractor": "乙"},
        "editions": [{"id": Uuid::from_u128(id), "number": 1, "state": "published", "valid_from": "2023-04-01", "clauses": clauses}]
    }))
    .unwrap();
    confirm(&mut set);
    set
}

fn confirm(set: &mut ClauseSet) {
    let proposed = propose(&set.editions[0], &set.parties);
    for (clause, proposed) in set.editions[0].clauses.iter_mut().zip(proposed) {
        clause.duties = proposed.into_iter().map(|proposed| proposed.duty).collect();
    }
}

/// The same clauses as a subcontractor has them.
fn for_subcontractor(id: u128, name: &str, clauses: &[(&str, &str)]) -> ClauseSet {
    let reworded: Vec<(&str, String)> =
        clauses.iter().map(|(caption, body)| (*caption, body.replace('乙', "丙"))).collect();
    let reworded: Vec<(&str, &str)> =
        reworded.iter().map(|(caption, body)| (*caption, body.as_str())).collect();
    let mut made = set(id, name, &reworded);
    made.parties.subcontractor = "丙".into();
    confirm(&mut made);
    made
}

fn sets() -> Vec<ClauseSet> {
    vec![
        set(BASIC, "基本型", &[SECRET, BARS, ERASES, INCIDENT]),
        set(CONSENT, "再委託承諾型", &[SECRET, ALLOWS, DIRECT, HANDS_DOWN, ERASES]),
        for_subcontractor(SUBCONTRACT, "再委託先型", &[SECRET, BARS, ERASES, INCIDENT]),
        for_subcontractor(FOURTH, "再々委託承諾型", &[SECRET, ALLOWS, DIRECT, HANDS_DOWN, ERASES]),
    ]
}

struct Scene {
    kind: ItemKind,
    version: ItemVersion,
    parent: Option<Related>,
    below: Vec<Related>,
    sets: Vec<ClauseSet>,
}

fn used(pairs: &[(u128, &str)]) -> Vec<ClauseSetUse> {
    pairs
        .iter()
        .map(|(id, role)| ClauseSetUse {
            edition: Uuid::from_u128(*id).into(),
            role: ClauseSetRole::from_code(role).unwrap(),
        })
        .collect()
}

fn related(sets: &[(u128, &str)]) -> Related {
    Related {
        item: Uuid::from_u128(90).into(), title: Some("集計の再委託".into()), clause_sets: used(sets)
    }
}

impl Scene {
    fn of(kind: ItemKind, sets_used: &[(u128, &str)]) -> Self {
        let id = Uuid::nil();
        let mut version: ItemVersion = serde_json::from_value(json!({
            "id": id, "state": "in_force", "valid_from": "2026-04-01", "title": "見守り電話の委託",
            "holding_section": id, "registered_business": id, "legal_basis": id, "party": id, "reason": [],
            "description": [], "periods": [], "data_groups": [], "protections": []
        }))
        .unwrap();
        version.clause_sets = used(sets_used);
        Self { kind, version, parent: None, below: Vec::new(), sets: sets() }
    }

    fn over(mut self, below: &[(u128, &str)]) -> Self {
        self.below.push(related(below));
        self
    }

    fn under(mut self, parent: &[(u128, &str)]) -> Self {
        self.parent = Some(related(parent));
        self
    }

    fn protected(mut self, line: &str) -> Self {
        self.version.protections = vec![serde_json::from_value(json!({"by": "ward", "text": line})).unwrap()];
        self
    }

    fn proposed(mut self, period: &str) -> Self {
        self.version.state = VersionState::Proposal;
        self.version.valid_from = None;
        self.version.periods = vec![serde_json::from_value(json!({"text": period})).unwrap()];
        self
    }

    fn edition(mut self, id: u128, change: impl FnOnce(&mut Edition)) -> Self {
        let set = self.sets.iter_mut().find(|set| set.id == Uuid::from_u128(id).into()).unwrap();
        change(&mut set.editions[0]);
        self
    }

    fn fit(&self) -> Fit {
        let profiles = self.sets.iter().map(|set| (set.editions[0].id, Profile::of(set, &set.editions[0])));
        fit(Case {
            kind: self.kind,
            version: &self.version,
            today: "2026-11-22".parse().unwrap(),
            parent: self.parent.as_ref(),
            below: &self.below,
            editions: &profiles.collect(),
        })
    }

    fn codes(&self) -> Vec<&'static str> {
        self.fit().findings.iter().map(|finding| finding.code).collect()
    }

    fn one(&self) -> Finding {
        let mut findings = self.fit().findings;
        assert_eq!(findings.len(), 1, "{findings:#?}");
        findings.remove(0)
    }

    fn suggested(&self) -> String {
        self.fit().suggestion.unwrap().message
    }
}

use ItemKind::{Linkage, Outsourcing, Reoutsourcing};

const BOTH: [(u128, &str); 2] = [(CONSENT, "governing"), (SUBCONTRACT, "flow_down")];
const FALSE: [&str; 0] = [];

#[test]
fn profiles_are_told_by_duties_alone() {
    let of = |id: usize| Profile::of(&sets()[id], &sets()[id].editions[0]);
    let (basic, consent, sub, fourth) = (of(0), of(1), of(2), of(3));
    assert_eq!(basic.binds, Some(crate::duty::DutyParty::Contractor));
    assert!(matches!(&basic.entrusting, crate::clauses::Entrusting::Barred(clause) if clause.number == 2));
    assert_eq!(consent.allows().unwrap().number, 2);
    assert_eq!(consent.direct.as_ref().unwrap().number, 3);
    assert_eq!(consent.hands_down.as_ref().unwrap().number, 4);
    assert_eq!(consent.hands_down.unwrap().caption.as_deref(), Some("再委託の禁止"));
    assert_eq!(sub.binds, Some(crate::duty::DutyParty::Subcontractor));
    assert!(sub.allows().is_none() && sub.hands_down.is_none());
    assert_eq!(fourth.binds, Some(crate::duty::DutyParty::Subcontractor));
    assert!(fourth.allows().is_some(), "{fourth:?}");
}

#[test]
fn what_is_right_has_no_finding() {
    for scene in [
        Scene::of(Outsourcing, &[(BASIC, "governing")]),
        // Both on the prime contract: the second is to be put into the subcontract.
        Scene::of(Outsourcing, &BOTH),
        Scene::of(Outsourcing, &BOTH).over(&[(SUBCONTRACT, "governing")]),
        // The subcontractor tells the ward alone of incidents.
        Scene::of(Reoutsourcing, &[(SUBCONTRACT, "governing")]).under(&BOTH),
        Scene::of(Linkage, &[]),
        Scene::of(Outsourcing, &[(BASIC, "governing")]).protected("消去証明書を提出させる。"),
        Scene::of(Outsourcing, &[(BASIC, "governing")]).protected("特記事項の定めに基づく承諾を書面で行う。"),
    ] {
        assert_eq!(scene.codes(), FALSE, "{:?}", scene.version.clause_sets);
        assert_eq!(scene.fit().suggestion, None);
    }
}

#[test]
fn a_third_tier_needs_a_set_that_allows_it_whatever_its_variant() {
    let third = |governing| {
        Scene::of(Reoutsourcing, &[(governing, "governing"), (SUBCONTRACT, "flow_down")])
            .under(&[(CONSENT, "governing"), (governing, "flow_down")])
            .over(&[(SUBCONTRACT, "governing")])
    };
    assert_eq!(third(FOURTH).codes(), FALSE);
    let barred = third(SUBCONTRACT).one();
    assert_eq!((barred.code, barred.severity), ("reoutsourcing-barred", Severity::Error));
    assert!(barred.message.contains("更なる再委託"), "{}", barred.message);
    let suggested = third(SUBCONTRACT).suggested();
    assert!(suggested.contains("「再々委託承諾型（第1版）」を「契約に付す」に"), "{suggested}");
}

#[test]
fn a_set_that_bars_reoutsourcing_is_wrong_above_one() {
    let scene = Scene::of(Outsourcing, &[(BASIC, "governing"), (SUBCONTRACT, "flow_down")])
        .over(&[(SUBCONTRACT, "governing")]);
    let found = scene.one();
    assert_eq!((found.code, found.severity), ("reoutsourcing-barred", Severity::Error));
    let ground = found.ground.unwrap();
    assert_eq!((ground.number, ground.caption.as_deref()), (Some(2), Some("再委託の禁止")));
    assert_eq!(ground.name, "基本型（第1版）");
    assert_eq!(
        scene.suggested(),
        "再委託があるので、「再委託承諾型（第1版）」を「契約に付す」に、「再委託先型（第1版）」を「再委託契約に付させる」に選びます。"
    );
    // The same seen from below.
    let below = Scene::of(Reoutsourcing, &[(SUBCONTRACT, "governing")])
        .under(&[(BASIC, "governing"), (SUBCONTRACT, "flow_down")])
        .one();
    assert_eq!(below.code, "parent-bars-reoutsourcing");
    assert_eq!(below.about, Some(Uuid::from_u128(90).into()));
}

#[test]
fn consent_without_what_flows_down_is_graver_where_there_is_a_reoutsourcing() {
    let alone = Scene::of(Outsourcing, &[(CONSENT, "governing")]).one();
    assert_eq!((alone.code, alone.severity), ("flow-down-missing", Severity::Warn));
    assert_eq!(alone.ground.unwrap().number, Some(4));
    let over = Scene::of(Outsourcing, &[(CONSENT, "governing")]).over(&[(SUBCONTRACT, "governing")]).one();
    assert_eq!((over.code, over.severity), ("flow-down-missing", Severity::Error));
    assert_eq!(over.lacks.as_deref(), Some("再委託契約に付させる特記事項"));
}

#[test]
fn each_contract_needs_a_set_of_its_side() {
    assert_eq!(Scene::of(Outsourcing, &[]).codes(), ["no-governing-set"]);
    assert_eq!(Scene::of(Outsourcing, &[]).suggested(), "「基本型（第1版）」を「契約に付す」に選びます。");
    assert_eq!(Scene::of(Outsourcing, &[(SUBCONTRACT, "governing")]).codes(), ["governed-as-subcontract"]);
    let prime = Scene::of(Reoutsourcing, &[(BASIC, "governing")]).under(&[(CONSENT, "governing")]);
    assert_eq!(prime.codes(), ["governed-as-prime-contract"]);
    let turned = Scene::of(Outsourcing, &[(CONSENT, "governing"), (BASIC, "flow_down")]);
    assert_eq!(turned.codes(), ["flow-down-binds-contractor"]);
    let unused = Scene::of(Outsourcing, &[(BASIC, "governing"), (SUBCONTRACT, "flow_down")]).one();
    assert_eq!((unused.code, unused.severity), ("flow-down-unused", Severity::Note));
    assert_eq!(Scene::of(Linkage, &[(BASIC, "governing")]).codes(), ["set-on-linkage"]);
}

#[test]
fn what_governs_below_is_what_flows_down() {
    let above = Scene::of(Outsourcing, &BOTH).over(&[(FOURTH, "governing")]).one();
    assert_eq!((above.code, above.severity), ("flow-down-differs", Severity::Error));
    assert!(above.message.contains("「集計の再委託」"), "{}", above.message);
    let below = Scene::of(Reoutsourcing, &[(FOURTH, "governing"), (SUBCONTRACT, "flow_down")]).under(&BOTH);
    let found = below.one();
    assert_eq!((found.code, found.ground.unwrap().number), ("flow-down-differs", Some(4)));
    assert!(below.suggested().starts_with("再委託の契約なので、「再委託先型（第1版）」"));
    let mut hidden = Scene::of(Outsourcing, &BOTH).over(&[(FOURTH, "governing")]);
    hidden.below[0].title = None;
    let found = hidden.one();
    assert!(found.message.contains("他課の案件") && found.about.is_none(), "{found:?}");
}

#[test]
fn the_wards_direct_power_has_to_stand_in_the_subcontract() {
    let mut scene = Scene::of(Reoutsourcing, &[(SUBCONTRACT, "governing")]).under(&BOTH);
    scene.sets[1] = set(CONSENT, "再委託承諾型", &[SECRET, ALLOWS, HANDS_DOWN]);
    let found = scene.one();
    assert_eq!((found.code, found.severity), ("direct-power-missing", Severity::Warn));
    assert_eq!(found.ground.unwrap().number, Some(2));
}

#[test]
fn an_edition_has_to_be_published_and_valid_on_the_day() {
    let basic = || Scene::of(Outsourcing, &[(BASIC, "governing")]);
    let draft = basic().edition(BASIC, |edition| edition.state = crate::clauses::EditionState::Draft).one();
    assert_eq!((draft.code, draft.severity), ("edition-draft", Severity::Error));
    let later = basic().edition(BASIC, |edition| edition.valid_from = "2026-10-01".parse().ok()).one();
    assert_eq!((later.code, later.severity), ("edition-not-yet", Severity::Warn));
    let ended = |day: &'static str| move |edition: &mut Edition| edition.valid_to = day.parse().ok();
    assert_eq!(basic().edition(BASIC, ended("2026-03-31")).codes(), ["edition-ended"]);
    assert_eq!(basic().edition(BASIC, ended("2026-04-01")).codes(), FALSE);
    // A proposal is judged on the day it begins.
    let proposal = basic().proposed("令和９年４月１日から").edition(BASIC, ended("2027-03-31"));
    assert_eq!(proposal.codes(), ["edition-ended"]);
    let old = |edition: &mut Edition| edition.state = crate::clauses::EditionState::Superseded;
    assert_eq!(basic().edition(BASIC, old).one().severity, Severity::Note);
    assert_eq!(basic().proposed("令和９年４月１日から").edition(BASIC, old).one().severity, Severity::Warn);
    // The next edition was published ahead: until it begins, this one is right.
    let ends = |edition: &mut Edition| {
        (edition.state, edition.valid_to) =
            (crate::clauses::EditionState::Superseded, "2027-03-31".parse().ok());
    };
    assert_eq!(basic().edition(BASIC, ends).codes(), FALSE);
    assert_eq!(basic().proposed("令和９年３月１日から").edition(BASIC, ends).codes(), FALSE);
    assert_eq!(basic().proposed("令和９年４月１日から").edition(BASIC, ends).codes(), ["edition-ended"]);
}
