//! だれの、どのような項目か: whose data, which items.

use super::ItemKind;
use crate::{
    Id,
    annex::Annex,
    council::Outcome,
    record::{coded, record},
};

record! {
    /// Which way the data goes.
    pub enum Direction {
        /// The ward gives it to the party.
        Provided,
        /// The party is made to collect it.
        Collected,
        /// It is reachable over a linkage.
        Linked,
    }
}

coded!(Direction {
    Provided = "provided", "提供する";
    Collected = "collected", "収集させる";
    Linked = "linked", "結合される";
});

impl Direction {
    /// The head printed over a run of groups: 《委託先に提供する項目》.
    pub fn heading(self, kind: ItemKind) -> String {
        let party = match kind {
            ItemKind::Outsourcing => "委託先",
            ItemKind::Reoutsourcing => "再委託先",
            ItemKind::Linkage => "結合の相手方",
        };
        match self {
            Self::Provided => format!("《{party}に提供する項目》"),
            Self::Collected => format!("《{party}に収集させる項目》"),
            Self::Linked => "《結合される項目》".to_owned(),
        }
    }
}

record! {
    /// How a group's head is set.
    pub enum SubjectStyle {
        /// ・だれの
        Bullet,
        /// 【だれの】
        Bracket,
    }
}

coded!(SubjectStyle {
    Bullet = "bullet", "・だれの";
    Bracket = "bracket", "【だれの】";
});

record! {
    /// One data item.
    pub struct DataItem {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<DataItem>>,
        /// Its name as typed.
        pub name: String,
        /// 要配慮個人情報.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub sensitive: bool,
        /// 特定個人情報.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub my_number: bool,
    }
}

record! {
    /// What of a group was cleared before.
    pub struct EarlierDecision {
        /// The outcome it cites.
        pub outcome: Id<Outcome>,
        /// The sentence as the paper prints it, without parentheses.
        pub text: String,
    }
}

record! {
    /// 情報項目: whose data and which items, in one direction.
    pub struct DataGroup {
        /// Identity; given to it on import when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub id: Option<Id<DataGroup>>,
        /// Which way the data goes.
        pub direction: Direction,
        /// Whether the form prints the direction's head.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub print_direction: bool,
        /// Whose data.
        pub subject: String,
        /// How the head is set.
        pub subject_style: SubjectStyle,
        /// How many people, if known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub people: Option<u32>,
        /// Which items, in order.
        pub items: Vec<DataItem>,
        /// The annex that holds further items.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub annex: Option<Id<Annex>>,
        /// What of it was cleared before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub earlier_decision: Option<EarlierDecision>,
    }
}

impl DataGroup {
    /// The head as printed: ・だれの or 【だれの】.
    pub fn printed_subject(&self) -> String {
        match self.subject_style {
            SubjectStyle::Bullet => format!("・{}", self.subject),
            SubjectStyle::Bracket => format!("【{}】", self.subject),
        }
    }

    /// The list as printed, with the annex by its label in this paper:
    /// 氏名、住所及び別紙２のとおり.
    pub fn printed_items(&self, annex_label: Option<&str>) -> String {
        let names: Vec<&str> = self.items.iter().map(|item| item.name.as_str()).collect();
        let list = names.join("、");
        match annex_label {
            None => list,
            Some(label) if list.is_empty() => format!("{label}のとおり"),
            Some(label) => format!("{list}及び{label}のとおり"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(names: &[&str]) -> DataGroup {
        let item =
            |name: &&str| DataItem { id: None, name: (*name).into(), sensitive: false, my_number: false };
        DataGroup {
            id: None,
            direction: Direction::Provided,
            print_direction: true,
            subject: "対象者".into(),
            subject_style: SubjectStyle::Bullet,
            people: None,
            items: names.iter().map(item).collect(),
            annex: None,
            earlier_decision: None,
        }
    }

    #[test]
    fn items_are_listed_without_a_trailing_mark() {
        assert_eq!(group(&["氏名", "住所"]).printed_items(None), "氏名、住所");
        assert_eq!(group(&["氏名", "住所"]).printed_items(Some("別紙２")), "氏名、住所及び別紙２のとおり");
        assert_eq!(group(&[]).printed_items(Some("別紙２")), "別紙２のとおり");
    }
}
