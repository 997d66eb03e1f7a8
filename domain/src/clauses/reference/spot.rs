//! Where the texts of an edition stand: all of them may refer to clauses.

use super::{Subject, around::At, subjects};
use crate::clauses::{Clause, ClauseItem, Edition, Numbering};

/// Where a text of an edition stands. Clauses, paragraphs, headings and items
/// are named by their places from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spot {
    /// A paragraph before the first clause.
    Preamble(usize),
    /// One of the headings over a clause.
    Division(usize, usize),
    /// A clause's caption.
    Caption(usize),
    /// The text of an item by the way to it; without a way the clause's body.
    Text(usize, Vec<usize>),
    /// The drafting note of an item, or of the clause.
    Note(usize, Vec<usize>),
    /// A paragraph after the last clause.
    Trailing(usize),
}

impl Spot {
    /// The clause it belongs to.
    #[must_use]
    pub fn clause(&self) -> Option<usize> {
        match self {
            Self::Division(clause, _)
            | Self::Caption(clause)
            | Self::Text(clause, _)
            | Self::Note(clause, _) => Some(*clause),
            Self::Preamble(_) | Self::Trailing(_) => None,
        }
    }

    /// Where it stands among the clauses.
    pub(super) fn at(&self) -> At {
        match self {
            Self::Preamble(_) => At::Before,
            Self::Trailing(_) => At::After,
            spot => spot.clause().map_or(At::After, At::Clause),
        }
    }

    /// The way to its item.
    #[must_use]
    pub fn path(&self) -> &[usize] {
        match self {
            Self::Text(_, path) | Self::Note(_, path) => path,
            _ => &[],
        }
    }

    /// Whether it stands before or behind the clauses, as another does.
    pub(crate) fn is_around_as(&self, other: &Self) -> bool {
        matches!(
            (self, other),
            (Self::Preamble(_), Self::Preamble(_)) | (Self::Trailing(_), Self::Trailing(_))
        )
    }

    /// What it is called where clauses are numbered so: 第３条の見出し.
    #[must_use]
    pub fn called(&self, numbering: Numbering) -> String {
        let of = |clause: usize| numbering.label(u32::try_from(clause + 1).unwrap_or(u32::MAX));
        match self {
            Self::Preamble(_) => "前文".to_owned(),
            Self::Division(clause, _) => format!("{}の上の章などの見出し", of(*clause)),
            Self::Caption(clause) => format!("{}の見出し", of(*clause)),
            Self::Text(clause, _) => of(*clause),
            Self::Note(clause, _) => format!("{}の作成上の注", of(*clause)),
            Self::Trailing(_) => "後文".to_owned(),
        }
    }

    /// Its text in its clause.
    pub(crate) fn in_clause<'a>(&self, clause: &'a mut Clause) -> Option<&'a mut String> {
        match self {
            Self::Division(_, heading) => clause.divisions.get_mut(*heading),
            Self::Caption(_) => clause.caption.as_mut(),
            Self::Text(_, path) if path.is_empty() => Some(&mut clause.body),
            Self::Text(_, path) => item(clause, path).map(|item| &mut item.text),
            Self::Note(_, path) if path.is_empty() => clause.note.as_mut(),
            Self::Note(_, path) => item(clause, path)?.note.as_mut(),
            Self::Preamble(_) | Self::Trailing(_) => None,
        }
    }
}

fn item<'a>(clause: &'a mut Clause, path: &[usize]) -> Option<&'a mut ClauseItem> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(clause.items.get_mut(*first)?, |item, at| item.items.get_mut(*at))
}

/// The texts of a set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Texts<'a> {
    /// Before the first clause.
    pub preamble: &'a [String],
    /// The clauses.
    pub clauses: &'a [Subject<'a>],
    /// After the last clause.
    pub trailing: &'a [String],
}

impl<'a> Texts<'a> {
    /// Calls for each text, in order.
    pub(super) fn each(&self, call: &mut dyn FnMut(Spot, &'a str)) {
        self.preamble.iter().enumerate().for_each(|(at, text)| call(Spot::Preamble(at), text));
        for (at, subject) in self.clauses.iter().enumerate() {
            each_text(at, subject.clause, call);
        }
        self.trailing.iter().enumerate().for_each(|(at, text)| call(Spot::Trailing(at), text));
    }
}

/// Calls with the texts of an edition, its clauses numbered from 1.
pub(crate) fn with_texts<T>(edition: &Edition, call: impl FnOnce(Texts<'_>) -> T) -> T {
    let clauses = subjects(&edition.clauses);
    call(Texts { preamble: &edition.preamble, clauses: &clauses, trailing: &edition.trailing })
}

/// Calls for each text of a clause that stands at a place.
pub(crate) fn each_text<'a>(at: usize, clause: &'a Clause, call: &mut dyn FnMut(Spot, &'a str)) {
    fn walk<'a>(
        at: usize,
        items: &'a [ClauseItem],
        path: &mut Vec<usize>,
        call: &mut dyn FnMut(Spot, &'a str),
    ) {
        for (place, item) in items.iter().enumerate() {
            path.push(place);
            call(Spot::Text(at, path.clone()), &item.text);
            item.note.iter().for_each(|note| call(Spot::Note(at, path.clone()), note));
            walk(at, &item.items, path, call);
            path.pop();
        }
    }
    clause.divisions.iter().enumerate().for_each(|(place, text)| call(Spot::Division(at, place), text));
    clause.caption.iter().for_each(|text| call(Spot::Caption(at), text));
    call(Spot::Text(at, Vec::new()), &clause.body);
    clause.note.iter().for_each(|text| call(Spot::Note(at, Vec::new()), text));
    walk(at, &clause.items, &mut Vec::new(), call);
}
