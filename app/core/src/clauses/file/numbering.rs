//! The numbers that Word gives paragraphs by itself: they stand in no text.

use std::collections::HashMap;

use super::{
    list::written,
    xml::{Node, attribute, walk},
};

/// The deepest level of a list in Word.
const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// （%1）.
    text: String,
    /// The paragraph style that has this level.
    style: String,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".into(), text: String::new(), style: String::new() }
    }
}

#[derive(Debug, Clone, Default)]
struct List {
    base: String,
    /// First numbers of its own, by level.
    starts: HashMap<usize, u32>,
}

#[derive(Debug, Clone, Default)]
struct Style {
    based_on: String,
    number: Option<String>,
    level: Option<usize>,
}

/// All lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    bases: HashMap<String, Vec<Level>>,
    lists: HashMap<String, List>,
    styles: HashMap<String, Style>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml` and `styles.xml`; either may be empty.
    pub(super) fn read(numbering: &str, styles: &str) -> Option<Self> {
        let mut read = Self::default();
        if !numbering.is_empty() {
            read.lists(numbering)?;
        }
        if !styles.is_empty() {
            read.styles(styles)?;
        }
        Some(read)
    }

    fn lists(&mut self, xml: &str) -> Option<()> {
        let (mut base, mut list, mut level) = (None::<String>, None::<String>, None::<usize>);
        walk(xml, |node| match node {
            Node::Open("abstractNum", start) => base = attribute(start, "abstractNumId"),
            Node::Close("abstractNum") => base = None,
            Node::Open("num", start) => {
                list = attribute(start, "numId");
                list.iter().for_each(|id| drop(self.lists.insert(id.clone(), List::default())));
            }
            Node::Close("num") => list = None,
            Node::Open("lvl" | "lvlOverride", start) => {
                level = attribute(start, "ilvl")
                    .and_then(|level| level.parse().ok())
                    .filter(|level| *level < LEVELS);
            }
            Node::Open(name, start) => {
                let Some(value) = attribute(start, "val") else { return };
                if let Some(list) = list.as_ref().and_then(|id| self.lists.get_mut(id)) {
                    match (name, level, value.parse()) {
                        ("abstractNumId", ..) => list.base = value,
                        ("startOverride", Some(level), Ok(start)) => drop(list.starts.insert(level, start)),
                        _ => {}
                    }
                } else if let (Some(base), Some(level)) = (&base, level) {
                    let levels = self.bases.entry(base.clone()).or_default();
                    levels.resize(levels.len().max(level + 1), Level::default());
                    let Some(level) = levels.get_mut(level) else { return };
                    match name {
                        "start" => level.start = value.parse().unwrap_or(1),
                        "numFmt" => level.format = value,
                        "lvlText" => level.text = value,
                        "pStyle" => level.style = value,
                        _ => {}
                    }
                }
            }
            _ => {}
        })
    }

    fn styles(&mut self, xml: &str) -> Option<()> {
        let mut id = None::<String>;
        walk(xml, |node| match node {
            Node::Open("style", start) => id = attribute(start, "styleId"),
            Node::Close("style") => id = None,
            Node::Open(name @ ("basedOn" | "numId" | "ilvl"), start) => {
                let (Some(id), Some(value)) = (&id, attribute(start, "val")) else { return };
                let style = self.styles.entry(id.clone()).or_default();
                match name {
                    "basedOn" => style.based_on = value,
                    "numId" => style.number = Some(value),
                    _ => style.level = value.parse().ok(),
                }
            }
            _ => {}
        })
    }

    /// The next number of a paragraph, by its own list and level or by its
    /// style's; empty if it has none.
    pub(super) fn next(&mut self, list: Option<&str>, level: Option<usize>, style: Option<&str>) -> String {
        let Some((id, level)) = self.place(list, level, style) else { return String::new() };
        let Some(list) = self.lists.get(&id) else { return String::new() };
        let levels = self.bases.get(&list.base).cloned().unwrap_or_default();
        let Some(own) = levels.get(level) else { return String::new() };
        // Lists of one base count on together, but for one that starts anew.
        let key = if list.starts.is_empty() { format!("base {}", list.base) } else { format!("list {id}") };
        let first = |at: usize| {
            list.starts.get(&at).copied().or_else(|| levels.get(at).map(|level| level.start)).unwrap_or(1)
        };
        let counts = self.counts.entry(key).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            *count = match at.cmp(&level) {
                std::cmp::Ordering::Less => Some(count.unwrap_or_else(|| first(at))),
                std::cmp::Ordering::Equal => {
                    Some(count.map_or_else(|| first(at), |count| count.saturating_add(1)))
                }
                std::cmp::Ordering::Greater => None,
            };
        }
        if own.format == "bullet" {
            return written("bullet", 1);
        }
        let mut text = own.text.clone();
        for (at, count) in counts.iter().enumerate() {
            let format = levels.get(at).map_or("decimal", |level| level.format.as_str());
            let number = count.map(|count| written(format, count)).unwrap_or_default();
            text = text.replace(&format!("%{}", at + 1), &number);
        }
        text
    }

    fn place(
        &self,
        list: Option<&str>,
        level: Option<usize>,
        style: Option<&str>,
    ) -> Option<(String, usize)> {
        if let Some(list) = list {
            return (list != "0").then(|| (list.to_owned(), level.unwrap_or(0)));
        }
        let mut style_id = style?;
        for _ in 0..10 {
            let style = self.styles.get(style_id)?;
            if let Some(number) = style.number.as_ref().filter(|number| *number != "0") {
                let base = self.lists.get(number).and_then(|list| self.bases.get(&list.base));
                let by_style =
                    base.and_then(|levels| levels.iter().position(|level| level.style == style_id));
                return Some((number.clone(), level.or(style.level).or(by_style).unwrap_or(0)));
            }
            style_id = style.based_on.as_str();
        }
        None
    }
}
