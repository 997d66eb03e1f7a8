//! Typed groups as the fields of a form, and back. Fields are named by their
//! JSON path, so that a fault finds its field.

use std::collections::BTreeMap;

use super::{LIST, TypedGroup, TypedItem};

/// More rows than any form has: a place beyond is no row.
const MOST: usize = 10_000;

/// What a ticked box posts.
const TICKED: &str = "true";

impl TypedGroup {
    /// The groups that fields describe, in the order of their numbers.
    #[must_use]
    pub fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Self> {
        let mut groups = BTreeMap::<usize, (Self, BTreeMap<usize, TypedItem>)>::new();
        for (name, value) in fields {
            let Some((place, rest)) = name.strip_prefix(LIST).and_then(indexed) else { continue };
            let (group, items) = groups.entry(place).or_default();
            match rest.strip_prefix("items").and_then(indexed) {
                Some((place, field)) => items.entry(place).or_default().set(field, value),
                None => group.set(rest, value),
            }
        }
        let whole =
            groups.into_values().map(|(group, items)| Self { items: items.into_values().collect(), ..group });
        let mut groups: Vec<Self> = whole.collect();
        forget_own_places(&mut groups);
        groups
    }

    /// The fields that describe groups.
    #[must_use]
    pub fn fields(groups: &[Self]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (place, group) in groups.iter().enumerate() {
            let at = format!("{LIST}[{place}]");
            let texts = [
                ("id", &group.id),
                ("direction", &group.direction),
                ("subject", &group.subject),
                ("subject_style", &group.subject_style),
                ("people", &group.people),
                ("annex", &group.annex),
                ("earlier_decision.outcome", &group.earlier_outcome),
                ("earlier_decision.text", &group.earlier_text),
                ("paste", &group.paste),
                ("lookup", &group.lookup),
                ("moving", &group.moving),
                ("target", &group.target),
            ];
            fields.extend(texts.map(|(field, value)| (format!("{at}.{field}"), value.clone())));
            fields.push((format!("{at}.place"), shown_place(&group.place, place)));
            if group.print_direction {
                fields.push((format!("{at}.print_direction"), TICKED.to_owned()));
            }
            for (place, item) in group.items.iter().enumerate() {
                item.fields(&format!("{at}.items[{place}]"), place, &mut fields);
            }
        }
        fields
    }

    fn set(&mut self, field: &str, value: &str) {
        let text = match field {
            "id" => &mut self.id,
            "direction" => &mut self.direction,
            "subject" => &mut self.subject,
            "subject_style" => &mut self.subject_style,
            "people" => &mut self.people,
            "annex" => &mut self.annex,
            "earlier_decision.outcome" => &mut self.earlier_outcome,
            "earlier_decision.text" => &mut self.earlier_text,
            "place" => &mut self.place,
            "paste" => &mut self.paste,
            "lookup" => &mut self.lookup,
            "moving" => &mut self.moving,
            "target" => &mut self.target,
            "print_direction" => {
                self.print_direction = value == TICKED;
                return;
            }
            _ => return,
        };
        value.clone_into(text);
    }
}

impl TypedItem {
    fn set(&mut self, field: &str, value: &str) {
        match field {
            "id" => value.clone_into(&mut self.id),
            "name" => value.clone_into(&mut self.name),
            "place" => value.clone_into(&mut self.place),
            "sensitive" => self.sensitive = value == TICKED,
            "my_number" => self.my_number = value == TICKED,
            _ => {}
        }
    }

    fn fields(&self, at: &str, place: usize, fields: &mut Vec<(String, String)>) {
        fields.push((format!("{at}.id"), self.id.clone()));
        fields.push((format!("{at}.name"), self.name.clone()));
        fields.push((format!("{at}.place"), shown_place(&self.place, place)));
        for (field, ticked) in [("sensitive", self.sensitive), ("my_number", self.my_number)] {
            if ticked {
                fields.push((format!("{at}.{field}"), TICKED.to_owned()));
            }
        }
    }
}

/// `[3].name` → (3, "name").
fn indexed(rest: &str) -> Option<(usize, &str)> {
    let (place, field) = rest.strip_prefix('[')?.split_once("].")?;
    let place = place.parse().ok().filter(|place| *place < MOST)?;
    Some((place, field))
}

fn shown_place(asked: &str, place: usize) -> String {
    if asked.is_empty() { (place + 1).to_string() } else { asked.to_owned() }
}

/// A row that keeps its number asks for nothing.
fn forget_own_places(groups: &mut [TypedGroup]) {
    let own = |asked: &str, place: usize| asked.trim() == (place + 1).to_string();
    for (place, group) in groups.iter_mut().enumerate() {
        if own(&group.place, place) {
            group.place.clear();
        }
        for (place, item) in group.items.iter_mut().enumerate() {
            if own(&item.place, place) {
                item.place.clear();
            }
        }
    }
}
