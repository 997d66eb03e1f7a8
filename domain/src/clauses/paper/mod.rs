//! A clause set as it is attached to a contract: placeholders filled, labels
//! as names where that is wanted, notes for the drafter left out.

mod placeholder;

pub use placeholder::{Placeholder, placeholders};

use std::collections::BTreeMap;

use placeholder::Filling;

use super::{
    Clause, ClauseItem, Edition, PartyLabels,
    labels::{PartyNames, with_names},
    profile::defines,
};

/// The longest value of a placeholder, and name of a party.
pub const VALUE: usize = 200;

/// What a contract's copy of an edition says in place of labels and
/// placeholders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filled {
    /// Names of the parties; none keeps the labels.
    pub names: PartyNames,
    /// Values by the key of their placeholder; what is empty stays open.
    pub values: BTreeMap<String, String>,
}

/// An edition as a contract carries it: without notes for the drafter. A
/// clause that says who the labels mean keeps them.
#[must_use]
pub fn for_contract(edition: &Edition, parties: &PartyLabels, filled: &Filled) -> Edition {
    let defining = defines(edition, parties);
    let mut filling = Filling::new(edition, &filled.values);
    let nobody = PartyNames::default();
    let mut writer = Writer { filling: &mut filling, parties, names: &filled.names };
    let preamble = writer.paragraphs(&edition.preamble);
    let clauses = edition
        .clauses
        .iter()
        .zip(defining)
        .map(|(clause, defines)| {
            writer.names = if defines { &nobody } else { &filled.names };
            writer.clause(clause)
        })
        .collect();
    writer.names = &filled.names;
    let trailing = writer.paragraphs(&edition.trailing);
    Edition { preamble, clauses, trailing, ..edition.clone() }
}

/// Whether a paragraph before or after the clauses speaks to the drafter.
#[must_use]
pub fn is_note(paragraph: &str) -> bool {
    let text = paragraph.trim_start();
    ["※", "＊", "（注", "(注", "注）", "注)", "【注"].iter().any(|mark| text.starts_with(mark))
}

/// How many notes for the drafter an edition holds.
#[must_use]
pub fn notes(edition: &Edition) -> usize {
    fn in_items(items: &[ClauseItem]) -> usize {
        items.iter().map(|item| usize::from(item.note.is_some()) + in_items(&item.items)).sum()
    }
    let paragraphs = edition.preamble.iter().chain(&edition.trailing);
    let clauses = edition.clauses.iter();
    paragraphs.filter(|paragraph| is_note(paragraph)).count()
        + clauses.map(|clause| usize::from(clause.note.is_some()) + in_items(&clause.items)).sum::<usize>()
}

struct Writer<'a, 'b> {
    filling: &'b mut Filling<'a>,
    parties: &'a PartyLabels,
    names: &'b PartyNames,
}

impl Writer<'_, '_> {
    fn text(&mut self, text: &str) -> String {
        let (parties, names) = (self.parties, self.names);
        self.filling.write(text, |rest| with_names(rest, parties, names))
    }

    fn paragraphs(&mut self, texts: &[String]) -> Vec<String> {
        texts.iter().filter(|text| !is_note(text)).map(|text| self.text(text)).collect()
    }

    fn clause(&mut self, clause: &Clause) -> Clause {
        Clause {
            divisions: clause.divisions.iter().map(|heading| self.text(heading)).collect(),
            caption: clause.caption.as_deref().map(|caption| self.text(caption)),
            body: self.text(&clause.body),
            note: None,
            items: self.items(&clause.items),
            ..clause.clone()
        }
    }

    fn items(&mut self, items: &[ClauseItem]) -> Vec<ClauseItem> {
        items
            .iter()
            .map(|item| ClauseItem {
                text: self.text(&item.text),
                note: None,
                items: self.items(&item.items),
                ..item.clone()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
