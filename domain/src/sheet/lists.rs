//! The columns of each sheet, in the order of templates.

use super::columns::{Column, Field, Field as F};

const fn column(field: Field, label: &'static str, also: &'static [&'static str]) -> Column {
    Column { field, label, also, required: false, note: "", example: "" }
}

impl Column {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}

const ID: Column = column(F::Id, "ID", &["台帳のID", "id", "識別子"])
    .note("台帳にあるものを ID で指すときだけ書きます。新しいものは空のままにします。");
const READING: Column =
    column(F::Reading, "よみ", &["読み", "ふりがな", "フリガナ", "よみがな", "名称のよみ"])
        .note("並べ替えと検索に使います。");
const ARCHIVED: Column =
    column(F::Archived, "保管した日", &["使わなくなった日", "使用終了日", "廃止日", "保管日"])
        .note("使い続けるものは空のままにします。「令和8年3月31日」など。");
const SECTION: &[&str] = &["担当課名", "所管課", "課", "課名", "主管課", "保有課", "保有課（担当課）"];

pub(super) const PARTIES: &[Column] = &[
    column(F::Name, "名称", &["事業者名", "事業者", "委託先", "委託先名", "商号", "会社名", "名前"])
        .required()
        .note("事業者の名称。名称の定まらない事業者は、その説明を書きます。")
        .example("（例）見本情報株式会社"),
    READING.example("みほんじょうほう"),
    column(F::PartyKind, "区分", &["事業者の区分", "種類"])
        .note("「名称のある事業者」か「名称の定まらない事業者」。空は「名称のある事業者」です。")
        .example("名称のある事業者"),
    column(F::CorporateNumber, "法人番号", &["法人No", "法人番号（13桁）"])
        .note("13桁。先頭は検査数字です。")
        .example("7000012050002"),
    column(F::Certifications, "認証", &["取得認証", "認証名", "保有認証"])
        .note("「、」か改行で区切ります。番号と期限は「認証」のシートに書けます。")
        .example("プライバシーマーク、ISO27001"),
    column(F::Address, "所在地", &["住所", "本店所在地"]).example("見本区見本町1-2-3"),
    column(F::ContactPerson, "連絡先の担当", &["担当者", "連絡先", "担当部署", "担当"])
        .note("公開しません。")
        .example("営業部 見本花子"),
    column(F::ContactPhone, "連絡先の電話", &["電話", "電話番号", "TEL"])
        .note("公開しません。")
        .example("00-0000-0000"),
    column(F::ContactMail, "連絡先のメール", &["メール", "メールアドレス", "E-mail", "mail"])
        .note("公開しません。")
        .example("mihon@example.jp"),
    ARCHIVED,
    ID,
];

pub(super) const CERTIFICATIONS: &[Column] = &[
    column(F::Owner, "事業者", &["事業者名", "名称"])
        .required()
        .note("事業者の名称、法人番号又は ID。")
        .example("（例）見本情報株式会社"),
    column(F::Name, "認証の名称", &["認証", "認証名"]).required().example("プライバシーマーク"),
    column(F::Number, "登録番号", &["認証番号", "番号"]).example("10000001"),
    column(F::Expires, "有効期限", &["期限", "満了日"])
        .note("「令和9年3月31日」「R9.3.31」「2027-03-31」など。")
        .example("令和9年3月31日"),
];

pub(super) const BUSINESSES: &[Column] = &[
    column(F::Name, "登録業務の名称", &["登録業務", "登録業務名", "業務名", "業務の名称", "名称"])
        .required()
        .example("（例）健康診査に関する業務"),
    READING.example("けんこうしんさにかんするぎょうむ"),
    column(F::Section, "担当課", SECTION)
        .note("課の名称。新しいものには要ります。同じ名称の課があるときは、部から書きます。")
        .example("健康推進課"),
    ARCHIVED,
    ID,
];

pub(super) const PROGRAMMES: &[Column] = &[
    column(F::Name, "事業名", &["事業", "事業の名称", "名称"]).required().example("（例）健康診査"),
    READING.example("けんこうしんさ"),
    column(F::Section, "担当課", SECTION)
        .note("課の名称。新しいものには要ります。同じ名称の課があるときは、部から書きます。")
        .example("健康推進課"),
    column(F::Purpose, "目的", &["事業の目的", "事業目的"]).example("病気の早い発見と予防のため。"),
    column(F::Subjects, "対象者", &["対象", "事業の対象者"]).example("40歳以上の区民"),
    column(F::Description, "事業内容", &["内容", "事業の内容", "概要", "事業概要"])
        .note("1行が1段落になります。「・」で始まる行は箇条書き、「【」で始まり「】」で終わる行は見出し、「※」で始まる行は注です。")
        .example("・健康診査を行う。\n・結果を本人に知らせる。"),
    ARCHIVED,
    ID,
];

pub(super) const ITEMS: &[Column] = &[
    column(F::Key, "整理番号", &["No", "No.", "番号", "案件番号", "連番"])
        .note("ファイルの中で案件を指す番号。「情報項目」「保護対策」のシートから指します。台帳には残りません。")
        .example("（例）1"),
    column(F::Title, "件名", &["案件名", "案件", "委託件名", "件名（案件名）"])
        .required()
        .example("健康診査のデータ入力委託"),
    column(F::ItemKind, "種別", &["案件の種別", "種類", "区分"])
        .note("「業務委託」「再委託」「外部結合」のどれか。新しい案件には要ります。")
        .example("業務委託"),
    column(F::Programme, "事業名", &["事業", "事業の名称"])
        .note("台帳にある事業の名称。新しい案件には要ります。")
        .example("健康診査"),
    column(F::Section, "保有課", &["担当課", "保有課（担当課）", "所管課", "課", "課名", "主管課"])
        .note("新しい案件には要ります。")
        .example("健康推進課"),
    column(F::Business, "登録業務", &["登録業務の名称", "登録業務名", "業務名"])
        .note("台帳にある登録業務の名称。新しい案件には要ります。")
        .example("健康診査に関する業務"),
    column(F::Party, "委託先", &["委託先・相手方", "相手方", "結合の相手方", "事業者", "事業者名", "再委託先", "委託先名", "受託者"])
        .note("台帳にある事業者の名称か法人番号。新しい案件には要ります。")
        .example("見本情報株式会社"),
    column(F::ShortName, "委託先の略称", &["略称"]).note("「以下「…」という」と書くときの略称。"),
    column(F::Basis, "根拠", &["条例の根拠", "根拠条文", "根拠条例"])
        .note("「第14条第1項（業務委託）」のように。種別に合う根拠が一つなら空でも構いません。"),
    column(F::Parent, "もとの案件", &["もとの委託", "再委託のもとの案件", "親案件"])
        .note("再委託のとき、もとの委託の件名か整理番号。"),
    column(F::State, "状態", &["版", "現行・改正案"])
        .note("「現行」か「改正案」。空は、新しい案件では「現行」です。")
        .example("現行"),
    column(F::ValidFrom, "現行となった日", &["施行日", "開始日", "適用日"])
        .note("「令和7年4月1日」「R7.4.1」「2025-04-01」など。")
        .example("令和7年4月1日"),
    column(F::Reason, "委託理由", &["理由", "委託（再委託）理由", "結合する理由"])
        .note("1行が1項目になります。行頭の「・」などの印はそのまま残ります。")
        .example("・専門の設備が要るため。"),
    column(F::Content, "委託の内容", &["内容", "委託内容", "委託（再委託）の内容", "結合の形態", "業務内容"])
        .example("・健診票をデータにする。"),
    column(F::Periods, "委託の開始時期及び期限", &["期間", "委託期間", "開始時期及び期限", "契約期間", "結合の開始時期と期間"])
        .note("書いたとおりに残し、日付を読み取ります。")
        .example("令和7年4月1日から令和8年3月31日まで"),
    column(F::Media, "記録媒体", &["媒体", "処理させる情報項目の記録媒体"])
        .note("「、」か改行で区切ります。")
        .example("紙、電磁的媒体（システム）"),
    ID,
];

const OWNER: Column =
    column(F::Owner, "案件", &["整理番号", "件名", "案件名", "No", "No.", "番号", "案件番号"])
        .required()
        .note("案件の整理番号、件名又は ID。");

pub(super) const DATA_GROUPS: &[Column] = &[
    OWNER.example("（例）1"),
    column(F::Direction, "方向", &["提供・収集", "提供・収集の別", "区分"])
        .required()
        .note("「提供する」「収集させる」「結合される」のどれか。")
        .example("提供する"),
    column(F::Subject, "だれの", &["だれの情報か", "対象者", "誰の", "本人"]).required().example("受診者"),
    column(F::DataItems, "項目", &["情報項目", "どのような項目か", "項目名", "データ項目"])
        .required()
        .note("「、」か改行で区切ります。一行に一つずつ書いても構いません。")
        .example("氏名、住所、生年月日、健診の結果"),
    column(F::Sensitive, "要配慮個人情報", &["要配慮"])
        .note("その行の全部なら「○」、一部なら項目の名を「、」で区切って書きます。")
        .example("健診の結果"),
    column(F::MyNumber, "特定個人情報", &["マイナンバー", "個人番号"])
        .note("その行の全部なら「○」、一部なら項目の名を「、」で区切って書きます。"),
    column(F::People, "人数", &["対象人数", "件数"]).note("数字で書きます。").example("4800"),
];

pub(super) const PROTECTIONS: &[Column] = &[
    OWNER.example("（例）1"),
    column(F::By, "だれが", &["区・事業者", "対策を行う者", "主体", "区分"])
        .required()
        .note("「区」か「事業者」。")
        .example("区"),
    column(F::Text, "対策", &["情報保護対策", "内容", "本文", "対策の内容"])
        .required()
        .example("契約にあたり、「特記事項」を付す。"),
];
