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
        Clause, ClauseItem, Edition,
        reference::{
            Decision, Mend, Reason, Reference, Revised, Target, Wording, each_text, references, renumber,
            subjects,
        },
    },
    text::{Piece, diff, likeness},
};

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
    /// The clause it stands in, by its new place from 0.
    pub clause: usize,
    /// As it is written.
    pub text: String,
    /// The clauses it leads to, by their new places, first and last.
    pub leads: (usize, usize),
}

/// An edition as it shall be, with what a person must see before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
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
        let (mut revised, mut kept) = (Vec::new(), Vec::new());
        for clause in &staying {
            let keeps: Vec<Id<Clause>> =
                clause.from.iter().copied().filter(|id| owners.get(id) == Some(&&*clause.key)).collect();
            let from: Vec<usize> = clause.from.iter().filter_map(|id| places.get(id).copied()).collect();
            let old: Vec<&Clause> = from.iter().filter_map(|at| stored.clauses.get(*at)).collect();
            let id = keeps.iter().copied().find(|id| places.contains_key(id));
            let clause = to_clause(clause, id, &old, &mut taken);
            let fresh = if old.is_empty() { Vec::new() } else { fresh(&clause, &old) };
            revised.push(Revised { clause, from, fresh });
            kept.push(keeps);
        }
        let renumbered = renumber(&stored.clauses, &revised, wording);
        let (dangling, decisions) = renumbered
            .decisions
            .into_iter()
            .partition(|decision| led_nowhere(decision, stored, &revised, wording));
        let every = 0..stored.clauses.len();
        let removed = every.filter(|at| !revised.iter().any(|revised| revised.from.contains(at)));
        let typed = typed_references(&renumbered.clauses, &revised, &renumbered.fresh, wording);
        let keys = staying.iter().map(|clause| clause.key.clone());
        let clauses = renumbered.clauses.into_iter().zip(kept).zip(keys);
        Review {
            preamble: paragraphs(&self.preamble, &stored.preamble),
            clauses: clauses.map(|((clause, keeps), key)| Settled { clause, keeps, key }).collect(),
            trailing: paragraphs(&self.trailing, &stored.trailing),
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
        let mut decided: Vec<(&Decision, &Answer)> = self.decisions.iter().zip(answers).collect();
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
            let Some(settled) = self.clauses.get_mut(decision.clause) else { continue };
            let Some(text) = text_at(&mut settled.clause, &decision.path) else { continue };
            let span = decision.at..decision.at + decision.text.len();
            if text.get(span.clone()) == Some(decision.text.as_str()) {
                text.replace_range(span, anew);
            }
        }
    }

    /// The references that lead nowhere once it is stored: clause, by its
    /// place from 0, and how it is written.
    #[must_use]
    pub fn dangling(&self, wording: Wording) -> Vec<(usize, String)> {
        let clauses: Vec<Clause> = self.clauses.iter().map(|settled| settled.clause.clone()).collect();
        dangling(&clauses, wording)
    }
}

/// The references of some clauses that lead nowhere: clause, by its place from
/// 0, and how it is written.
#[must_use]
pub fn dangling(clauses: &[Clause], wording: Wording) -> Vec<(usize, String)> {
    let found = references(&subjects(clauses), wording);
    let all = found.into_iter().enumerate();
    all.flat_map(|(at, found)| {
        found.into_iter().filter(Reference::dangles).map(move |found| (at, found.text))
    })
    .collect()
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

fn to_clause(
    typed: &TypedClause,
    id: Option<Id<Clause>>,
    old: &[&Clause],
    taken: &mut HashSet<Id<ClauseItem>>,
) -> Clause {
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
        id,
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

/// The stretches of a clause's texts that were typed anew.
fn fresh(clause: &Clause, old: &[&Clause]) -> Vec<(Vec<usize>, Range<usize>)> {
    let mut stored = Vec::new();
    for clause in old {
        each_text(clause, &mut |_, text| stored.push(text));
    }
    let mut fresh = Vec::new();
    each_text(clause, &mut |path, text| {
        if stored.contains(&text) {
            return;
        }
        let Some(nearest) = stored.iter().max_by_key(|stored| shared(stored, text)) else { return };
        let mut at = 0;
        for piece in diff(nearest, text) {
            match piece {
                Piece::Same(words) => at += words.len(),
                Piece::New(words) => {
                    fresh.push((path.to_vec(), at..at + words.len()));
                    at += words.len();
                }
                Piece::Gone(_) => {}
            }
        }
    });
    fresh
}

/// How many characters two texts share: the part of a text that was split
/// shares all it has.
fn shared(old: &str, new: &str) -> usize {
    likeness(old, new) * (old.chars().count() + new.chars().count())
}

/// It leads nowhere, and did before.
fn led_nowhere(decision: &Decision, stored: &Edition, revised: &[Revised], wording: Wording) -> bool {
    let Some(revised) = revised.get(decision.clause) else { return false };
    let typed = |(path, span): &(Vec<usize>, Range<usize>)| {
        *path == decision.path && span.start < decision.at + decision.text.len() && decision.at < span.end
    };
    if decision.reason != Reason::Dangling || decision.leads_now || revised.fresh.iter().any(typed) {
        return false;
    }
    let before = dangling(&stored.clauses, wording);
    before.iter().any(|(at, text)| revised.from.contains(at) && *text == decision.text)
}

fn typed_references(
    clauses: &[Clause],
    revised: &[Revised],
    fresh: &[(usize, Vec<usize>, usize)],
    wording: Wording,
) -> Vec<TypedReference> {
    let found = references(&subjects(clauses), wording).into_iter().zip(revised).enumerate();
    let mut typed = Vec::new();
    for (at, (found, revised)) in found {
        for reference in found {
            let known = |(clause, path, start): &(usize, Vec<usize>, usize)| {
                *clause == at && *path == reference.path && *start == reference.span.start
            };
            let Target::Clauses { first, last } = reference.target else { continue };
            if revised.from.is_empty() || fresh.iter().any(known) {
                typed.push(TypedReference { clause: at, text: reference.text, leads: (first, last) });
            }
        }
    }
    typed
}

/// The text of a clause that a path leads to.
fn text_at<'a>(clause: &'a mut Clause, path: &[usize]) -> Option<&'a mut String> {
    let Some((first, rest)) = path.split_first() else { return Some(&mut clause.body) };
    let mut item = clause.items.get_mut(*first)?;
    for at in rest {
        item = item.items.get_mut(*at)?;
    }
    Some(&mut item.text)
}
