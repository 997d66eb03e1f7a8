use azukari_core::policy::Role;

/// Where somebody goes from the start page, and what for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) title: &'static str,
    pub(super) text: &'static str,
    pub(super) link: &'static str,
    pub(super) href: &'static str,
}

const ITEMS: Step = Step {
    title: "案件を調べる",
    text: "委託、再委託、外部結合のそれぞれで、だれの、どの情報を、どこへ預けているかを見ます。",
    link: "案件の一覧へ",
    href: "/items",
};
const PROGRAMMES: Step = Step {
    title: "事業から調べる",
    text: "事業の目的と対象者、その事業に属する案件をまとめて見ます。",
    link: "事業の一覧へ",
    href: "/programmes",
};
const CLAUSES: Step = Step {
    title: "特記事項を読む",
    text: "契約に付ける特記事項の条文を、版ごとに確かめます。",
    link: "特記事項の一覧へ",
    href: "/clauses",
};
const SUBMISSIONS: Step = Step {
    title: "審議会の資料を確かめる",
    text: "諮問・報告の資料を画面で確かめ、PDFで保存します。",
    link: "審議会の資料の一覧へ",
    href: "/submissions",
};
const SESSIONS: Step = Step {
    title: "審議会の回を整える",
    text: "年度ごとの審議会の回と、その回に諮る資料を確かめ、登録します。",
    link: "審議会の回の一覧へ",
    href: "/sessions",
};
const IMPORTS: Step = Step {
    title: "データを取り込む・取り出す",
    text: "台帳の全体を一つのファイルで受け渡します。取り込む前に内容を検査します。",
    link: "取込・出力へ",
    href: "/imports",
};

const HISTORY: Step = Step {
    title: "変更をたどる",
    text: "だれが、いつ、何を、なぜ変えたかを探し、表にして取り出します。",
    link: "変更履歴へ",
    href: "/history",
};
const ACCOUNTS: Step = Step {
    title: "利用者を登録する・止める",
    text: "サインインする人を登録し、役割と担当課を決めます。パスワードの再発行、停止もここで行います。",
    link: "利用者の一覧へ",
    href: "/admin/accounts",
};
const ORGANISATION: Step = Step {
    title: "組織の改正を反映する",
    text: "実施機関、部、課を登録し、廃止と引継ぎを行います。",
    link: "組織へ",
    href: "/organisation",
};
const SETTINGS: Step = Step {
    title: "区の設定を変える",
    text: "自治体と審議会の名前、資料に印字する語を決めます。",
    link: "区の設定へ",
    href: "/settings",
};

/// The steps in the order of the role's own work; the tree of pages is the
/// same for all.
pub(super) fn steps(role: Role) -> &'static [Step] {
    match role {
        Role::Officer => &[ITEMS, SUBMISSIONS, PROGRAMMES, CLAUSES, SESSIONS, IMPORTS],
        Role::Secretariat => &[SESSIONS, SUBMISSIONS, ITEMS, PROGRAMMES, CLAUSES],
        Role::Auditor => &[ITEMS, PROGRAMMES, SUBMISSIONS, CLAUSES, HISTORY],
        Role::Section => &[PROGRAMMES, ITEMS, SUBMISSIONS, CLAUSES],
        Role::Admin => &[ACCOUNTS, ORGANISATION, SETTINGS, ITEMS],
        Role::Viewer => &[ITEMS, PROGRAMMES, CLAUSES],
    }
}
