use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{
    super::*,
    clause, item,
    renumbering::{renumber, revised},
};
use crate::clauses::{ClauseItem, reader::read};

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
        let done = crate::clauses::reference::renumber(was, &after, wording);
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
