//! Who handles the data, and what they know.

use super::{CONSENT, NOT, Rule, Who, owed};
use crate::duty::{DueBase, DutyKind as Kind, Trigger};

const MANUAL: &[&str] = &["マニュアル", "手順書", "取扱要領", "取扱規程", "取扱基準", "運用基準"];
const TRAINING: &[&str] =
    &["研修を", "研修の", "研修等", "研修に", "教育を", "教育の", "教育・研修", "教育訓練", "講習を"];

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    Rule {
        words: &[
            &["取扱責任者", "取扱者", "責任者", "従事者", "取り扱う者"],
            &["指定", "定め", "選任", "限定", "特定"],
        ],
        not: &[&["取扱者ごと", "権限", "教育", "研修", "誓約"]],
        owed: &[owed(Who::Own, "取扱責任者と取扱者を定める", Kind::Positive, Trigger::WorkBegins)
            .proof(&[("取扱責任者・取扱者の指定報告書", &["届", "報告", "提出"])])
            .due(DueBase::BeforeWork)],
    },
    Rule {
        words: &[&["誓約書", "誓約させ", "誓約を"]],
        not: &[],
        owed: &[owed(Who::Own, "従事者の誓約書をとる", Kind::Positive, Trigger::WorkBegins)
            .proof(&[("誓約書", &["誓約書"])])
            .due(DueBase::BeforeWork)],
    },
    Rule {
        words: &[
            TRAINING,
            &["従事", "従業", "職員", "担当者", "取扱者", "作業者", "作業員", "個人情報", "セキュリティ"],
            &["行", "実施", "受け", "受講"],
        ],
        not: &[&["教育委員会", "学校教育", "研修業務", "講習業務", "受講者の", "研修会場", "防災"]],
        owed: &[owed(Who::Own, "従事する者に研修を行う", Kind::Positive, Trigger::Working)
            .proof(&[("研修の実施報告", &["報告", "記録"])])
            .yearly()],
    },
    Rule {
        words: &[MANUAL, &["作成", "整備", "定め", "策定", "備え", "周知", "徹底"]],
        not: &[&["操作マニュアル", "利用者向け", "作成業務", "マニュアルの印刷"]],
        owed: &[owed(Who::Own, "取扱いの手順書を定め、周知する", Kind::Positive, Trigger::WorkBegins)
            .proof(&[("取扱いの手順書", MANUAL)])
            .due(DueBase::BeforeWork)],
    },
    Rule {
        words: &[&["利用目的"], &["説明", "明示", "表示", "知らせ"]],
        not: &[],
        owed: &[owed(Who::Own, "利用目的を本人に明示する", Kind::Positive, Trigger::Collecting)
            .proof(&[("利用目的を明示した文書", &["文書", "書面", "表示"])])
            .due(DueBase::BeforeCollecting)],
    },
    Rule {
        words: &[&["再委託", "他の者に委託", "第三者に委託"], NOT],
        not: &[CONSENT],
        owed: &[owed(Who::Party, "更に他の者に委託しない", Kind::Prohibition, Trigger::Always)],
    },
];
