//! Contractors, subcontractors, linkage partners.

mod number;

use chrono::NaiveDate;

use crate::{
    Id,
    record::{coded, record},
    text::join_ja,
};

pub use number::{corporate_number_fault, read_corporate_number};

record! {
    /// Whether the party is known by name.
    pub enum PartyKind {
        /// A body with a name.
        Named,
        /// An unnamed class: "a data-entry firm the contractor hires".
        Class,
    }
}

coded!(PartyKind {
    Named = "named", "名称のある事業者";
    Class = "class", "名称の定まらない事業者";
});

record! {
    /// A certification a party holds.
    pub struct Certification {
        /// プライバシーマーク, ISO27001.
        pub name: String,
        /// Registration number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub number: Option<String>,
        /// Last day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub expires_on: Option<NaiveDate>,
    }
}

record! {
    /// Whom to ask at a party. Not public.
    pub struct Contact {
        /// Department and person.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub person: String,
        /// Telephone number, as typed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub phone: String,
        /// Mail address.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub mail: String,
    }
}

record! {
    /// 委託先・再委託先・結合の相手方.
    pub struct Party {
        /// Identity.
        pub id: Id<Party>,
        /// Named or a class.
        pub kind: PartyKind,
        /// The name as typed, or the description of the class.
        pub name: String,
        /// How the name is read, in kana.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reading: String,
        /// 法人番号, 13 digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub corporate_number: Option<String>,
        /// Certifications, in the order papers print them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub certifications: Vec<Certification>,
        /// 所在地.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub address: String,
        /// Whom to ask. Not public.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub contact: Option<Contact>,
        /// The day it was put away, once nothing uses it any more.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub archived_on: Option<NaiveDate>,
    }
}

impl Party {
    /// The name with its certifications, as a form prints it.
    pub fn printed(&self, short_name: Option<&str>) -> String {
        let mut text = self.name.clone();
        if !self.certifications.is_empty() {
            let names: Vec<&str> = self.certifications.iter().map(|held| held.name.as_str()).collect();
            text.push_str(&format!("（{}取得済み）", join_ja(&names)));
        }
        if let Some(short) = short_name {
            text.push_str(&format!("（以下「{short}」という）"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(certifications: &[&str]) -> Party {
        Party {
            id: Id::new(uuid::Uuid::nil()),
            kind: PartyKind::Named,
            name: "見本情報株式会社".into(),
            reading: String::new(),
            corporate_number: None,
            certifications: certifications
                .iter()
                .map(|name| Certification { name: (*name).into(), number: None, expires_on: None })
                .collect(),
            address: String::new(),
            contact: None,
            archived_on: None,
        }
    }

    #[test]
    fn certifications_follow_the_name() {
        assert_eq!(party(&[]).printed(None), "見本情報株式会社");
        assert_eq!(
            party(&["プライバシーマーク", "ISO27001"]).printed(Some("見本情報")),
            "見本情報株式会社（プライバシーマーク及びISO27001取得済み）（以下「見本情報」という）"
        );
    }
}
