//! How data come back, and how it is followed up that all was done.

use super::{Less, Owed, Rule, rule};
use crate::duty::{
    DueBase, DutyKind as Kind,
    EvidenceSource::{Clause, Standard},
    Trigger,
};

const RETURN: &[&str] = &["返還", "廃棄", "消去", "返却"];

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    rule(
        "資料を返還し、又は引き渡し、電子計算機に残る情報を消去する",
        Kind::Positive,
        Trigger::ContractEnd,
        RETURN,
        &[
            &["返還", "引き渡", "返却", "廃棄", "消去"],
            &["終了", "終わった", "完了", "解除", "満了", "後", "必要がなくなった", "不要と"],
        ],
    )
    .proof(&[("返還の受領書", Clause), ("消去の記録", Clause)])
    .less(&[
        Less {
            lacking: &["消去", "廃棄", "破棄", "削除", "抹消"],
            text: "資料を返還し、又は引き渡す",
            evidence: &[("返還の受領書", Clause)],
        },
        Less {
            lacking: &["返還", "引き渡", "引渡", "返却"],
            text: "資料と、電子計算機に残る情報を消去する",
            evidence: &[("消去の記録", Clause)],
        },
    ])
    .due(DueBase::ContractEnd),
    rule(
        "消去の記録を残し、証明書を提出する",
        Kind::Positive,
        Trigger::Erasure,
        RETURN,
        &[&["消去", "廃棄", "破棄"], &["証明", "証する", "証跡", "報告書"]],
    )
    .proof(&[("消去証明書", Clause)])
    .due(DueBase::Erasure),
    rule(
        "消去されたことを確かめる",
        Kind::Right,
        Trigger::Erasure,
        RETURN,
        &[&["消去", "廃棄", "破棄", "返還"], &["確認", "確かめ", "立ち会", "立会"], &["必要", "できる"]],
    )
    .weak()
    .owed(Owed::Holder)
    .proof(&[("確認の記録", Clause)]),
    rule(
        "取扱責任者と取扱者を定め、報告する",
        Kind::Positive,
        Trigger::WorkBegins,
        &[
            "従事者の指定",
            "従事者の明確化",
            "責任者",
            "取扱者",
            "従事者の届",
            "管理体制",
            "責任体制",
            "推進体制",
            "体制の届",
            "作業従事者",
        ],
        &[
            &["責任者", "取扱者", "従事者"],
            &["定め", "決め", "指定", "選任", "特定"],
            &["報告", "届", "通知", "提出"],
        ],
    )
    .not(&["教育", "研修", "監督"])
    .proof(&[("取扱責任者・取扱者の指定報告書", Clause)])
    .due(DueBase::BeforeWork),
    rule(
        "取扱責任者と取扱者を定め、報告する",
        Kind::Positive,
        Trigger::WorkBegins,
        &["責任者の設置", "責任者の通知", "従事者の通知", "従事者の届", "体制の届", "推進体制", "体制の報告"],
        &[&["責任者", "従事者", "体制"], &["設置", "届", "通知", "報告", "提出"]],
    )
    .weak()
    .not(&["教育", "研修", "監督"])
    .proof(&[("取扱責任者・取扱者の指定報告書", Clause)])
    .due(DueBase::BeforeWork),
    rule(
        "取扱いの状況を定期に報告する",
        Kind::Positive,
        Trigger::Working,
        &["報告", "状況の"],
        &[&["報告"], &["定期", "毎月", "毎年", "月ごと", "年度ごと"]],
    )
    .not(&["事故", "漏えい", "要求", "再委託"])
    .weak()
    .proof(&[("取扱状況の報告書", Clause)])
    .due(DueBase::Yearly),
    rule(
        "求めに応じて取扱いの状況を報告する",
        Kind::OnRequest,
        Trigger::Request,
        &["報告", "状況の"],
        &[&["報告"], &["求め", "問われ", "請求", "随時", "必要があると認め"]],
    )
    .not(&["事故", "漏えい", "要求", "再委託"])
    .weak()
    .proof(&[("取扱状況の報告書", Clause)])
    .due(DueBase::RequestDay),
    rule(
        "立入調査その他の監査に応じる",
        Kind::OnRequest,
        Trigger::Inspection,
        &["監査", "検査", "調査", "立入", "立ち入り"],
        &[&["監査", "検査", "調査", "立入", "立ち入"]],
    )
    .not(&["報告要求", "指導"])
    .proof(&[("立入調査の記録", Clause), ("是正の報告", Clause)])
    .due(DueBase::PlannedDay),
    rule(
        "従事者を教育し、定めを周知する",
        Kind::Positive,
        Trigger::Working,
        &["教育", "研修", "への周知", "事項の周知", "従事者の監督"],
        &[&["教育", "研修", "周知", "訓練"]],
    )
    .not(&["再委託"])
    .proof(&[("研修の実施報告", Standard)])
    .due(DueBase::Yearly),
    rule(
        "事故を速やかに知らせ、書面で報告し、指示に従う",
        Kind::Incident,
        Trigger::Incident,
        &["事故", "漏えい", "緊急"],
        &[&["事故", "漏えい", "漏洩", "漏れ", "違反", "反する"], &["報告", "知らせ", "通知", "連絡"]],
    )
    .proof(&[("事故の通知の記録", Clause), ("事故報告書", Clause), ("指示書", Clause)])
    .due(DueBase::Promptly),
    rule("違反の事実を公表できる", Kind::Right, Trigger::Breach, &["公表"], &[&["公表", "公に"]])
        .owed(Owed::Holder)
        .proof(&[("公表の決裁", Standard), ("公表文", Standard)]),
    rule("契約を解除できる", Kind::Right, Trigger::Breach, &["解除"], &[&["解除"], &["できる"]])
        .owed(Owed::Holder),
    rule(
        "違反により生じた損害を賠償する",
        Kind::Liability,
        Trigger::Damage,
        &["損害", "賠償"],
        &[&["損害"], &["賠償", "責め", "責任", "負担"]],
    )
    .owed(Owed::Damaged)
    .proof(&[("損害の算定書", Standard), ("示談書", Standard)]),
];
