//! Contractors, subcontractors, linkage partners.

use chrono::NaiveDate;

use crate::{
    Id,
    record::{coded, record},
    text::join_ja,
};

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
    /// 委託先・再委託先・結合の相手方.
    pub struct Party {
        /// Identity.
        pub id: Id<Party>,
        /// Named or a class.
        pub kind: PartyKind,
        /// The name as typed, or the description of the class.
        pub name: String,
        /// 法人番号, 13 digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub corporate_number: Option<String>,
        /// Certifications, in the order papers print them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub certifications: Vec<Certification>,
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

    /// Whether a corporate number's check digit (the first) is right, by the
    /// rule of the ordinance on corporate numbers (weights 1 and 2, modulo 9).
    pub fn corporate_number_holds(number: &str) -> bool {
        let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
        let [check, rest @ ..] = digits.as_slice() else { return false };
        if rest.len() != 12 || number.chars().count() != 13 {
            return false;
        }
        let sum: u32 =
            rest.iter().rev().zip([1, 2].iter().cycle()).map(|(digit, weight)| digit * weight).sum();
        *check == 9 - sum % 9
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
            corporate_number: None,
            certifications: certifications
                .iter()
                .map(|name| Certification { name: (*name).into(), number: None, expires_on: None })
                .collect(),
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

    #[test]
    fn a_corporate_number_needs_its_check_digit() {
        // The national tax agency's own published number.
        assert!(Party::corporate_number_holds("7000012050002"));
        assert!(!Party::corporate_number_holds("8000012050002"));
        assert!(!Party::corporate_number_holds("700001205000"));
        assert!(!Party::corporate_number_holds("70000120500021"));
    }
}
