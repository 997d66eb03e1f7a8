use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    super::{subjects, *},
    clause, item, only,
};
use crate::clauses::{ClauseItem, reader::read};

/// The set with some clauses in another order; `None` is a new one.
pub(super) fn revised(before: &[Clause], order: &[Option<usize>]) -> RevisedSet {
    let of = |from: &Option<usize>| match from {
        Some(at) => Revised { clause: before[*at].clone(), from: vec![*at] },
        None => Revised { clause: clause("丙は、新しい定めを守る。"), from: vec![] },
    };
    RevisedSet { clauses: order.iter().map(of).collect(), ..RevisedSet::default() }
}

/// What becomes of clauses with nothing around them.
pub(super) fn renumber(before: &[Clause], after: &RevisedSet, wording: Wording) -> Renumbered {
    super::super::renumber(only(&subjects(before)), after, wording)
}

pub(super) fn set(bodies: &[&str]) -> Vec<Clause> {
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
    let [mend, widened] = renumbered.mends.as_slice() else { panic!("{:?}", renumbered.mends) };
    assert_eq!((widened.before.as_str(), widened.after.as_str()), ("前各項", "前各項"));
    assert_eq!((widened.covers.as_slice(), widened.lost.as_slice()), (&[1][..], &[][..]));
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
fn an_item_that_is_named_by_numbers_alone_stays_so() {
    let mut before = set(&["", "責任者及び１(2)に掲げる者"]);
    before[0].items = vec![item("(1)", "甲", vec![]), item("(2)", "乙", vec![])];
    let after = revised(&before, &[None, Some(0), Some(1)]);
    let renumbered = renumber(&before, &after, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[2].body, "責任者及び２(2)に掲げる者");
    assert!(renumbered.decisions.is_empty());
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
    let of = |clause: Clause, from: &[usize]| Revised { clause, from: from.to_vec() };
    let set = |clauses| RevisedSet { clauses, ..RevisedSet::default() };
    let split = set(vec![
        of(clause("甲の一"), &[0]),
        of(clause("甲の二"), &[0]),
        of(before[1].clone(), &[1]),
        of(before[2].clone(), &[2]),
        of(before[3].clone(), &[3]),
    ]);
    let renumbered = renumber(&before, &split, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[3].body, "第１項及び第２項及び第３項");
    let joined = set(vec![of(clause("甲乙"), &[0, 1]), of(clause("第１項及び第２項。前項"), &[2, 3])]);
    let renumbered = renumber(&before, &joined, Wording::Paragraphs);
    assert_eq!(renumbered.clauses[1].body, "第１項及び第１項。前項");
    assert_eq!(renumbered.decisions.len(), 1);
    assert_eq!(renumbered.decisions[0].reason, Reason::Joined);
}

#[test]
fn what_stands_around_the_clauses_is_mended_with_them() {
    let before = set(&["甲", "乙", "丙", "丁"]);
    let mut after = revised(&before, &[Some(0), Some(2), Some(3), None]);
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    after.preamble = own(&["次項から第３項までを守る。"]);
    after.trailing = own(&["附則", "第３項及び前項は、施行の日から、第２項は、別に定める日から適用する。"]);
    let clauses = subjects(&before);
    let texts = Texts { preamble: &after.preamble, clauses: &clauses, trailing: &after.trailing };
    let done = super::super::renumber(texts, &after, Wording::Paragraphs);
    assert_eq!(done.preamble, ["第１項及び第２項を守る。"]);
    let expected = "第２項及び第３項は、施行の日から、第２項は、別に定める日から適用する。";
    assert_eq!(done.trailing, ["附則", expected]);
    let mends: Vec<_> =
        done.mends.iter().map(|mend| (&mend.spot, mend.before.as_str(), mend.lost.len())).collect();
    let [preamble, trailing] = [Spot::Preamble(0), Spot::Trailing(1)];
    assert_eq!(
        mends,
        [(&preamble, "次項から第３項まで", 1), (&trailing, "第３項", 0), (&trailing, "前項", 0)]
    );
    let [asked] = done.decisions.as_slice() else { panic!("{:?}", done.decisions) };
    assert_eq!((&asked.spot, asked.text.as_str(), asked.reason), (&trailing, "第２項", Reason::Removed));
    assert_eq!(&done.trailing[1][asked.at..asked.at + asked.text.len()], "第２項");
}

#[test]
fn a_number_that_paragraphs_around_the_clauses_have_too_is_asked_about() {
    let before = set(&["甲", "乙", "丙"]);
    let mut after = revised(&before, &[Some(1), Some(2), Some(0)]);
    let counted = vec!["１　第３項は、施行の日から適用する。".to_owned(), "２　前項による。".to_owned()];
    after.trailing.clone_from(&counted);
    let clauses = subjects(&before);
    let texts = Texts { preamble: &[], clauses: &clauses, trailing: &counted };
    let done = super::super::renumber(texts, &after, Wording::Paragraphs);
    assert_eq!(done.trailing, after.trailing);
    let asked: Vec<_> = done.decisions.iter().map(|asked| (asked.text.as_str(), asked.reason)).collect();
    assert_eq!(asked, [("第３項", Reason::Around)]);
    // Without numbers of its own 前項 would come to mean a clause.
    after.trailing = vec!["第３項は、施行の日から適用する。".into(), "前項による。".into()];
    let done = super::super::renumber(texts, &after, Wording::Paragraphs);
    assert_eq!(done.trailing[0], "第２項は、施行の日から適用する。");
    let asked: Vec<_> = done.decisions.iter().map(|asked| (asked.text.as_str(), asked.reason)).collect();
    assert_eq!(asked, [("前項", Reason::Around)]);
}

#[test]
fn captions_headings_and_notes_are_mended() {
    let mut before = set(&["甲", "乙", "丙"]);
    before[2].caption = Some("前条の例外".into());
    before[2].divisions = vec!["第１条の補則".into()];
    before[2].note = Some("※ 第２条に代えることができる。".into());
    before[2].items =
        vec![ClauseItem { note: Some("※ 第３条第２項".into()), ..item("２", "守る。", vec![]) }];
    let after = revised(&before, &[Some(1), None, Some(0), Some(2)]);
    let done = renumber(&before, &after, Wording::Articles);
    let last = &done.clauses[3];
    assert_eq!(last.caption.as_deref(), Some("第１条の例外"));
    assert_eq!(last.divisions, ["第３条の補則"]);
    assert_eq!(last.note.as_deref(), Some("※ 第１条に代えることができる。"));
    assert_eq!(last.items[0].note.as_deref(), Some("※ 第４条第２項"));
    assert_eq!((done.mends.len(), done.decisions.len()), (4, 0), "{:?}", done.decisions);
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
    let one = (1_u32..12, 1_u32..12, 0_usize..8).prop_map(move |(first, last, kind)| {
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
            5 if wording == Wording::Articles => format!("{}（第１項を除く。）", number(first)),
            6 if wording == Wording::Articles => format!("{}第１項及び第１項", number(first)),
            _ => format!("{}及び{}", number(first), number(last)),
        }
    });
    prop::collection::vec(one.prop_map(|text| format!("乙は、{text}に従う。")), 2..12)
}

