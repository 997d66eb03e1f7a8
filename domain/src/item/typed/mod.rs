//! 情報項目 as they stand in a form: all as typed, whole or not. What may be
//! done to them before they are saved.

mod differ;
mod fields;
mod moving;
mod op;
mod places;
mod read;
#[cfg(test)]
mod tests;

pub use differ::{Difference, differences, take};
pub use moving::NEW_GROUP;
pub use op::{Done, Op, apply, pasted};
pub use places::misplaced;
pub use read::unfit;

use super::{DataGroup, DataItem};

/// The list's name in forms and faults.
pub const LIST: &str = "data_groups";

/// A data item as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedItem {
    /// Its id, if it is stored already.
    pub id: String,
    /// Its name.
    pub name: String,
    /// 要配慮個人情報.
    pub sensitive: bool,
    /// 特定個人情報.
    pub my_number: bool,
    /// The place in the list that was asked for, if another than it has.
    pub place: String,
}

/// A data group as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedGroup {
    /// Its id, if it is stored already.
    pub id: String,
    /// Code of the direction.
    pub direction: String,
    /// Whether the direction's head is printed.
    pub print_direction: bool,
    /// Whose data.
    pub subject: String,
    /// Code of the style of the head.
    pub subject_style: String,
    /// How many people.
    pub people: String,
    /// Which items.
    pub items: Vec<TypedItem>,
    /// Id of the annex.
    pub annex: String,
    /// Id of the outcome that is cited.
    pub earlier_outcome: String,
    /// How it is cited.
    pub earlier_text: String,
    /// The place among the groups that was asked for, if another than it has.
    pub place: String,
    /// What was pasted and not added yet.
    pub paste: String,
    /// What is looked for in the dictionary.
    pub lookup: String,
    /// The numbers of items that are to go to another group.
    pub moving: String,
    /// That group: its place, or [`NEW_GROUP`].
    pub target: String,
}

impl TypedItem {
    /// A new item with this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    fn of(item: &DataItem) -> Self {
        Self {
            id: item.id.map(|id| id.to_string()).unwrap_or_default(),
            name: item.name.clone(),
            sensitive: item.sensitive,
            my_number: item.my_number,
            place: String::new(),
        }
    }

    /// Nothing was put into a new row.
    fn is_blank(&self) -> bool {
        self.id.is_empty() && self.name.trim().is_empty()
    }
}

impl TypedGroup {
    /// What a form shows of a stored group.
    pub fn of(group: &DataGroup) -> Self {
        let earlier = group.earlier_decision.as_ref();
        Self {
            id: group.id.map(|id| id.to_string()).unwrap_or_default(),
            direction: group.direction.code().to_owned(),
            print_direction: group.print_direction,
            subject: group.subject.clone(),
            subject_style: group.subject_style.code().to_owned(),
            people: group.people.map(|people| people.to_string()).unwrap_or_default(),
            items: group.items.iter().map(TypedItem::of).collect(),
            annex: group.annex.map(|id| id.to_string()).unwrap_or_default(),
            earlier_outcome: earlier.map(|earlier| earlier.outcome.to_string()).unwrap_or_default(),
            earlier_text: earlier.map(|earlier| earlier.text.clone()).unwrap_or_default(),
            ..Self::default()
        }
    }

    /// A group without items that has the same head.
    fn like(&self) -> Self {
        Self {
            direction: self.direction.clone(),
            print_direction: self.print_direction,
            subject: self.subject.clone(),
            subject_style: self.subject_style.clone(),
            ..Self::default()
        }
    }

    fn is_blank(&self) -> bool {
        let texts = [&self.id, &self.subject, &self.people, &self.annex, &self.earlier_text, &self.paste];
        texts.iter().all(|text| text.trim().is_empty()) && self.items.iter().all(TypedItem::is_blank)
    }
}

/// Puts every row where its number asks for, and leaves out new rows that
/// nothing was put into: what is saved.
#[must_use]
pub fn settled(mut groups: Vec<TypedGroup>) -> Vec<TypedGroup> {
    places::order(&mut groups);
    groups.retain(|group| !group.is_blank());
    for group in &mut groups {
        group.items.retain(|item| !item.is_blank());
    }
    groups
}
