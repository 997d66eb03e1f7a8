//! Whether a number belongs to another document: a law, an ordinance, the
//! contract that the set is attached to.

use super::scan::{Compact, Point, Step, Unit};

/// What other documents are called, at the end of their names.
const DOCUMENTS: [&str; 34] = [
    "法",
    "法律",
    "条例",
    "規則",
    "規程",
    "政令",
    "省令",
    "府令",
    "令",
    "要綱",
    "要領",
    "約款",
    "契約",
    "契約書",
    "協定",
    "協定書",
    "仕様書",
    "告示",
    "訓令",
    "通知",
    "ガイドライン",
    "指針",
    "規約",
    "憲法",
    "様式",
    "附則",
    "別表",
    "訓",
    "条約",
    "基準",
    "方針",
    "ポリシー",
    "罰則",
    "罰則規定",
];

/// After which a part may stand in brackets: 罰則（第176条）.
const BRACKETED: [&str; 5] = ["法", "法律", "条例", "罰則", "罰則規定"];

/// What a set that is a standard or a rule itself calls itself.
const ITSELF: [&str; 4] = ["この基準", "この要綱", "この要領", "この規程"];

/// Follows one text from its start.
#[derive(Debug, Default)]
pub(super) struct Outside {
    /// Where the last reference to another document ended.
    ended: Option<usize>,
    /// What the last reference belonged to.
    last: bool,
}

impl Outside {
    /// Whether the reference at `from..to` is to another document.
    pub(super) fn take(&mut self, compact: &Compact, from: usize, to: usize, point: &Point) -> bool {
        let first = point.steps.first().map(|(step, _)| *step);
        let named = named(compact, from);
        let way = self.ended.map_or(Way::Other, |ended| way(compact, ended, from));
        let goes_on = way != Way::Other;
        let same = matches!(first, Some(Step::Same(Unit::Article | Unit::Paragraph | Unit::Item)));
        let numbered = matches!(first, Some(Step::At(..)));
        let outside = (numbered && (named || goes_on)) || (same && self.last);
        self.last = outside;
        // An aside does not end what it is an aside to.
        if !(outside && way == Way::Aside) {
            self.ended = outside.then_some(to);
        }
        outside
    }
}

/// Whether the name of a document stands right before a place.
fn named(compact: &Compact, at: usize) -> bool {
    let mut at = at;
    for _ in 0..3 {
        let before = |at: usize| at.checked_sub(1).and_then(|last| compact.get(last));
        if before(at) == Some('(') {
            return BRACKETED.iter().any(|name| compact.ends_with(at - 1, name));
        }
        if matches!(before(at), Some('」' | '』')) {
            at -= 1;
        }
        if ITSELF.iter().any(|name| compact.ends_with(at, name)) {
            return false;
        }
        if DOCUMENTS.iter().any(|name| compact.ends_with(at, name)) {
            return true;
        }
        match open_bracket(compact, at) {
            Some(open) => at = open,
            None => return false,
        }
    }
    false
}

/// The start of the bracket that ends right before a place.
fn open_bracket(compact: &Compact, end: usize) -> Option<usize> {
    let last = end.checked_sub(1)?;
    if compact.get(last) != Some(')') {
        return None;
    }
    let mut depth = 0_usize;
    for at in (last.saturating_sub(120)..=last).rev() {
        match compact.get(at)? {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// How far a bracket is followed, in characters.
const FAR: usize = 200;

/// The end of the bracket that opens at a place.
pub(super) fn closing(compact: &Compact, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    (open..compact.chars.len().min(open + FAR)).find(|at| {
        match compact.get(*at) {
            Some('(') => depth += 1,
            Some(')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    })
}

/// What stands between two places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Joints and whole asides.
    Joints,
    /// The second place is inside an aside: 第43条（第２項を含む。）.
    Aside,
    /// Anything else.
    Other,
}

pub(super) fn way(compact: &Compact, from: usize, to: usize) -> Way {
    const JOINTS: [&str; 18] = [
        "及び",
        "並びに",
        "又は",
        "若しくは",
        "および",
        "ならびに",
        "または",
        "もしくは",
        "と",
        "、",
        "・",
        ",",
        "から",
        "まで",
        "ただし書",
        "本文",
        "前段",
        "後段",
    ];
    if to.saturating_sub(from) > FAR {
        return Way::Other;
    }
    let mut at = from;
    while at < to {
        if compact.get(at) == Some('(') {
            match closing(compact, at).filter(|close| *close < to) {
                Some(close) => at = close + 1,
                None => return Way::Aside,
            }
            continue;
        }
        match JOINTS.iter().find(|joint| compact.starts_with(at, joint)) {
            Some(joint) => at += joint.chars().count(),
            None => return Way::Other,
        }
    }
    Way::Joints
}
