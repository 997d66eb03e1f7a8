//! Which clause of one edition is which of another.

use std::collections::{HashMap, HashSet};

use crate::{
    Id,
    clauses::Clause,
    text::{fold_key, likeness},
};

/// Texts less alike than this, in percent, are not one that was changed.
const ALIKE: usize = 50;
/// With the same caption this is enough.
const ALIKE_UNDER_CAPTION: usize = 25;
/// More than this are not compared each with each.
const EACH_WITH_EACH: usize = 80;

/// For each later clause the earlier one that it continues, by its place: by
/// what both go back to, else by its caption and text, else by being like it.
#[must_use]
pub fn continued(earlier: &[Clause], later: &[Clause]) -> Vec<Option<usize>> {
    let mut pairs = Pairs::new(earlier.len(), later.len());
    by_id(earlier, later, |clause| clause.id, &mut pairs);
    by_id(earlier, later, Clause::lineage, &mut pairs);
    let (old, new) = (texts(earlier), texts(later));
    let (old_captions, new_captions) = (captions(earlier), captions(later));
    pairs.equal(|at| Some(old[at].as_str()), |at| Some(new[at].as_str()));
    let under_caption = |from: usize, to: usize| {
        let same = !old_captions[from].is_empty() && old_captions[from] == new_captions[to];
        same && likeness(&old[from], &new[to]) >= ALIKE_UNDER_CAPTION
    };
    pairs.like(under_caption);
    pairs.best(|from, to| likeness(&old[from], &new[to]));
    pairs.of_new
}

/// For each new text the old one it continues.
pub(super) fn pair_texts(old: &[String], new: &[String]) -> Vec<Option<usize>> {
    let mut pairs = Pairs::new(old.len(), new.len());
    pairs.equal(|at| old.get(at).map(String::as_str), |at| new.get(at).map(String::as_str));
    pairs.best(|from, to| likeness(&old[from], &new[to]));
    pairs.of_new
}

/// The later clauses that stand in the order they had: the longest run of them.
pub(super) fn in_order(pairs: &[Option<usize>]) -> HashSet<usize> {
    let known: Vec<(usize, usize)> =
        pairs.iter().enumerate().filter_map(|(at, from)| Some((at, (*from)?))).collect();
    // The best run that ends at each, and what stands before it there.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(known.len());
    for (at, (_, from)) in known.iter().enumerate() {
        let before = (0..at).filter(|before| known[*before].1 < *from).max_by_key(|before| best[*before].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut next = (0..known.len()).max_by_key(|at| best[*at].0);
    let mut stays = HashSet::new();
    while let Some(at) = next {
        stays.insert(known[at].0);
        next = best[at].1;
    }
    stays
}

/// Of several that go back to one clause the first.
fn by_id(
    earlier: &[Clause],
    later: &[Clause],
    id: impl Fn(&Clause) -> Option<Id<Clause>>,
    pairs: &mut Pairs,
) {
    let mut called = HashMap::<Id<Clause>, usize>::new();
    for (at, clause) in later.iter().enumerate() {
        if let Some(id) = id(clause) {
            called.entry(id).or_insert(at);
        }
    }
    for (from, clause) in earlier.iter().enumerate() {
        if let Some(to) = id(clause).and_then(|id| called.get(&id)) {
            pairs.take(from, *to);
        }
    }
}

/// A clause's text without what it is called by.
fn texts(clauses: &[Clause]) -> Vec<String> {
    clauses.iter().map(crate::clauses::revise::print).collect()
}

fn captions(clauses: &[Clause]) -> Vec<String> {
    clauses.iter().map(|clause| fold_key(clause.caption.as_deref().unwrap_or_default())).collect()
}

struct Pairs {
    old_taken: Vec<bool>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    fn new(old: usize, new: usize) -> Self {
        Self { old_taken: vec![false; old], of_new: vec![None; new] }
    }

    fn take(&mut self, from: usize, to: usize) {
        if let (Some(taken), Some(of)) = (self.old_taken.get_mut(from), self.of_new.get_mut(to))
            && !*taken
            && of.is_none()
        {
            (*taken, *of) = (true, Some(from));
        }
    }

    fn left(&self) -> (Vec<usize>, Vec<usize>) {
        let old = self.old_taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| at);
        let new = self.of_new.iter().enumerate().filter(|(_, of)| of.is_none()).map(|(at, _)| at);
        (old.collect(), new.collect())
    }

    /// The same text, the first with the first.
    fn equal<'a>(&mut self, old: impl Fn(usize) -> Option<&'a str>, new: impl Fn(usize) -> Option<&'a str>) {
        let (old_left, new_left) = self.left();
        let mut places = HashMap::<Option<&str>, Vec<usize>>::new();
        for from in old_left.into_iter().rev() {
            places.entry(old(from)).or_default().push(from);
        }
        for to in new_left {
            if let Some(from) = places.get_mut(&new(to)).and_then(Vec::pop) {
                self.take(from, to);
            }
        }
    }

    fn like(&mut self, fits: impl Fn(usize, usize) -> bool) {
        let (old_left, new_left) = self.left();
        for to in new_left {
            let found = old_left.iter().find(|from| !self.old_taken[**from] && fits(**from, to));
            if let Some(from) = found {
                self.take(*from, to);
            }
        }
    }

    /// The likest first.
    fn best(&mut self, likeness: impl Fn(usize, usize) -> usize) {
        let (old_left, new_left) = self.left();
        if old_left.len() > EACH_WITH_EACH || new_left.len() > EACH_WITH_EACH {
            return;
        }
        let mut all: Vec<(usize, usize, usize)> = Vec::new();
        for from in &old_left {
            for to in &new_left {
                let alike = likeness(*from, *to);
                if alike >= ALIKE {
                    all.push((alike, *from, *to));
                }
            }
        }
        all.sort_by_key(|(alike, from, to)| (std::cmp::Reverse(*alike), from.abs_diff(*to)));
        for (_, from, to) in all {
            self.take(from, to);
        }
    }
}
