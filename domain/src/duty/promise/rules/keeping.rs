//! How data are kept, sent and moved.

use super::{CONSENT, NOT, Rule, Who, owed};
use crate::duty::{DutyKind as Kind, Trigger};

const REGISTER: &[&str] = &[
    "授受簿",
    "受渡簿",
    "受渡し簿",
    "受け渡し簿",
    "受払簿",
    "授受記録",
    "受渡記録",
    "授受の記録",
    "受渡しの記録",
    "受け渡しの記録",
    "授受を記録",
    "受渡しを記録",
    "受け渡しを記録",
];
const ENTRY: &[&str] = &["入退室", "入退館", "入室者", "入室の", "来庁者名簿", "来訪者名簿", "訪問者名簿"];
const LISTS: &[&str] = &["名簿", "訪問先の一覧", "訪問リスト", "訪問先リスト", "対象者一覧", "対象者リスト"];
const LOG: &[&str] = &[
    "操作の記録",
    "操作記録",
    "アクセスログ",
    "アクセス記録",
    "接続の記録",
    "接続記録",
    "操作ログ",
    "通信記録",
    "ログを",
];

/// In the order in which proposals are listed.
pub(super) const RULES: &[Rule] = &[
    Rule {
        words: &[REGISTER],
        not: &[&["現金", "金銭", "手数料", "料金の"]],
        owed: &[owed(Who::Own, "情報や媒体の受渡しを授受簿に記録する", Kind::Continuous, Trigger::Working)
            .proof(&[("授受簿", REGISTER)])],
    },
    Rule {
        words: &[&["施錠", "鍵の掛", "鍵のかか", "鍵が掛", "鍵の付", "鍵付", "錠付", "金庫"]],
        not: &[&["施錠状況", "施錠の状況", "施錠されていない", "家屋の施錠", "鍵の貸"]],
        owed: &[owed(Who::Own, "施錠できる場所や入れ物に収める", Kind::Continuous, Trigger::Keeping)
            .proof(&[("保管状況の記録", &["状況を記録", "保管簿", "記録"])])],
    },
    Rule {
        words: &[&["暗号化"]],
        not: &[&["暗号化されていない", "暗号化していない", "暗号化しない"]],
        owed: &[owed(Who::Own, "情報や通信を暗号化する", Kind::Continuous, Trigger::Throughout)
            .proof(&[("暗号化の設定の記録", &["設定の記録", "設定書"])])],
    },
    Rule {
        words: &[
            &["専用回線", "専用線", "閉域", "ＶＰＮ", "VPN", "ＬＧＷＡＮ", "LGWAN"],
            &["通じて", "使用", "利用", "用い", "により", "のみ", "限"],
        ],
        not: &[&["両端", "間に"]],
        owed: &[owed(Who::Own, "専用の回線で送受信する", Kind::Continuous, Trigger::Throughout)
            .proof(&[("接続の構成図", &["構成図"])])],
    },
    Rule {
        words: &[&["パスワード"], &["設定", "施", "付", "変更", "管理", "掛け", "かけ", "確認"]],
        not: &[&["忘れ", "再発行", "案内"]],
        owed: &[owed(Who::Own, "パスワードを設定し、管理する", Kind::Continuous, Trigger::Throughout)
            .proof(&[("パスワードの管理の記録", &["記録", "管理簿"])])],
    },
    Rule {
        words: &[
            &["権限", "生体認証", "二要素", "多要素", "二段階認証", "利用者認証", "利用者制限", "アクセスの"],
            &["限", "制限", "認証", "設定", "付与", "与え"],
        ],
        not: &[&["権限の委任", "権限を委任", "できる権限はない"]],
        owed: &[owed(
            Who::Own,
            "情報を見られる者を、権限のある者に限る",
            Kind::Continuous,
            Trigger::Throughout,
        )
        .proof(&[("権限の一覧", &["一覧", "台帳"])])],
    },
    Rule {
        words: &[ENTRY, &["記録", "管理", "制限", "記帳", "名簿"]],
        not: &[&["児童", "生徒", "園児", "保護者", "来館者数", "利用者数"]],
        owed: &[owed(Who::Own, "部屋への出入りを管理し、記録する", Kind::Continuous, Trigger::Throughout)
            .proof(&[("入退室の記録", &["記録", "記帳", "名簿"])])],
    },
    Rule {
        words: &[
            LISTS,
            &["内容を確認", "内容の確認", "確認を行", "確認する", "確認させ", "点検", "照合", "突合"],
        ],
        not: &[&["従事者名簿", "取扱者名簿", "作業者名簿", "選挙人名簿", "本人確認"]],
        owed: &[owed(Who::Own, "名簿や一覧の内容を確かめる", Kind::Positive, Trigger::Working)
            .proof(&[("名簿の確認の記録", &["記録"])])],
    },
    Rule {
        words: &[LOG, &["保存", "点検", "取得", "採取", "確認", "提出", "残"]],
        not: &[],
        owed: &[owed(Who::Own, "操作や接続の記録を残し、点検する", Kind::Continuous, Trigger::Throughout)
            .proof(&[("操作・接続の記録", LOG)])],
    },
    Rule {
        words: &[
            &["ウイルス", "ウィルス", "不正プログラム", "マルウェア", "ファイアウォール", "遮断する装置"],
            &["対策", "設け", "設置", "導入", "施", "更新"],
        ],
        not: &[&["感染症", "コロナ", "インフルエンザ", "ノロ", "ワクチン", "肝炎"]],
        owed: &[owed(Who::Own, "不正な接続やプログラムを防ぐ", Kind::Continuous, Trigger::Throughout)
            .proof(&[("対策の記録", &["記録"])])],
    },
    Rule {
        words: &[&["複写", "複製", "コピー"], NOT],
        not: &[CONSENT],
        owed: &[owed(Who::Party, "写しを作らない", Kind::Prohibition, Trigger::Always)],
    },
    Rule {
        words: &[&["持ち出", "持出"], NOT],
        not: &[CONSENT],
        owed: &[owed(Who::Party, "指定された場所から持ち出さない", Kind::Prohibition, Trigger::TakingOut)],
    },
];
