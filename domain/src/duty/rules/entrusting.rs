//! What is entrusted on to others.

use super::{Consent, NOT, Owed, Rule, rule};
use crate::duty::{
    DueBase, DutyKind as Kind, DutyParty,
    EvidenceSource::{Clause, Standard},
    Trigger,
};

const REOUTSOURCING: &[&str] = &["再委託", "再々委託", "下請", "第三者への委託"];
const OTHERS: &[&str] = &[
    "再委託",
    "再受託",
    "下請",
    "第三者に…委託",
    "第三者に…請け負わせ",
    "第三者に…行わせ",
    "第三者に…処理させ",
    "第三者に…取り扱わせ",
    "第三者へ…委託",
    "他の者",
    "他人に…委託",
    "他人に…行わせ",
    "引き受けた者",
];

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    rule("再委託しない", Kind::Prohibition, Trigger::Always, REOUTSOURCING, &[OTHERS, NOT])
        .consent(Consent::None)
        .not(&["目的外", "提供"]),
    rule(
        "承諾を得なければ再委託しない",
        Kind::Conditional,
        Trigger::Reoutsourcing,
        REOUTSOURCING,
        &[OTHERS, NOT],
    )
    .consent(Consent::Given)
    .not(&["目的外", "提供"])
    .proof(&[("再委託の承諾申請書", Clause), ("再委託の承諾書", Clause)])
    .due(DueBase::BeforeSubcontract),
    rule(
        "再委託先で従事する者に守秘と罰則を知らせる",
        Kind::Positive,
        Trigger::SubcontractBegins,
        REOUTSOURCING,
        &[&["従事"], &["知らせ", "周知", "説明"]],
    )
    .weak()
    .owed(Owed::Staff)
    .proof(&[("周知の記録", Standard)])
    .due(DueBase::BeforeSubcontractWork),
    rule(
        "再委託先へ直接に報告を求め、調べ、指導できる",
        Kind::Right,
        Trigger::WhenNeeded,
        &["再委託", "報告要求", "調査及び指導", "直接"],
        &[&["報告", "調査", "調べ", "検査"], &["できる"]],
    )
    .weak()
    .owed(Owed::Holder)
    .bears(DutyParty::Subcontractor)
    .proof(&[("求めの文書", Standard), ("報告", Standard), ("調査の記録", Standard)])
    .due(DueBase::RequestDay),
    rule(
        "区の直接の権限を再委託の契約書に定める",
        Kind::Positive,
        Trigger::SubcontractMade,
        REOUTSOURCING,
        &[&["この旨", "その旨", "前項の規定", "当該"], &["契約"], &["定め", "明記", "記載", "盛り込"]],
    )
    .weak()
    .proof(&[("再委託契約書の写し", Clause)])
    .due(DueBase::AtSubcontract),
    rule(
        "再委託先用の特記事項を再委託の契約書に盛り込む",
        Kind::Positive,
        Trigger::SubcontractMade,
        REOUTSOURCING,
        &[
            &["特記事項", "この契約と同等", "同様の義務", "同等の義務"],
            &["盛り込", "明記", "定め", "遵守", "課", "負わせ"],
        ],
    )
    .weak()
    .proof(&[("再委託契約書の写し（特記事項付き）", Clause)])
    .due(DueBase::AtSubcontract),
];
