//! What differs in a text, word by word. A reference that leads to the same
//! clause is one word on both sides, whatever its number.

use std::{collections::HashMap, ops::Range};

use crate::{
    clauses::{
        Edition,
        reference::{Spot, Target, Wording, of_edition},
    },
    text::{Piece, diff},
};

/// A stretch of text, as it stands in both editions or in one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// In both: as the earlier writes it, as the later does.
    Same(String, String),
    /// In the earlier only.
    Gone(String),
    /// In the later only.
    New(String),
}

/// A text in two editions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks(pub Vec<Mark>);

impl Marks {
    /// Texts without references: `None` where an edition has none.
    #[must_use]
    pub fn plain(old: Option<&str>, new: Option<&str>) -> Self {
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let mark = |piece| match piece {
            Piece::Same(text) => Mark::Same(text.clone(), text),
            Piece::Gone(text) => Mark::Gone(text),
            Piece::New(text) => Mark::New(text),
        };
        Self(diff(old, new).into_iter().map(mark).collect())
    }

    /// Nothing of it is new or gone.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.0.iter().all(|mark| matches!(mark, Mark::Same(..)))
    }

    /// It says nothing in either edition.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A reference in a text: where, and what it leads to.
type Leads = (Range<usize>, String);

/// The references of an edition by text.
pub(super) struct Side {
    leads: HashMap<Spot, Vec<Leads>>,
}

impl Side {
    /// `shared` names a clause by its place in the earlier edition.
    pub(super) fn new(edition: &Edition, wording: Wording, shared: impl Fn(usize) -> Option<usize>) -> Self {
        let mut leads = HashMap::<Spot, Vec<Leads>>::new();
        for reference in of_edition(edition, wording) {
            let target = match reference.target {
                Target::Clauses { first, last } => {
                    shared(first).zip(shared(last)).map(|ends| format!("{ends:?}"))
                }
                Target::Within { clause, parts } if !reference.relative => {
                    shared(clause).map(|clause| format!("{clause} {parts:?}"))
                }
                _ => None,
            };
            if let Some(target) = target {
                leads.entry(reference.spot).or_default().push((reference.span, target));
            }
        }
        Self { leads }
    }

    fn of(&self, spot: &Spot) -> &[Leads] {
        self.leads.get(spot).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Compares texts of two editions.
pub(super) struct Marker<'a> {
    pub(super) old: &'a Side,
    pub(super) new: &'a Side,
}

/// A text and where it stands.
type Text<'a> = Option<(Spot, &'a str)>;

impl Marker<'_> {
    pub(super) fn marks(&self, old: Text<'_>, new: Text<'_>) -> Marks {
        let (Some((old_spot, old)), Some((new_spot, new))) = (&old, &new) else {
            return Marks::plain(old.map(|(_, text)| text), new.map(|(_, text)| text));
        };
        let mut signs = Signs::default();
        let (old_text, old_words) = signs.put(old, self.old.of(old_spot));
        let (new_text, new_words) = signs.put(new, self.new.of(new_spot));
        let (mut old_words, mut new_words) = (old_words.into_iter(), new_words.into_iter());
        let mut back = |text: &str, old: bool, both: bool| {
            let (mut before, mut after) = (String::new(), String::new());
            for c in text.chars() {
                if Signs::is_sign(c) {
                    before.extend(if old || both { old_words.next() } else { None });
                    after.extend(if !old || both { new_words.next() } else { None });
                } else {
                    before.push(c);
                    after.push(c);
                }
            }
            (before, after)
        };
        let mark = |piece| match piece {
            Piece::Same(text) => {
                let (old, new) = back(&text, false, true);
                Mark::Same(old, new)
            }
            Piece::Gone(text) => Mark::Gone(back(&text, true, false).0),
            Piece::New(text) => Mark::New(back(&text, false, false).1),
        };
        Marks(diff(&old_text, &new_text).into_iter().map(mark).collect())
    }
}

/// Characters that no text holds stand for references: one for each target.
#[derive(Default)]
struct Signs(HashMap<String, char>);

impl Signs {
    /// The last private plane.
    const FIRST: u32 = 0x10_0000;
    const LAST: u32 = 0x10_FFFD;

    fn is_sign(c: char) -> bool {
        (Self::FIRST..=Self::LAST).contains(&u32::from(c))
    }

    /// The text with signs in the place of references, and what stood there.
    /// A text that holds such characters itself keeps its references.
    fn put(&mut self, text: &str, leads: &[Leads]) -> (String, Vec<String>) {
        let mut out = String::with_capacity(text.len());
        let (mut words, mut from) = (Vec::new(), 0);
        let own = text.chars().any(Self::is_sign);
        for (span, target) in leads.iter().filter(|_| !own) {
            let next = u32::try_from(self.0.len()).ok().and_then(|count| char::from_u32(Self::FIRST + count));
            let (Some(next), Some(before), Some(word)) =
                (next, text.get(from..span.start), text.get(span.clone()))
            else {
                continue;
            };
            out.push_str(before);
            out.push(*self.0.entry(target.clone()).or_insert(next));
            words.push(word.to_owned());
            from = span.end;
        }
        for c in text.get(from..).unwrap_or_default().chars() {
            if Self::is_sign(c) {
                words.push(c.to_string());
            }
            out.push(c);
        }
        (out, words)
    }
}
