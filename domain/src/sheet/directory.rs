//! What the register calls its objects, for finding them by name.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::cell::{Said, excerpt};
use crate::{item::ItemKind, text::fold_key};

/// Candidates that a message names.
const NAMED: usize = 5;

/// One object and what it is called.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Identity.
    pub id: Uuid,
    /// The name shown.
    pub name: String,
    /// What tells it from others of the same name; may be empty.
    pub detail: String,
    /// Further names it is found by.
    pub also: Vec<String>,
    /// What it belongs to, for choosing among several of one name.
    pub owner: Option<Uuid>,
    /// Whether it is in use: of several, those are meant.
    pub current: bool,
}

impl Entry {
    /// 「健康診査（健康推進課）」
    fn told(&self) -> String {
        if self.detail.is_empty() {
            format!("「{}」", self.name)
        } else {
            format!("「{}（{}）」", self.name, self.detail)
        }
    }
}

/// The names of one noun.
#[derive(Debug, Clone, Default)]
pub struct Names {
    entries: Vec<Entry>,
    by_id: BTreeMap<Uuid, usize>,
    by_key: BTreeMap<String, BTreeSet<usize>>,
}

impl Names {
    /// The names of these.
    pub fn new(entries: Vec<Entry>) -> Self {
        let mut names = Self { entries, ..Self::default() };
        for (index, entry) in names.entries.iter().enumerate() {
            names.by_id.insert(entry.id, index);
            for name in std::iter::once(&entry.name).chain(&entry.also) {
                names.by_key.entry(fold_key(name)).or_default().insert(index);
            }
        }
        names
    }

    /// All, in the order given.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The object with this id.
    pub fn get(&self, id: Uuid) -> Option<&Entry> {
        self.by_id.get(&id).and_then(|index| self.entries.get(*index))
    }

    /// The name of an object; its id if the register has none.
    pub fn name(&self, id: Uuid) -> String {
        self.get(id).map_or_else(|| id.to_string(), |entry| entry.name.clone())
    }

    /// The name by which the object alone is found.
    pub fn unique(&self, id: Uuid) -> String {
        let Some(entry) = self.get(id) else { return id.to_string() };
        let mut names = std::iter::once(&entry.name).chain(&entry.also);
        names.find(|name| self.called(name).len() == 1).cloned().unwrap_or_else(|| id.to_string())
    }

    /// All objects called so.
    pub fn called(&self, text: &str) -> Vec<&Entry> {
        let found = self.by_key.get(&fold_key(text));
        found.into_iter().flatten().filter_map(|index| self.entries.get(*index)).collect()
    }

    /// The one object that a text means: by id or by name, of several the one
    /// that belongs to `owner`, then the one in use.
    pub(super) fn resolve(&self, word: &str, text: &str, owner: Option<Uuid>) -> Said<Uuid> {
        if let Some(entry) = text.parse().ok().and_then(|id| self.get(id)) {
            return Ok(entry.id);
        }
        self.only(word, text, self.called(text), owner)
    }

    /// The one of these that is meant.
    pub(super) fn only(&self, word: &str, text: &str, found: Vec<&Entry>, owner: Option<Uuid>) -> Said<Uuid> {
        let found = narrowed(found, |entry| owner.is_some() && entry.owner == owner);
        let found = narrowed(found, |entry| entry.current);
        match found.as_slice() {
            [entry] => Ok(entry.id),
            [] => Err(("unknown-name", self.unknown(word, text))),
            several => {
                let told: Vec<String> = several.iter().take(NAMED).map(|entry| entry.told()).collect();
                let message = format!(
                    "「{}」という{word}が{}件あり、どれか決められません。{}のどれか分かるように書くか、ID を書いてください。",
                    excerpt(text),
                    several.len(),
                    told.concat()
                );
                Err(("ambiguous-name", message))
            }
        }
    }

    fn unknown(&self, word: &str, text: &str) -> String {
        let key = fold_key(text);
        let near = |entry: &&Entry| {
            let name = fold_key(&entry.name);
            !key.is_empty() && (name.contains(&key) || key.contains(&name))
        };
        let near: Vec<String> = self.entries.iter().filter(near).take(NAMED).map(Entry::told).collect();
        let hint = if near.is_empty() {
            format!("名称を確かめるか、先に{word}を登録してください。")
        } else {
            format!("似た名称のもの：{}。", near.concat())
        };
        format!("{word}「{}」は台帳にありません。{hint}", excerpt(text))
    }
}

/// Those that meet a condition, unless none does.
fn narrowed(found: Vec<&Entry>, condition: impl Fn(&Entry) -> bool) -> Vec<&Entry> {
    let kept: Vec<&Entry> = found.iter().copied().filter(|entry| condition(entry)).collect();
    if kept.is_empty() || found.len() == 1 { found } else { kept }
}

/// What the register holds, by name.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// 課.
    pub sections: Names,
    /// 登録業務, each with its section.
    pub businesses: Names,
    /// 事業者; found by name and by corporate number.
    pub parties: Names,
    /// 事業, each with its section.
    pub programmes: Names,
    /// 根拠.
    pub bases: Names,
    /// 案件 by their titles, each with its programme.
    pub items: Names,
    /// The kind of each item and of what each basis is for.
    pub kinds: BTreeMap<Uuid, ItemKind>,
    /// The corporate number of each party that has one.
    pub numbers: BTreeMap<Uuid, String>,
}

impl Directory {
    /// The names of everything, by id.
    pub fn names(&self) -> BTreeMap<Uuid, String> {
        let all =
            [&self.sections, &self.businesses, &self.parties, &self.programmes, &self.bases, &self.items];
        let entries = all.into_iter().flat_map(Names::entries);
        entries.map(|entry| (entry.id, entry.name.clone())).collect()
    }

    /// The basis that a text means for an item of a kind. Without a text it is
    /// the only one in use.
    pub(super) fn basis(&self, text: &str, kind: ItemKind) -> Said<Uuid> {
        let fits = |entry: &&Entry| self.kinds.get(&entry.id) == Some(&kind);
        if text.is_empty() {
            let found: Vec<&Entry> =
                self.bases.entries().iter().filter(fits).filter(|entry| entry.current).collect();
            return match found.as_slice() {
                [only] => Ok(only.id),
                [] => Err((
                    "missing-value",
                    format!("{}に使える根拠が台帳にありません。先に根拠を登録してください。", kind.word()),
                )),
                several => {
                    let told: Vec<String> = several.iter().take(NAMED).map(|entry| entry.told()).collect();
                    let message = format!(
                        "{}に使える根拠が{}件あります。{}のどれかを書いてください。",
                        kind.word(),
                        several.len(),
                        told.concat()
                    );
                    Err(("missing-value", message))
                }
            };
        }
        if let Some(entry) = text.parse().ok().and_then(|id| self.bases.get(id)) {
            return Ok(entry.id);
        }
        let found = self.bases.called(text);
        let fitting: Vec<&Entry> = found.iter().copied().filter(|entry| fits(entry)).collect();
        self.bases.only("根拠", text, if fitting.is_empty() { found } else { fitting }, None)
    }
}
