//! The sheets of a file and what their columns set.

use super::lists::{BUSINESSES, CERTIFICATIONS, DATA_GROUPS, ITEMS, PARTIES, PROGRAMMES, PROTECTIONS};

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
