use proptest::prelude::*;

use super::{
    super::{renumber, subjects, *},
    clause, item,
};
use crate::clauses::reader::read;

/// The set with some clauses in another order; `None` is a new one.
fn revised(before: &[Clause], order: &[Option<usize>]) -> Vec<Revised> {
    let of = |from: &Option<usize>| match from {
        Some(at) => Revised { clause: before[*at].clone(), from: vec![*at], fresh: vec![] },
        None => {
            Revised { clause: clause("丙は、新しい定めを守る。"), from: vec![], fresh: vec![] }
        }
    };
    order.iter().map(of).collect()
}

fn set(bodies: &[&str]) -> Vec<Clause> {
    bodies.iter().map(|body| clause(body)).collect()
}

#[test]
fn a_range_grows_with_a_clause_put_into_it() {
    let before =
        set(&["乙は、守る。", "乙は、守る。", "乙は、第１項から第２項までに反してはならない。", "前各項"]);
    let after = revised(&before, &[Some(0), None, Some(1), Some(2), Some(3)]);
    let renumbered = renumber(&before, &after, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[3].body, "乙は、第１項から第３項までに反してはならない。");
    assert_eq!(renumbered.clauses[4].body, "前各項");
    assert_eq!(renumbered.clauses.iter().map(|clause| clause.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let [mend] = renumbered.mends.as_slice() else { panic!("{:?}", renumbered.mends) };
    assert_eq!((mend.before.as_str(), mend.after.as_str()), ("第１項から第２項まで", "第１項から第３項まで"));
    assert_eq!(mend.covers, [1]);
    assert!(renumbered.decisions.is_empty());
}

#[test]
fn a_removed_target_is_a_decision() {
    let before = set(&["甲", "乙", "丙は、第２項及び第１項から第２項までを守る。", "前項"]);
    let after = revised(&before, &[Some(0), Some(2), Some(3)]);
    let renumbered = renumber(&before, &after, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[1].body, before[2].body, "nothing is guessed");
    let asked: Vec<_> = renumbered
        .decisions
        .iter()
        .map(|decision| (decision.text.as_str(), decision.reason, decision.suggestion.as_deref()))
        .collect();
    assert_eq!(
        asked,
        [("第２項", Reason::Removed, None), ("第１項から第２項まで", Reason::Removed, Some("第１項")),]
    );
    assert_eq!(renumbered.clauses[2].body, "前項");
}

#[test]
fn a_clause_put_between_makes_a_place_a_number() {
    let before = set(&["第一条から第二条まで", "甲", "前条の定め、前条第２項及び次条"]);
    let mut before = [before, set(&["丁"])].concat();
    before[1].items = vec![item("２", "前項", vec![])];
    let after = revised(&before, &[Some(0), Some(1), None, Some(2), None, Some(3)]);
    let renumbered = renumber(&before, &after, Wording::Articles);
    assert_eq!(renumbered.clauses[3].body, "第二条の定め、第二条第２項及び第六条");
    assert_eq!(renumbered.clauses[1].items[0].text, "前項");
    assert!(renumbered.decisions.is_empty(), "{:?}", renumbered.decisions);
}

#[test]
fn what_was_moved_stays_what_is_meant() {
    let before = set(&["甲", "乙", "丙", "第１項から第３項まで", "丁"]);
    // 丁 moves between the clauses of the range, of which it is none.
    let after = revised(&before, &[Some(0), Some(4), Some(1), Some(2), Some(3)]);
    let renumbered = renumber(&before, &after, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[4].body, "第１項、第３項及び第４項");
}

#[test]
fn split_and_joined_clauses_are_followed() {
    let before = set(&["甲", "乙", "第１項及び第２項", "前項"]);
    let split = vec![
        Revised { clause: clause("甲の一"), from: vec![0], fresh: vec![] },
        Revised { clause: clause("甲の二"), from: vec![0], fresh: vec![] },
        Revised { clause: before[1].clone(), from: vec![1], fresh: vec![] },
        Revised { clause: before[2].clone(), from: vec![2], fresh: vec![] },
        Revised { clause: before[3].clone(), from: vec![3], fresh: vec![] },
    ];
    let renumbered = renumber(&before, &split, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[3].body, "第１項及び第２項及び第３項");
    let joined = vec![
        Revised { clause: clause("甲乙"), from: vec![0, 1], fresh: vec![] },
        Revised { clause: clause("第１項及び第２項。前項"), from: vec![2, 3], fresh: vec![] },
    ];
    let renumbered = renumber(&before, &joined, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[1].body, "第１項及び第１項。前項");
    assert_eq!(renumbered.decisions.len(), 1);
    assert_eq!(renumbered.decisions[0].reason, Reason::Joined);
}

/// A change of a set: where a new clause goes, what is removed, what moves.
#[derive(Debug, Clone)]
enum Change {
    Insert(usize),
    Remove(usize),
    Move(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<usize>().prop_map(Change::Insert),
        any::<usize>().prop_map(Change::Remove),
        any::<(usize, usize)>().prop_map(|(from, to)| Change::Move(from, to)),
    ]
}

fn written(wording: Wording, kanji: bool) -> impl Strategy<Value = Vec<String>> {
    let unit = match wording {
        Wording::Articles => "条",
        Wording::Paragraphs => "項",
        Wording::Sections => "",
    };
    let number = move |at: u32| {
        let digits = if kanji { crate::text::kanji_number(at) } else { crate::text::full_width(at) };
        format!("第{digits}{unit}")
    };
    let one = (1_u32..12, 1_u32..12, 0_usize..6).prop_map(move |(first, last, kind)| {
        let (first, last) = (first.min(last), first.max(last));
        match kind {
            0 => number(first),
            1 => format!("{}から{}まで", number(first), number(last)),
            2 if wording == Wording::Articles => "前条".into(),
            2 => "前項".into(),
            3 if wording == Wording::Articles => "次条".into(),
            3 => "次項".into(),
            4 if wording == Wording::Articles => "前各条".into(),
            4 => "前各項".into(),
            _ => format!("{}及び{}", number(first), number(last)),
        }
    });
    prop::collection::vec(one.prop_map(|text| format!("乙は、{text}に従う。")), 2..12)
}

/// The former clauses that each reference of a clause means, by reference.
fn meant(
    clauses: &[Clause],
    wording: Wording,
    origin: impl Fn(usize) -> Option<usize>,
) -> Vec<Vec<Vec<usize>>> {
    let places = |reference: &Reference| match reference.target {
        Target::Clauses { first, last } => (first..=last).filter_map(&origin).collect(),
        _ => Vec::new(),
    };
    references(&subjects(clauses), wording).iter().map(|found| found.iter().map(places).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn renumbering_keeps_every_reference_on_its_clause(
        (wording, bodies) in (prop::sample::select(vec![Wording::Paragraphs, Wording::Articles, Wording::Sections]), any::<bool>())
            .prop_flat_map(|(wording, kanji)| written(wording, kanji).prop_map(move |bodies| (wording, bodies))),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let before: Vec<Clause> = bodies.iter().map(|body| clause(body)).collect();
        let mut order: Vec<Option<usize>> = (0..before.len()).map(Some).collect();
        for change in changes {
            match change {
                Change::Insert(at) => order.insert(at % (order.len() + 1), None),
                Change::Remove(at) if order.len() > 1 => drop(order.remove(at % order.len())),
                Change::Move(from, to) => {
                    let clause = order.remove(from % order.len());
                    order.insert(to % (order.len() + 1), clause);
                }
                Change::Remove(_) => {}
            }
        }
        let renumbered = renumber(&before, &revised(&before, &order), wording);
        let was = meant(&before, wording, Some);
        let is = meant(&renumbered.clauses, wording, |at| order[at]);
        for (at, origin) in order.iter().enumerate() {
            let Some(origin) = *origin else { continue };
            let asked = renumbered.decisions.iter().any(|decision| decision.clause == at);
            let sorted = |found: &[Vec<usize>]| {
                let mut all = found.concat();
                all.sort_unstable();
                all.dedup();
                all
            };
            let kept: Vec<usize> = sorted(&was[origin]).into_iter().filter(|clause| order.contains(&Some(*clause))).collect();
            let all_before = before[origin].body.contains("前各");
            prop_assert!(
                asked || all_before || sorted(&is[at]) == kept,
                "{} became {}: {:?} {:?}", before[origin].body, renumbered.clauses[at].body, was[origin], is[at]
            );
        }
        // Nothing that was right before is lost in silence.
        let dangling = references(&subjects(&renumbered.clauses), wording).concat().iter().filter(|found| found.dangles()).count();
        prop_assert!(renumbered.decisions.len() >= dangling);
    }

    #[test]
    fn nothing_in_any_text_stops_it(bodies in prop::collection::vec("[第前次同各号項条０-９一二三のから及びまで、（）(1)別紙法例]{0,40}", 1..6), removed in any::<usize>()) {
        let before: Vec<Clause> = bodies.iter().map(|body| clause(body)).collect();
        let mut order: Vec<Option<usize>> = (0..before.len()).map(Some).collect();
        order.remove(removed % before.len());
        order.push(None);
        for wording in [Wording::Paragraphs, Wording::Articles, Wording::Sections] {
            let renumbered = renumber(&before, &revised(&before, &order), wording);
            prop_assert_eq!(renumbered.clauses.len(), order.len());
        }
        let _ = Wording::of_clauses(&before);
    }

    #[test]
    fn a_set_that_stays_as_it_is_is_not_touched(text in prop::sample::select(vec!["01-above", "02-articles", "05-sections", "06-kanji"])) {
        let path = format!("{}/src/clauses/reader/tests/wards/{text}.txt", env!("CARGO_MANIFEST_DIR"));
        let reading = read(&std::fs::read_to_string(path).unwrap());
        let clauses: Vec<Clause> = reading.clauses.into_iter().filter(|read| read.number.branch == 0).map(|read| read.clause).collect();
        let same: Vec<Option<usize>> = (0..clauses.len()).map(Some).collect();
        let wording = Wording::of_clauses(&clauses);
        let renumbered = renumber(&clauses, &revised(&clauses, &same), wording);
        prop_assert_eq!(renumbered.mends, []);
        prop_assert_eq!(renumbered.clauses, clauses);
    }
}
