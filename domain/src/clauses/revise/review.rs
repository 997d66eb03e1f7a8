//! What becomes of an edition once its form is saved: ids and duties kept,
//! numbers and references in order, and what a person must decide before.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Typed, TypedClause, ids::each, paragraphs, text::read};
use crate::{
    Id,
    clauses::{
        CaptionPlace, Clause, ClauseItem, Edition,
        reference::{
            Decision, Mend, Reason, Reference, Renumbered, Revised, RevisedSet, Spot, Target, Texts, Wording,
            each_text, of_edition, references, renumber, subjects, with_texts,
        },
    },
    text::{Piece, diff, likeness},
};

/// How many characters are shown on each side of a reference.
const AROUND: usize = 40;

/// A clause as it shall be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The clause, without its duties.
    pub clause: Clause,
    /// The stored clauses whose duties it has.
    pub keeps: Vec<Id<Clause>>,
    /// What the form calls it.
    pub key: String,
}

/// A reference that was typed anew: it is read in the new numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedReference {
    /// The text it stands in, by the new place of its clause.
    pub spot: Spot,
    /// As it is written.
    pub text: String,
    /// The clauses it leads to, by their new places, first and last.
    pub leads: (usize, usize),
}

/// An edition as it shall be, with what a person must see before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Where captions stand.
    pub captions: CaptionPlace,
    /// Text before the first clause.
    pub preamble: Vec<String>,
    /// The clauses.
    pub clauses: Vec<Settled>,
    /// Text after the last clause.
    pub trailing: Vec<String>,
    /// References that were written anew.
    pub mends: Vec<Mend>,
    /// References to decide about.
    pub decisions: Vec<Decision>,
    /// References that were typed anew.
    pub typed: Vec<TypedReference>,
    /// References that led nowhere before, and still do.
    pub dangling: Vec<Decision>,
    /// Stored clauses that are gone, by their former places from 0.
    pub removed: Vec<usize>,
}

/// What a person decides about a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It says what is left of its targets.
    Suggestion,
    /// It says this.
    Own(String),
    /// It stays as it is.
    Keep,
}

impl Typed {
    /// What becomes of a stored edition.
    #[must_use]
    pub fn review(&self, stored: &Edition, wording: Wording) -> Review {
        let places: HashMap<Id<Clause>, usize> =
            stored.clauses.iter().enumerate().filter_map(|(at, clause)| Some((clause.id?, at))).collect();
        let staying: Vec<&TypedClause> = self.clauses.iter().filter(|clause| !clause.gone).collect();
        let owners = owners(&staying);
        let mut taken = HashSet::new();
        let mut owned = Vec::new();
        let mut set = RevisedSet {
            preamble: paragraphs(&self.preamble, &stored.preamble),
            trailing: paragraphs(&self.trailing, &stored.trailing),
            ..RevisedSet::default()
        };
        for clause in &staying {
            let keeps: Vec<Id<Clause>> =
                clause.from.iter().copied().filter(|id| owners.get(id) == Some(&&*clause.key)).collect();
            let from: Vec<usize> = clause.from.iter().filter_map(|id| places.get(id).copied()).collect();
            let old: Vec<&Clause> = from.iter().filter_map(|at| stored.clauses.get(*at)).collect();
            let kept = keeps.iter().filter_map(|id| stored.clauses.get(*places.get(id)?));
            let id = kept.clone().find_map(|clause| clause.id);
            let origin = kept.clone().find_map(|clause| clause.origin);
            let clause = Clause { id, origin, ..to_clause(clause, &old, &mut taken) };
            set.clauses.push(Revised { clause, from });
            owned.push(keeps);
        }
        set.fresh = fresh(&set, stored);
        let renumbered = with_texts(stored, |texts| renumber(texts, &set, wording));
        let typed = typed_references(&renumbered, &set, wording);
        let held: Vec<Reference> =
            of_edition(stored, wording).into_iter().filter(Reference::dangles).collect();
        let (dangling, decisions) =
            renumbered.decisions.into_iter().partition(|decision| led_nowhere(decision, &held, &set));
        let every = 0..stored.clauses.len();
        let removed = every.filter(|at| !set.clauses.iter().any(|revised| revised.from.contains(at)));
        let keys = staying.iter().map(|clause| clause.key.clone());
        let clauses = renumbered.clauses.into_iter().zip(owned).zip(keys);
        Review {
            captions: self.captions.unwrap_or(stored.captions),
            preamble: renumbered.preamble,
            clauses: clauses.map(|((clause, keeps), key)| Settled { clause, keeps, key }).collect(),
            trailing: renumbered.trailing,
            mends: renumbered.mends,
            decisions,
            typed,
            dangling,
            removed: removed.collect(),
        }
    }
}

