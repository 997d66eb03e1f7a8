//! How data are collected, kept and used.

use super::{Consent, NOT, Owed, Rule, rule};
use crate::duty::{
    DueBase, DutyKind as Kind,
    EvidenceSource::{Clause, Standard},
    Trigger,
};

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    rule(
        "語の意味を定める",
        Kind::Definition,
        Trigger::ContractMade,
        &["意義", "定義", "用語"],
        &[&["意味", "意義", "定義", "次の", "次に掲げる", "いう"]],
    )
    .weak()
    .owed(Owed::Nobody)
    .proof(&[("契約書（実施機関の名の記入）", Standard)])
    .due(DueBase::AtContract),
    rule(
        "個人情報の保護に必要な措置を講じる",
        Kind::Continuous,
        Trigger::Throughout,
        &["基本的事項", "基本事項", "総則", "責務", "個人情報の保護"],
        &[&["措置", "遵守", "適正に", "適切に", "保護"]],
    )
    .weak()
    .proof(&[("安全管理体制の資料", Standard)]),
    rule(
        "知り得た個人情報を漏らさない",
        Kind::Prohibition,
        Trigger::Knowing,
        &["秘密", "守秘", "機密"],
        &[&[
            "漏らし",
            "漏らす",
            "漏らさ",
            "他人に知らせ",
            "他に知らせ",
            "第三者に知らせ",
            "公表してはならない",
            "漏えいし",
            "明かす",
            "明かし",
            "開示し",
            "秘密を保持",
            "秘密を守",
            "知らせてはならない",
        ]],
    )
    .not(&["事故"])
    .proof(&[("誓約書", Standard), ("違反のない旨の申告", Standard)]),
    rule(
        "利用目的を定め、必要な最小限を適正な手段で収集する",
        Kind::Continuous,
        Trigger::Collecting,
        &["適正収集", "適正な収集", "適正取得", "収集の制限", "取得の制限", "収集の原則", "適正な取得"],
        &[&["収集", "取得"], &["範囲", "最小限", "必要な", "欠くことのできない", "手段", "方法", "公正"]],
    )
    .proof(&[("収集項目表", Standard)]),
    rule(
        "利用目的を明示し、本人から直接に収集する",
        Kind::Conditional,
        Trigger::Collecting,
        &["本人収集", "本人からの", "利用目的の明示"],
        &[&["本人から", "本人とし", "本人に"], &["収集", "取得"]],
    )
    .proof(&[("利用目的を明示した文書", Clause), ("承諾書（本人から収集しないとき）", Clause)])
    .due(DueBase::BeforeCollecting),
    rule(
        "定められた種類の個人情報を収集しない",
        Kind::Prohibition,
        Trigger::Collecting,
        &["収集禁止", "収集の禁止", "取得の禁止"],
        &[&["収集", "取得"], NOT],
    )
    .weak()
    .proof(&[("承諾書（例外とするとき）", Clause)])
    .due(DueBase::BeforeCollecting),
    rule(
        "指定された場所から持ち出さない",
        Kind::Prohibition,
        Trigger::TakingOut,
        &["持ち出し", "持出", "搬出", "作業場所"],
        &[&["持ち出", "持出", "運び出", "搬出", "指定する場所", "指定した場所"]],
    )
    .proof(&[("作業場所の指定書", Clause), ("持出しの承諾書", Clause), ("授受簿", Clause)])
    .due(DueBase::BeforeTakingOut),
    rule(
        "業務の目的の外に用いず、第三者に渡さない",
        Kind::Prohibition,
        Trigger::Always,
        &[
            "目的外",
            "目的以外",
            "第三者への提供",
            "外部提供",
            "利用及び提供",
            "提供の禁止",
            "提供禁止",
            "提供等の禁止",
            "提供の制限",
            "利用の制限",
            "利用制限",
        ],
        &[&["目的", "用途", "第三者", "業務以外"], NOT],
    )
    .not(&["収集"]),
    rule(
        "施錠その他の注意を払って管理する",
        Kind::Continuous,
        Trigger::Keeping,
        &["適正な管理", "適正管理", "適切な管理", "安全管理", "安全確保", "安全対策", "保管", "損の防止"],
        &[&["管理", "保管"], &["施錠", "鍵", "善良", "漏えい", "滅失", "毀損", "き損", "防止", "安全"]],
    )
    .not(&["体制", "従事者"])
    .proof(&[("保管状況の報告", Standard), ("検査の記録", Standard)]),
    rule(
        "写しを作らない",
        Kind::Prohibition,
        Trigger::Always,
        &["複写", "複製"],
        &[&["複写", "複製", "写し"], NOT],
    )
    .consent(Consent::None)
    .proof(&[("複製の記録", Standard)]),
    rule(
        "承諾なしに写しを作らない",
        Kind::Conditional,
        Trigger::Always,
        &["複写", "複製"],
        &[&["複写", "複製", "写し"], NOT],
    )
    .consent(Consent::Given)
    .proof(&[("複写・複製の承諾書", Clause)]),
];
