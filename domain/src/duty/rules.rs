//! What captions and wording say of duties: facts of the trade, one row a rule.

use super::{
    DueBase, DutyKind as Kind, DutyParty,
    EvidenceSource::{self, Clause, Standard},
    Trigger,
};

/// Who is owed, or holds the right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owed {
    /// Whom the sentence addresses, else the other side of the contract.
    Addressed,
    /// Whom the sentence addresses, and the people who work there.
    Staff,
    /// The subject of the sentence: a right.
    Holder,
    /// The ward and the others whom the sentence names as damaged.
    Damaged,
    /// Nobody.
    Nobody,
}

/// What a clause says of consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Consent {
    /// It does not matter.
    Any,
    /// It allows what is consented to.
    Given,
    /// It knows no consent.
    None,
}

/// A rule: a clause whose caption and wording hold these words brings this duty.
pub(super) struct Rule {
    /// Captions, any of them.
    pub(super) captions: &'static [&'static str],
    /// Captions that speak of something else.
    pub(super) not: &'static [&'static str],
    /// Words of one sentence: one of each group.
    pub(super) words: &'static [&'static [&'static str]],
    /// Whether the wording is enough where the caption says nothing known.
    pub(super) strong: bool,
    /// What it has to say of consent.
    pub(super) consent: Consent,
    /// What is owed.
    pub(super) text: &'static str,
    pub(super) kind: Kind,
    pub(super) owed: Owed,
    /// Who has to bear a right.
    pub(super) bears: Option<DutyParty>,
    pub(super) trigger: Trigger,
    pub(super) evidence: &'static [(&'static str, EvidenceSource)],
    pub(super) due: DueBase,
}

const fn rule(
    text: &'static str,
    kind: Kind,
    trigger: Trigger,
    captions: &'static [&'static str],
    words: &'static [&'static [&'static str]],
) -> Rule {
    Rule {
        captions,
        not: &[],
        words,
        strong: true,
        consent: Consent::Any,
        text,
        kind,
        owed: Owed::Addressed,
        bears: None,
        trigger,
        evidence: &[],
        due: DueBase::None,
    }
}

impl Rule {
    const fn not(self, not: &'static [&'static str]) -> Self {
        Self { not, ..self }
    }

    const fn weak(self) -> Self {
        Self { strong: false, ..self }
    }

    const fn consent(self, consent: Consent) -> Self {
        Self { consent, ..self }
    }

    const fn owed(self, owed: Owed) -> Self {
        Self { owed, ..self }
    }

    const fn bears(self, party: DutyParty) -> Self {
        Self { bears: Some(party), ..self }
    }

    const fn due(self, due: DueBase) -> Self {
        Self { due, ..self }
    }

    const fn proof(self, evidence: &'static [(&'static str, EvidenceSource)]) -> Self {
        Self { evidence, ..self }
    }
}

const REOUTSOURCING: &[&str] = &["再委託", "再々委託", "下請", "第三者への委託"];
const RETURN: &[&str] = &["返還", "廃棄", "消去", "返却"];
/// What forbids; なければならない does the opposite.
const NOT: &[&str] = &["てはならない", "ではならない", "てはいけない", "できない", "禁", "しないものとする"];
const OTHERS: &[&str] =
    &["再委託", "再受託", "下請", "第三者に委託", "第三者に行わせ", "他の者", "他人に", "引き受けた者"];

/// All rules, in the order in which proposals are listed.
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
        &["秘密", "守秘"],
        &[&[
            "漏らし",
            "漏らす",
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
        &["目的外", "第三者への提供", "利用及び提供", "提供の禁止", "提供等の禁止", "利用の制限"],
        &[&["目的", "用途", "第三者", "業務以外"], NOT],
    )
    .not(&["収集"]),
    rule(
        "施錠その他の注意を払って管理する",
        Kind::Continuous,
        Trigger::Keeping,
        &["適正な管理", "適正管理", "安全管理", "安全確保", "保管"],
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
    rule(
        "資料を返還し、又は引き渡し、電子計算機に残る情報を消去する",
        Kind::Positive,
        Trigger::ContractEnd,
        RETURN,
        &[&["返還", "引き渡", "返却", "廃棄", "消去"], &["終了", "終わった", "完了", "解除", "満了", "後"]],
    )
    .proof(&[("返還の受領書", Clause), ("消去の記録", Clause)])
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
        &["従事者の指定", "従事者の明確化", "責任者", "取扱者", "従事者の届", "管理体制", "作業従事者"],
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
        &["教育", "研修", "従事者への周知", "従事者の監督"],
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