impl Review {
    /// Writes what a person decided, an answer for each decision in order.
    pub fn decide(&mut self, answers: &[Answer]) {
        // From the last to the first: the places before stay what they are.
        let decisions = self.decisions.clone();
        let mut decided: Vec<(&Decision, &Answer)> = decisions.iter().zip(answers).collect();
        decided.sort_by_key(|(decision, _)| std::cmp::Reverse(decision.at));
        for (decision, answer) in decided {
            let anew = match answer {
                Answer::Keep => continue,
                Answer::Own(words) => words.as_str(),
                Answer::Suggestion => match &decision.suggestion {
                    Some(words) => words.as_str(),
                    None => continue,
                },
            };
            let Some(text) = self.text_mut(&decision.spot) else { continue };
            let span = decision.at..decision.at + decision.text.len();
            if text.get(span.clone()) == Some(decision.text.as_str()) {
                text.replace_range(span, anew);
            }
        }
    }

    /// The words before and behind a reference to decide about; … where more
    /// stands there.
    #[must_use]
    pub fn around(&self, decision: &Decision) -> Option<(String, String)> {
        let text = match &decision.spot {
            Spot::Preamble(at) => self.preamble.get(*at)?.clone(),
            Spot::Trailing(at) => self.trailing.get(*at)?.clone(),
            spot => {
                let mut clause = self.clauses.get(spot.clause()?)?.clause.clone();
                spot.in_clause(&mut clause)?.clone()
            }
        };
        let behind = text.get(decision.at..)?.strip_prefix(decision.text.as_str())?;
        let ahead: String = text.get(..decision.at)?.chars().rev().collect();
        let before: String = cut(&ahead).chars().rev().collect();
        Some((before, cut(behind)))
    }

    fn text_mut(&mut self, spot: &Spot) -> Option<&mut String> {
        match spot {
            Spot::Preamble(at) => self.preamble.get_mut(*at),
            Spot::Trailing(at) => self.trailing.get_mut(*at),
            spot => spot.in_clause(&mut self.clauses.get_mut(spot.clause()?)?.clause),
        }
    }
}

/// Who has the id and the duties of each stored clause: the one the form calls
/// by it, else the first that comes from it.
fn owners<'a>(staying: &[&'a TypedClause]) -> HashMap<Id<Clause>, &'a str> {
    let mut owners = HashMap::<Id<Clause>, &str>::new();
    for clause in staying {
        for id in &clause.from {
            let owner = owners.entry(*id).or_insert(&clause.key);
            if clause.key == id.to_string() {
                *owner = &clause.key;
            }
        }
    }
    owners
}

fn to_clause(typed: &TypedClause, old: &[&Clause], taken: &mut HashSet<Id<ClauseItem>>) -> Clause {
    let mut found = read(&typed.text, old);
    // A line that was copied is new where it stands the second time.
    each(&mut found.items, &mut Vec::new(), &mut |_, item| item.id = item.id.filter(|id| taken.insert(*id)));
    let notes = [Some(typed.note.trim_end()), found.note.as_deref()];
    let note: Vec<&str> = notes.into_iter().flatten().filter(|note| !note.trim().is_empty()).collect();
    let same = |note: &str| {
        old.iter().filter_map(|clause| clause.note.as_ref()).find(|stored| stored.trim_end() == note).cloned()
    };
    let note = note.join("\n");
    let caption = typed.caption.trim();
    let first = old.first();
    Clause {
        id: None,
        origin: None,
        divisions: paragraphs(&typed.divisions, first.map_or(&[], |first| &first.divisions)),
        number: 0,
        caption: (!caption.is_empty()).then(|| caption.to_owned()),
        paragraph: found.paragraph,
        body: found.body,
        note: (!note.is_empty()).then(|| same(&note).unwrap_or(note)),
        items: found.items,
        duties: Vec::new(),
        dismissed: Vec::new(),
    }
}

