//! The text of an edition as the fields of a form, and back. A clause keeps
//! its name in the form wherever it is moved.

use std::collections::HashMap;

use super::{CAPTIONS, LIST, PREAMBLE, TRAILING, Typed, TypedClause};
use crate::clauses::CaptionPlace;

/// What a ticked box posts.
const TICKED: &str = "true";

/// More clauses than any set has; what is beyond is no clause.
const MOST: usize = 2_000;

impl TypedClause {
    /// The name of a field of the clause in the form.
    #[must_use]
    pub fn field(&self, field: &str) -> String {
        format!("{LIST}[{}].{field}", self.key)
    }

    /// The stored clauses it comes from, as its field holds them.
    #[must_use]
    pub fn from_value(&self) -> String {
        let ids: Vec<String> = self.from.iter().map(ToString::to_string).collect();
        ids.join(",")
    }

    fn set(&mut self, field: &str, value: &str) {
        match field {
            "from" => self.from = value.split(',').filter_map(|id| id.parse().ok()).collect(),
            "divisions" => value.clone_into(&mut self.divisions),
            "caption" => value.clone_into(&mut self.caption),
            "text" => value.clone_into(&mut self.text),
            "note" => value.clone_into(&mut self.note),
            "gone" => self.gone = value == TICKED,
            "cutting" => self.cutting = value == TICKED,
            "cut" => value.clone_into(&mut self.cut),
            _ => {}
        }
    }
}

impl Typed {
    /// What fields describe, clauses in the order in which they first came.
    #[must_use]
    pub fn read<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        let mut places = HashMap::<&str, usize>::new();
        for (name, value) in fields {
            match name {
                CAPTIONS => typed.captions = CaptionPlace::from_code(value),
                PREAMBLE => value.clone_into(&mut typed.preamble),
                TRAILING => value.clone_into(&mut typed.trailing),
                _ => {}
            }
            let Some((key, field)) = clause_field(name) else { continue };
            let known = places.get(key).copied();
            if known.is_none() && typed.clauses.len() >= MOST {
                continue;
            }
            let place = known.unwrap_or_else(|| {
                typed.clauses.push(TypedClause { key: key.to_owned(), ..TypedClause::default() });
                places.insert(key, typed.clauses.len() - 1);
                typed.clauses.len() - 1
            });
            if let Some(clause) = typed.clauses.get_mut(place) {
                clause.set(field, value);
            }
        }
        typed
    }

    /// The fields that describe it.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let captions = self.captions.map(|place| (CAPTIONS.to_owned(), place.code().to_owned()));
        let mut fields: Vec<(String, String)> = captions.into_iter().collect();
        fields.push((PREAMBLE.to_owned(), self.preamble.clone()));
        for clause in &self.clauses {
            let texts = [
                ("from", clause.from_value()),
                ("divisions", clause.divisions.clone()),
                ("caption", clause.caption.clone()),
                ("text", clause.text.clone()),
                ("note", clause.note.clone()),
            ];
            fields.extend(texts.map(|(field, value)| (clause.field(field), value)));
            if clause.gone {
                fields.push((clause.field("gone"), TICKED.to_owned()));
            }
        }
        fields.push((TRAILING.to_owned(), self.trailing.clone()));
        fields
    }
}

/// `clauses[n1].text` → (n1, text).
fn clause_field(name: &str) -> Option<(&str, &str)> {
    let (key, field) = name.strip_prefix(LIST)?.strip_prefix('[')?.split_once("].")?;
    let plain = !key.is_empty() && key.len() <= 40;
    (plain && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some((key, field))
}
