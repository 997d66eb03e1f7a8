//! Two editions clause by clause: of one set, or of two. References are
//! compared by what they lead to, not by their numbers.

mod align;
mod marks;
#[cfg(test)]
mod tests;

pub use align::continued;
pub use marks::{Mark, Marks};

use super::{
    Clause, ClauseItem, Edition,
    reference::{Spot, Wording},
};
use align::in_order;
use marks::{Marker, Side};

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It says the same.
    Same,
    /// Words of it changed.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

/// An item or paragraph in two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedItem {
    /// How deep it stands.
    pub depth: usize,
    /// Its label.
    pub label: Marks,
    /// Its text.
    pub text: Marks,
}

/// A clause in two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedClause {
    /// What became of it.
    pub change: Change,
    /// It stands elsewhere among those that both have.
    pub moved: bool,
    /// Its number in the earlier edition.
    pub old: Option<u32>,
    /// Its number in the later edition.
    pub new: Option<u32>,
    /// Its caption.
    pub caption: Marks,
    /// Its text.
    pub body: Marks,
    /// What stands under it.
    pub items: Vec<ComparedItem>,
}

impl ComparedClause {
    /// Whether anything of it differs but its number.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.moved || self.change != Change::Same
    }
}

/// Two editions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Text before the first clause, a line each.
    pub preamble: Vec<Marks>,
    /// Clauses in the order of the later edition, and among them those gone.
    pub clauses: Vec<ComparedClause>,
    /// Text after the last clause, a line each.
    pub trailing: Vec<Marks>,
}

impl Compared {
    /// How many clauses became so.
    #[must_use]
    pub fn count(&self, change: Change) -> usize {
        self.clauses.iter().filter(|clause| clause.change == change).count()
    }

    /// How many clauses stand elsewhere.
    #[must_use]
    pub fn moved(&self) -> usize {
        self.clauses.iter().filter(|clause| clause.moved).count()
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let texts = self.preamble.iter().chain(&self.trailing);
        texts.clone().all(Marks::is_same) && !self.clauses.iter().any(ComparedClause::differs)
    }
}

/// The later edition against the earlier one.
#[must_use]
pub fn compare(earlier: &Edition, later: &Edition, wordings: (Wording, Wording)) -> Compared {
    let pairs = continued(&earlier.clauses, &later.clauses);
    let stays = in_order(&pairs);
    let old = Side::new(earlier, wordings.0, Some);
    let partner = |at: usize| pairs.get(at).copied().flatten();
    let new = Side::new(later, wordings.1, partner);
    let marker = Marker { old: &old, new: &new };
    let mut clauses: Vec<(Option<usize>, ComparedClause)> = Vec::with_capacity(later.clauses.len());
    for (at, clause) in later.clauses.iter().enumerate() {
        let from = partner(at);
        let before = from.and_then(|from| Some((from, earlier.clauses.get(from)?)));
        let mut compared = one(&marker, before, Some((at, clause)));
        compared.moved = from.is_some() && !stays.contains(&at);
        clauses.push((from, compared));
    }
    for (at, clause) in earlier.clauses.iter().enumerate() {
        if pairs.contains(&Some(at)) {
            continue;
        }
        // Behind what stood before it.
        let after = clauses.iter().rposition(|(from, _)| from.is_some_and(|from| from < at));
        let gone = one(&marker, Some((at, clause)), None);
        clauses.insert(after.map_or(0, |after| after + 1), (Some(at), gone));
    }
    Compared {
        preamble: lines(&marker, Spot::Preamble, &earlier.preamble, &later.preamble),
        clauses: clauses.into_iter().map(|(_, clause)| clause).collect(),
        trailing: lines(&marker, Spot::Trailing, &earlier.trailing, &later.trailing),
    }
}

type Placed<'a> = Option<(usize, &'a Clause)>;

fn caption((at, clause): (usize, &Clause)) -> Option<(Spot, &str)> {
    Some((Spot::Caption(at), clause.caption.as_deref()?))
}

fn body((at, clause): (usize, &Clause)) -> (Spot, &str) {
    (Spot::Text(at, Vec::new()), clause.body.as_str())
}