/// The stretches of texts that were typed anew, in clauses that were there and
/// around them.
fn fresh(set: &RevisedSet, stored: &Edition) -> Vec<(Spot, Range<usize>)> {
    let mut fresh = Vec::new();
    for (at, revised) in set.clauses.iter().enumerate().filter(|(_, revised)| !revised.from.is_empty()) {
        let mut held = Vec::new();
        for old in revised.from.iter().filter_map(|old| stored.clauses.get(*old)) {
            each_text(0, old, &mut |_, text| held.push(text));
        }
        each_text(at, &revised.clause, &mut |spot, text| typed_anew(spot, text, &held, &mut fresh));
    }
    for (at, text) in set.preamble.iter().enumerate() {
        typed_anew(Spot::Preamble(at), text, &texts(&stored.preamble), &mut fresh);
    }
    for (at, text) in set.trailing.iter().enumerate() {
        typed_anew(Spot::Trailing(at), text, &texts(&stored.trailing), &mut fresh);
    }
    fresh
}

fn texts(paragraphs: &[String]) -> Vec<&str> {
    paragraphs.iter().map(String::as_str).collect()
}

/// What of a text is in none that was held, beside the one most like it.
fn typed_anew(spot: Spot, text: &str, held: &[&str], fresh: &mut Vec<(Spot, Range<usize>)>) {
    if held.contains(&text) {
        return;
    }
    let nearest = held.iter().max_by_key(|held| shared(held, text)).copied().unwrap_or_default();
    let mut at = 0;
    for piece in diff(nearest, text) {
        match piece {
            Piece::Same(words) => at += words.len(),
            Piece::New(words) => {
                fresh.push((spot.clone(), at..at + words.len()));
                at += words.len();
            }
            Piece::Gone(_) => {}
        }
    }
}

/// How many characters two texts share: the part of a text that was split
/// shares all it has.
fn shared(old: &str, new: &str) -> usize {
    likeness(old, new) * (old.chars().count() + new.chars().count())
}

/// It leads nowhere, and did before.
fn led_nowhere(decision: &Decision, held: &[Reference], set: &RevisedSet) -> bool {
    let end = decision.at + decision.text.len();
    let typed = |(spot, span): &(Spot, Range<usize>)| {
        *spot == decision.spot && span.start < end && decision.at < span.end
    };
    if decision.reason != Reason::Dangling || decision.leads_now || set.fresh.iter().any(typed) {
        return false;
    }
    let from = |spot: &Spot| match (spot.clause(), decision.spot.clause()) {
        (Some(before), Some(now)) => {
            set.clauses.get(now).is_some_and(|revised| revised.from.contains(&before))
        }
        _ => spot.is_around_as(&decision.spot),
    };
    held.iter().any(|held| held.text == decision.text && from(&held.spot))
}

fn typed_references(done: &Renumbered, set: &RevisedSet, wording: Wording) -> Vec<TypedReference> {
    let clauses = subjects(&done.clauses);
    let texts = Texts { preamble: &done.preamble, clauses: &clauses, trailing: &done.trailing };
    let mut typed = Vec::new();
    for reference in references(texts, wording) {
        let Target::Clauses { first, last } = reference.target else { continue };
        let clause = reference.spot.clause().and_then(|at| set.clauses.get(at));
        let is_new = clause.is_some_and(|revised| revised.from.is_empty());
        let known = |(spot, start): &(Spot, usize)| *spot == reference.spot && *start == reference.span.start;
        if is_new || done.fresh.iter().any(known) {
            typed.push(TypedReference { spot: reference.spot, text: reference.text, leads: (first, last) });
        }
    }
    typed
}

/// The beginning of a text, with … if that is not all.
fn cut(text: &str) -> String {
    let start: String = text.chars().take(AROUND).collect();
    if start.len() < text.len() { format!("{start}…") } else { start }
}