/// The former clauses that each text refers to.
fn meant(
    texts: Texts<'_>,
    wording: Wording,
    origin: impl Fn(usize) -> Option<usize>,
) -> BTreeMap<Spot, Vec<usize>> {
    let mut all = BTreeMap::<Spot, Vec<usize>>::new();
    for reference in references(texts, wording) {
        let led = all.entry(reference.spot).or_default();
        match reference.target {
            Target::Clauses { first, last } => led.extend((first..=last).filter_map(&origin)),
            Target::Within { clause, .. } => led.extend(origin(clause)),
            _ => {}
        }
        led.sort_unstable();
        led.dedup();
    }
    all
}

/// Where a text stood before.
fn former(spot: &Spot, order: &[Option<usize>]) -> Option<Spot> {
    let Some(at) = spot.clause() else { return Some(spot.clone()) };
    let at = order[at]?;
    Some(match spot {
        Spot::Division(_, heading) => Spot::Division(at, *heading),
        Spot::Caption(_) => Spot::Caption(at),
        Spot::Text(_, path) => Spot::Text(at, path.clone()),
        Spot::Note(_, path) => Spot::Note(at, path.clone()),
        around => around.clone(),
    })
}

/// Clauses that refer to each other, in captions, headings and notes too.
fn referring(texts: &[String]) -> Vec<Clause> {
    let count = texts.len();
    let other = |at: usize, by: usize| texts[(at * 7 + by) % count].clone();
    let of = |(at, body): (usize, &String)| {
        let mut clause = clause(body);
        match at % 4 {
            0 => clause.caption = Some(other(at, 3)),
            1 => clause.note = Some(other(at, 5)),
            2 => clause.divisions = vec![other(at, 2)],
            _ => {
                clause.items =
                    vec![ClauseItem { note: Some(other(at, 4)), ..item("・", &other(at, 6), vec![]) }]
            }
        }
        clause
    };
    texts.iter().enumerate().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn renumbering_keeps_every_reference_on_its_clause(
        (wording, texts) in (prop::sample::select(vec![Wording::Paragraphs, Wording::Articles, Wording::Sections]), any::<bool>())
            .prop_flat_map(|(wording, kanji)| written(wording, kanji).prop_map(move |texts| (wording, texts))),
        changes in prop::collection::vec(change(), 1..6),
        counted in any::<bool>(),
    ) {
        let before = referring(&texts);
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
        let mut after = revised(&before, &order);
        let number = |at: usize, text: &String| if counted { format!("{}　{text}", at + 1) } else { text.clone() };
        after.preamble = texts.iter().take(2).cloned().collect();
        after.trailing = texts.iter().rev().take(2).enumerate().map(|(at, text)| number(at, text)).collect();
        let old = subjects(&before);
        let was = Texts { preamble: &after.preamble, clauses: &old, trailing: &after.trailing };
        let done = super::super::renumber(was, &after, wording);
        let new = subjects(&done.clauses);
        let is = Texts { preamble: &done.preamble, clauses: &new, trailing: &done.trailing };
        let mut all_before = Vec::new();
        is.each(&mut |spot, text| all_before.extend(text.contains("前各").then_some(spot)));
        let (was, now) = (meant(was, wording, Some), meant(is, wording, |at| order[at]));
        let mut spots = Vec::new();
        is.each(&mut |spot, _| spots.push(spot));
        for spot in spots {
            let Some(origin) = former(&spot, &order) else { continue };
            let led = was.get(&origin).cloned().unwrap_or_default();
            let kept: Vec<usize> = led.into_iter().filter(|clause| order.contains(&Some(*clause))).collect();
            let leads = now.get(&spot).cloned().unwrap_or_default();
            let asked = done.decisions.iter().any(|decision| decision.spot == spot);
            prop_assert!(
                asked || all_before.contains(&spot) || leads == kept,
                "{spot:?}, once {origin:?}: {kept:?} became {leads:?} in {:?}", done
            );
        }
        // Nothing that was right before is lost in silence.
        let dangling = references(is, wording).iter().filter(|found| found.dangles()).count();
        prop_assert!(done.decisions.len() >= dangling);
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