fn one(marker: &Marker<'_>, old: Placed<'_>, new: Placed<'_>) -> ComparedClause {
    let caption = marker.marks(old.and_then(caption), new.and_then(caption));
    let body = marker.marks(old.map(body), new.map(body));
    let items = items(marker, old, new);
    let same = caption.is_same()
        && body.is_same()
        && items.iter().all(|item| item.label.is_same() && item.text.is_same());
    let change = match (old, new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ if same => Change::Same,
        _ => Change::Changed,
    };
    ComparedClause {
        change,
        moved: false,
        old: old.map(|(_, clause)| clause.number),
        new: new.map(|(_, clause)| clause.number),
        caption,
        body,
        items,
    }
}

/// An item with the way to it.
struct Flat<'a> {
    path: Vec<usize>,
    item: &'a ClauseItem,
}

fn flat<'a>(items: &'a [ClauseItem], path: &mut Vec<usize>, out: &mut Vec<Flat<'a>>) {
    for (at, item) in items.iter().enumerate() {
        path.push(at);
        out.push(Flat { path: path.clone(), item });
        flat(&item.items, path, out);
        path.pop();
    }
}

fn all_items(clause: Placed<'_>) -> (usize, Vec<Flat<'_>>) {
    let mut out = Vec::new();
    let Some((at, clause)) = clause else { return (0, out) };
    flat(&clause.items, &mut Vec::new(), &mut out);
    (at, out)
}

fn items<'a>(marker: &Marker<'_>, old: Placed<'a>, new: Placed<'a>) -> Vec<ComparedItem> {
    let ((old_at, old), (new_at, new)) = (all_items(old), all_items(new));
    let texts =
        |list: &[Flat<'_>]| -> Vec<String> { list.iter().map(|flat| flat.item.text.clone()).collect() };
    let pairs = align::pair_texts(&texts(&old), &texts(&new));
    let compared = |old: Option<&Flat<'a>>, new: Option<&Flat<'a>>| {
        let text = |at: usize, flat: &Flat<'a>| (Spot::Text(at, flat.path.clone()), flat.item.text.as_str());
        let label = |flat: &Flat<'a>| flat.item.label.as_str();
        ComparedItem {
            depth: new.or(old).map_or(0, |flat| flat.path.len().saturating_sub(1)),
            label: Marks::plain(old.map(label), new.map(label)),
            text: marker.marks(old.map(|old| text(old_at, old)), new.map(|new| text(new_at, new))),
        }
    };
    let mut out: Vec<(Option<usize>, ComparedItem)> = Vec::new();
    for (flat, from) in new.iter().zip(&pairs) {
        out.push((*from, compared(from.and_then(|from| old.get(from)), Some(flat))));
    }
    for (at, flat) in old.iter().enumerate().filter(|(at, _)| !pairs.contains(&Some(*at))) {
        let after = out.iter().rposition(|(from, _)| from.is_some_and(|from| from < at));
        out.insert(after.map_or(0, |after| after + 1), (Some(at), compared(Some(flat), None)));
    }
    out.into_iter().map(|(_, item)| item).collect()
}

fn lines(marker: &Marker<'_>, spot: fn(usize) -> Spot, old: &[String], new: &[String]) -> Vec<Marks> {
    let pairs = align::pair_texts(old, new);
    let marks = |from: Option<usize>, to: Option<usize>| {
        let old = from.and_then(|at| Some((spot(at), old.get(at)?.as_str())));
        let new = to.and_then(|at| Some((spot(at), new.get(at)?.as_str())));
        marker.marks(old, new)
    };
    let mut out: Vec<(Option<usize>, Marks)> =
        pairs.iter().enumerate().map(|(to, from)| (*from, marks(*from, Some(to)))).collect();
    for at in (0..old.len()).filter(|at| !pairs.contains(&Some(*at))) {
        let after = out.iter().rposition(|(from, _)| from.is_some_and(|from| from < at));
        out.insert(after.map_or(0, |after| after + 1), (Some(at), marks(Some(at), None)));
    }
    out.into_iter().map(|(_, marks)| marks).collect()
}
