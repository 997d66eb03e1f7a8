//! How data come back, and how it is followed up that all was done.

use super::{REGULAR, Rule, Who, owed};
use crate::duty::{DueBase, DutyKind as Kind, Trigger};

const DISPOSED: &[&str] = &[
    "廃棄証明",
    "破棄証明",
    "溶解証明",
    "裁断証明",
    "処分証明",
    "廃棄の証明",
    "廃棄を証",
    "廃棄したことを証",
    "廃棄した旨を証",
    "廃棄した旨の証",
    "廃棄に係る証明",
    "溶解処理の証明",
];
const ERASED: &[&str] = &[
    "消去証明",
    "抹消証明",
    "消去の証明",
    "消去を証",
    "消去したことを証",
    "消去した旨を証",
    "消去した旨の証",
    "消去に係る証明",
];
/// A certificate that is itself thrown away.
const CERTIFICATES_GO: &[&str] = &["証明書を廃棄", "証明書の廃棄", "証明書等の廃棄", "証明書を消去"];
const LOOK: &[&str] = &["確認", "確かめ", "照合", "立ち会", "立会"];

const INSPECTION: &[&str] = &[
    "立入調査",
    "立入り調査",
    "立ち入り調査",
    "立入検査",
    "立入り検査",
    "立ち入り検査",
    "立入りによる調査",
    "立ち入り、",
    "立ち入って",
    "実地調査",
    "実地検査",
    "現地調査",
    "現地確認",
    "実地に調査",
    "実地に検査",
];

/// While the work goes on.
const EACH_TIME: &[&str] = &[
    "随時",
    "都度",
    "逐次",
    "使用後",
    "利用後",
    "処理後",
    "作業後",
    "毎日",
    "毎月",
    "当日",
    "不要となった",
    "不要になった",
    "使い終え",
];
/// Books, lost post, keys: what comes back and is no data entrusted.
const OTHER_RETURNS: &[&str] = &["返却口", "返却ポスト", "図書", "貸出", "返却された", "返却日", "返却の日"];
const GONE: &[&str] = &["消去", "廃棄", "溶解", "裁断", "シュレッダー", "抹消"];
const KEPT_SO_LONG: &[&str] =
    &["経過", "過ぎ", "翌日", "か月後", "箇月後", "カ月後", "日後", "保存期間", "保管期間"];
const OTHER_WASTE: &[&str] =
    &["廃棄物", "ごみ", "ゴミ", "しない", "されない", "誤消去", "誤って", "証明書を廃棄", "証明書の廃棄"];

const RETURNED: &[&str] = &["返却", "返還"];

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    Rule {
        words: &[RETURNED, EACH_TIME],
        not: &[OTHER_RETURNS],
        owed: &[owed(Who::Party, "使い終えた情報や媒体を、その都度返す", Kind::Positive, Trigger::Working)
            .proof(&[("返却の受領書", &["受領書", "授受簿", "受領の記録"])])
            .due(DueBase::Promptly)],
    },
    Rule {
        words: &[RETURNED],
        not: &[OTHER_RETURNS, EACH_TIME],
        owed: &[owed(
            Who::Party,
            "業務を終えたら、提供された情報を返す",
            Kind::Positive,
            Trigger::ContractEnd,
        )
        .proof(&[("返還の受領書", &["受領書", "授受簿", "受領の記録"])])
        .due(DueBase::ContractEnd)],
    },
    Rule {
        words: &[GONE, KEPT_SO_LONG],
        not: &[OTHER_WASTE],
        owed: &[owed(Who::Own, "決められた期間を過ぎた情報を消去する", Kind::Continuous, Trigger::Keeping)
            .proof(&[("消去・廃棄の記録", &["報告", "記録", "証明"])])],
    },
    Rule {
        words: &[GONE, &["終了", "完了", "満了", "終え", "させ", "する", "より", "より、"]],
        not: &[OTHER_WASTE, KEPT_SO_LONG],
        owed: &[owed(Who::Own, "残る情報を消去し、又は廃棄する", Kind::Positive, Trigger::ContractEnd)
            .proof(&[("消去・廃棄の記録", &["記録", "報告"])])
            .due(DueBase::ContractEnd)],
    },
    Rule {
        words: &[DISPOSED],
        not: &[CERTIFICATES_GO],
        owed: &[
            owed(Who::Party, "廃棄証明書を提出する", Kind::Positive, Trigger::Erasure)
                .proof(&[("廃棄証明書", DISPOSED)])
                .due(DueBase::Erasure),
            owed(Who::Inspector, "証明書により廃棄を確かめる", Kind::Positive, Trigger::Erasure)
                .of_ward()
                .with(LOOK)
                .proof(&[("確認の記録", &["記録"])]),
        ],
    },
    Rule {
        words: &[ERASED],
        not: &[CERTIFICATES_GO],
        owed: &[
            owed(Who::Party, "消去証明書を提出する", Kind::Positive, Trigger::Erasure)
                .proof(&[("消去証明書", ERASED)])
                .due(DueBase::Erasure),
            owed(Who::Inspector, "証明書により消去を確かめる", Kind::Positive, Trigger::Erasure)
                .of_ward()
                .with(LOOK)
                .proof(&[("確認の記録", &["記録"])]),
        ],
    },
    Rule {
        words: &[INSPECTION, REGULAR],
        not: &[],
        owed: &[
            owed(Who::Inspector, "定期的に立入調査をする", Kind::Positive, Trigger::Working)
                .proof(&[("立入調査の記録", INSPECTION)])
                .due(DueBase::PlannedDay),
            owed(Who::Party, "立入調査を受ける", Kind::OnRequest, Trigger::Inspection)
                .proof(&[("立入調査の記録", INSPECTION)])
                .due(DueBase::PlannedDay),
        ],
    },
    Rule {
        words: &[INSPECTION],
        not: &[REGULAR],
        owed: &[
            owed(Who::Inspector, "必要に応じて立入調査をする", Kind::Positive, Trigger::WhenNeeded)
                .of_ward()
                .proof(&[("立入調査の記録", INSPECTION)])
                .due(DueBase::PlannedDay),
            owed(Who::Party, "立入調査を受ける", Kind::OnRequest, Trigger::Inspection)
                .proof(&[("立入調査の記録", INSPECTION)])
                .due(DueBase::PlannedDay),
        ],
    },
    Rule {
        words: &[
            &["報告", "提出"],
            &["状況", "作業の記録", "実施の記録"],
            &["毎月", "定期", "毎週", "四半期"],
        ],
        not: &[],
        owed: &[owed(Who::Party, "取扱いの状況を定期的に報告する", Kind::Positive, Trigger::Working)
            .proof(&[("取扱状況の報告書", &["報告", "提出"])])],
    },
    Rule {
        words: &[&["報告", "提出"], &["求めに応じ", "求めがあ", "求められ"]],
        not: &[],
        owed: &[owed(Who::Party, "求めに応じて取扱いの状況を報告する", Kind::OnRequest, Trigger::Request)
            .proof(&[("取扱状況の報告書", &["報告", "提出"])])
            .due(DueBase::RequestDay)],
    },
    Rule {
        words: &[&["事故", "漏えい", "漏洩", "紛失"], &["連絡", "報告", "通知"]],
        not: &[&["交通事故", "連絡の方法", "連絡体制", "連絡先を定め"]],
        owed: &[owed(Who::Party, "事故を速やかに知らせる", Kind::Incident, Trigger::Incident)
            .proof(&[("事故の通知の記録", &["報告", "連絡", "通知"])])
            .due(DueBase::Promptly)],
    },
];
