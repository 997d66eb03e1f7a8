//! The columns of each sheet.

use Field as F;

/// What a file is to bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// 事業者, with their certifications.
    Parties,
    /// 登録業務.
    Businesses,
    /// 事業.
    Programmes,
    /// 案件, with data groups and protections.
    Items,
}

/// A sheet of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sheet {
    /// One party a row.
    Parties,
    /// One certification of a party a row.
    Certifications,
    /// One registered business a row.
    Businesses,
    /// One programme a row.
    Programmes,
    /// One item a row.
    Items,
    /// Data items of an item, one group or one data item a row.
    DataGroups,
    /// One protection of an item a row.
    Protections,
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// What it sets.
    pub field: Field,
    /// Its head in templates.
    pub label: &'static str,
    /// Other heads it is known by.
    pub also: &'static [&'static str],
    /// Whether a table must have it.
    pub required: bool,
    /// What is to be written into it.
    pub note: &'static str,
    /// What stands in the example row.
    pub example: &'static str,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What a column sets.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $($(#[$doc])* $name,)+ }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code in forms.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The field with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|field| field.code() == code)
            }
        }
    };
}

fields! {
    /// The id of an object that is to be changed.
    Id = "id",
    /// The file's own number of a row, which other sheets name.
    Key = "key",
    /// Name of a party, a business, a programme, a certification.
    Name = "name",
    /// How a name is read.
    Reading = "reading",
    /// Where a party is.
    Address = "address",
    /// Whom to ask at a party.
    ContactPerson = "contact-person",
    /// Their telephone number.
    ContactPhone = "contact-phone",
    /// Their mail address.
    ContactMail = "contact-mail",
    /// Since when it is no longer used.
    Archived = "archived",
    /// Named or a class.
    PartyKind = "party-kind",
    /// 法人番号.
    CorporateNumber = "corporate-number",
    /// Names of certifications.
    Certifications = "certifications",
    /// A certification's number.
    Number = "number",
    /// A certification's last day.
    Expires = "expires",
    /// 担当課.
    Section = "section",
    /// 目的.
    Purpose = "purpose",
    /// 対象者.
    Subjects = "subjects",
    /// 事業内容.
    Description = "description",
    /// 種別.
    ItemKind = "item-kind",
    /// 事業名.
    Programme = "programme",
    /// 件名.
    Title = "title",
    /// 登録業務.
    Business = "business",
    /// 委託先・相手方.
    Party = "party",
    /// What the text calls the party.
    ShortName = "short-name",
    /// 根拠.
    Basis = "basis",
    /// The item a re-outsourcing hangs under.
    Parent = "parent",
    /// 現行 or 改正案.
    State = "state",
    /// First day in force.
    ValidFrom = "valid-from",
    /// 理由.
    Reason = "reason",
    /// 内容.
    Content = "content",
    /// 期間.
    Periods = "periods",
    /// 記録媒体.
    Media = "media",
    /// The item or party that a child belongs to.
    Owner = "owner",
    /// Which way the data goes.
    Direction = "direction",
    /// Whose data.
    Subject = "subject",
    /// Which data items.
    DataItems = "data-items",
    /// 要配慮個人情報.
    Sensitive = "sensitive",
    /// 特定個人情報.
    MyNumber = "my-number",
    /// How many people.
    People = "people",
    /// Whose protection.
    By = "by",
    /// A protection's text.
    Text = "text",
}

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

const PARTIES: &[Column] = &[
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

const CERTIFICATIONS: &[Column] = &[
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

const BUSINESSES: &[Column] = &[
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

const PROGRAMMES: &[Column] = &[
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

const ITEMS: &[Column] = &[
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

const DATA_GROUPS: &[Column] = &[
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

const PROTECTIONS: &[Column] = &[
    OWNER.example("（例）1"),
    column(F::By, "だれが", &["区・事業者", "対策を行う者", "主体", "区分"])
        .required()
        .note("「区」か「事業者」。")
        .example("区"),
    column(F::Text, "対策", &["情報保護対策", "内容", "本文", "対策の内容"])
        .required()
        .example("契約にあたり、「特記事項」を付す。"),
];

impl Kind {
    /// All kinds, in the order they are best taken in.
    pub const ALL: &'static [Self] = &[Self::Businesses, Self::Parties, Self::Programmes, Self::Items];

    /// The code in addresses and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Businesses => "businesses",
            Self::Programmes => "programmes",
            Self::Items => "items",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The Japanese word.
    pub const fn word(self) -> &'static str {
        self.main().name()
    }

    /// The sheet of the objects themselves.
    pub const fn main(self) -> Sheet {
        match self {
            Self::Parties => Sheet::Parties,
            Self::Businesses => Sheet::Businesses,
            Self::Programmes => Sheet::Programmes,
            Self::Items => Sheet::Items,
        }
    }

    /// Its sheets, the main one first.
    pub const fn sheets(self) -> &'static [Sheet] {
        match self {
            Self::Parties => &[Sheet::Parties, Sheet::Certifications],
            Self::Businesses => &[Sheet::Businesses],
            Self::Programmes => &[Sheet::Programmes],
            Self::Items => &[Sheet::Items, Sheet::DataGroups, Sheet::Protections],
        }
    }
}

impl Sheet {
    /// All sheets.
    pub const ALL: &'static [Self] = &[
        Self::Businesses,
        Self::Parties,
        Self::Certifications,
        Self::Programmes,
        Self::Items,
        Self::DataGroups,
        Self::Protections,
    ];

    /// The code in addresses and stored jobs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Certifications => "certifications",
            Self::Businesses => "businesses",
            Self::Programmes => "programmes",
            Self::Items => "items",
            Self::DataGroups => "data-groups",
            Self::Protections => "protections",
        }
    }

    /// The sheet with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|sheet| sheet.code() == code)
    }

    /// Its name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Parties => "事業者",
            Self::Certifications => "認証",
            Self::Businesses => "登録業務",
            Self::Programmes => "事業",
            Self::Items => "案件",
            Self::DataGroups => "情報項目",
            Self::Protections => "保護対策",
        }
    }

    /// Its columns, in the order of templates.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Parties => PARTIES,
            Self::Certifications => CERTIFICATIONS,
            Self::Businesses => BUSINESSES,
            Self::Programmes => PROGRAMMES,
            Self::Items => ITEMS,
            Self::DataGroups => DATA_GROUPS,
            Self::Protections => PROTECTIONS,
        }
    }

    /// The label of a field.
    pub fn label(self, field: Field) -> &'static str {
        self.columns().iter().find(|column| column.field == field).map_or("", |column| column.label)
    }
}
