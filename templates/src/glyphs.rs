//! Characters that no font has, found before rendering: a PDF/A with an empty
//! box in a name would be worse than none.

use std::fmt;

use serde_json::{Map, Value};

use crate::data;
use crate::fonts::FONTS;
use crate::paper::Paper;

/// A character that cannot be printed, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The path in the packet, such as `parts[2].rows[4].content[0].text`.
    pub field: String,
    /// Where a person finds it, in the words of the paper: 別紙（業務委託）／委託先.
    pub label: String,
    /// The character.
    pub character: char,
}

impl fmt::Display for MissingGlyph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, label, character } = self;
        let code = u32::from(*character);
        if data::is_visible(*character) {
            write!(f, "「{label}」の「{character}」（U+{code:04X}）は印字できません（{field}）。")
        } else {
            write!(f, "「{label}」の文字 U+{code:04X} は印字できません（{field}）。")
        }
    }
}

/// Every character of a paper that no font has, once a field, in reading
/// order. Control characters and marks of writing direction are left out of
/// the paper and are not reported.
#[must_use]
pub fn missing_glyphs<P: Paper>(paper: &P) -> Vec<MissingGlyph> {
    serde_json::to_value(paper).map(|value| find(&value, P::FIELDS)).unwrap_or_default()
}

/// The same, of a paper already turned into JSON.
pub(crate) fn find(paper: &Value, order: &[(&str, &str)]) -> Vec<MissingGlyph> {
    let mut search = Search { path: String::new(), labels: Vec::new(), found: Vec::new() };
    if let Value::Object(fields) = paper {
        // JSON keeps names sorted; a person reads from the first page on.
        for (name, label) in order {
            (*name).clone_into(&mut search.path);
            search.labels = if label.is_empty() { Vec::new() } else { vec![(*label).to_owned()] };
            search.value(&fields[*name]);
        }
    }
    search.found
}

/// Fields that say what the object around them is.
const NAMES: [&str; 6] = ["form_title", "annex_label", "heading", "caption", "number", "label"];

struct Search {
    path: String,
    labels: Vec<String>,
    found: Vec<MissingGlyph>,
}

impl Search {
    fn value(&mut self, value: &Value) {
        let length = self.path.len();
        match value {
            Value::Array(items) if data::is_text(items) => self.text(items),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.path.push_str(&format!("[{index}]"));
                    self.value(item);
                    self.path.truncate(length);
                }
            }
            Value::Object(fields) => self.object(fields),
            _ => {}
        }
    }

    fn object(&mut self, fields: &Map<String, Value>) {
        let (length, depth) = (self.path.len(), self.labels.len());
        // The cover's heading is the council's name: 表紙 says more.
        if self.path != "cover" {
            self.labels.extend(NAMES.iter().find_map(|name| printed(fields.get(*name)?)));
        }
        for (name, value) in fields {
            self.path.push('.');
            self.path.push_str(name);
            self.value(value);
            self.path.truncate(length);
        }
        self.labels.truncate(depth);
    }

    fn text(&mut self, runs: &[Value]) {
        let first = self.found.len();
        for run in runs {
            let bold = run["bold"] == Value::Bool(true);
            let text = run["text"].as_str().unwrap_or_default();
            for character in text.chars().filter(|character| !data::is_dropped(*character)) {
                let known = self.found[first..].iter().any(|missing| missing.character == character);
                if !known && !is_printable(character, bold) {
                    self.found.push(MissingGlyph {
                        field: self.path.clone(),
                        label: self.labels.join("／"),
                        character,
                    });
                }
            }
        }
    }
}

/// Private characters (外字) mean something else on every machine, and a
/// variation selector that a font does not know silently changes a name: both
/// are refused even where a font has a glyph.
fn is_printable(character: char, bold: bool) -> bool {
    !data::is_private(character) && !data::is_variation(character) && FONTS.has(character, bold)
}

fn printed(text: &Value) -> Option<String> {
    let runs = text.as_array().filter(|runs| data::is_text(runs))?;
    let plain: String = runs.iter().filter_map(|run| run["text"].as_str()).collect();
    (!plain.is_empty()).then_some(plain)
}
