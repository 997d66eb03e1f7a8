use std::collections::BTreeMap;

use super::*;
use crate::clauses::{EditionState, reference::Decision};

/// Any clause at all: labels, texts and notes of every sort, nested.
fn any_item(depth: u32) -> BoxedStrategy<ClauseItem> {
    let under = if depth == 0 {
        Just(Vec::new()).boxed()
    } else {
        prop::collection::vec(any_item(depth - 1), 0..3).boxed()
    };
    let label = prop::sample::select(vec!["(1)", "(2)", "ア", "イ", "２", "①", "・", "", "一", "a"]);
    let note = prop::option::weighted(0.2, "[※注意あ\n　]{1,8}");
    (label, "[乙は第１項ア(2)、。　\n]{0,14}", note, under)
        .prop_map(|(label, text, note, items)| ClauseItem {
            id: None,
            label: label.into(),
            text,
            note,
            items,
        })
        .boxed()
}

fn any_set() -> impl Strategy<Value = Vec<Clause>> {
    let body = "[乙は第１項ア(2)、。　\n]{0,20}";
    let clause =
        (body, prop::collection::vec(any_item(2), 0..4), prop::sample::select(vec!["", "", "１", "1."]));
    prop::collection::vec(clause, 1..7).prop_map(|drawn| {
        let mut next = 100;
        (1..)
            .zip(drawn)
            .map(|(number, (body, mut items, paragraph))| {
                ids::each(&mut items, &mut Vec::new(), &mut |_, item| {
                    next += 1;
                    item.id = Some(id(next));
                });
                Clause { body, items, paragraph: paragraph.into(), ..clause_of(number) }
            })
            .collect()
    })
}

fn clause_of(number: u128) -> Clause {
    super::clause(number, "")
}

pub(super) fn edition_of(clauses: Vec<Clause>) -> Edition {
    Edition {
        id: id(9_999),
        number: 1,
        state: EditionState::Draft,
        valid_from: None,
        valid_to: None,
        numbering: crate::clauses::Numbering::Plain,
        captions: crate::clauses::CaptionPlace::Above,
        preamble: Vec::new(),
        clauses,
        trailing: Vec::new(),
    }
}

/// An edition whose clauses refer to each other by number and by place, and are
/// referred to in captions, headings and notes and around them.
fn referring() -> impl Strategy<Value = Edition> {
    let one = (1_u32..9, 1_u32..9, 0_usize..5).prop_map(|(first, last, kind)| {
        let (first, last) = (first.min(last), first.max(last));
        let number = crate::text::full_width;
        let text = match kind {
            0 => format!("第{}項", number(first)),
            1 => format!("第{}項から第{}項まで", number(first), number(last)),
            2 => "前項".to_owned(),
            3 => "次項".to_owned(),
            _ => format!("第{}項及び第{}項", number(first), number(last)),
        };
        format!("乙は、{text}に従う。")
    });
    let more = || prop::option::weighted(0.3, one.clone());
    let clauses =
        prop::collection::vec((one.clone(), prop::option::of(one.clone()), more(), more(), more()), 2..9);
    let around = || prop::collection::vec(one.clone(), 0..3);
    (clauses, around(), around(), any::<bool>()).prop_map(|(bodies, preamble, trailing, counted)| {
        let clauses = (1..).zip(bodies).map(|(number, (body, more, caption, note, division))| {
            let items = more.map(|text| item(number + 50, "", &text, vec![]));
            Clause {
                items: items.into_iter().collect(),
                caption,
                note,
                divisions: division.into_iter().collect(),
                ..super::clause(number, &body)
            }
        });
        let counted =
            |(at, text): (usize, String)| if counted { format!("{}　{text}", at + 1) } else { text };
        let trailing = trailing.into_iter().enumerate().map(counted).collect();
        Edition { preamble, trailing, ..edition_of(clauses.collect()) }
    })
}

const OPS: [&str; 8] = ["up", "down", "before", "after", "remove", "restore", "join", "split"];

fn operate(typed: &mut Typed, ops: &[(usize, usize)]) {
    for (op, at) in ops {
        let at = at % typed.clauses.len().max(1);
        let Some(clause) = typed.clauses.get_mut(at) else { return };
        let line = clause.lines().next().map(|(place, line)| TypedClause::line_value(place, line));
        clause.cut = line.unwrap_or_default();
        let button = format!("{}:{}", OPS[op % OPS.len()], clause.key);
        press(typed, &button);
        for clause in typed.clauses.iter_mut().filter(|clause| clause.text.is_empty()) {
            clause.text = "丙は、新しい定めを守る。".into();
        }
    }
}

/// The stored clauses that each text refers to, whoever has them.
fn meant(edition: &Edition, of: impl Fn(usize) -> Vec<usize>) -> BTreeMap<Spot, Vec<usize>> {
    let mut all = BTreeMap::<Spot, Vec<usize>>::new();
    for reference in of_edition(edition, Wording::Paragraphs) {
        let led = all.entry(reference.spot).or_default();
        if let Target::Clauses { first, last } = reference.target {
            led.extend((first..=last).flat_map(&of));
        }
        led.sort_unstable();
        led.dedup();
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_was_printed_is_read_again(clauses in any_set()) {
        let stored = edition_of(clauses);
        let review = Typed::of(&stored).review(&stored, Wording::Paragraphs);
        for (settled, clause) in review.clauses.iter().zip(&stored.clauses) {
            prop_assert_eq!(&settled.clause, clause);
        }
    }

    #[test]
    fn a_line_that_is_added_leaves_the_other_items_what_they_were(clauses in any_set()) {
        for clause in &clauses {
            // No text of one line stands in a row with another that says the same.
            let old = print(clause);
            let whole = clause.items.iter().all(|item| !item.text.contains('\n') && item.note.is_none());
            let mut lines: Vec<&str> = old.split('\n').collect();
            lines.sort_unstable();
            lines.dedup();
            if !whole || lines.len() != old.split('\n').count() || clause.body.trim().is_empty() {
                continue;
            }
            let read = text::read(&format!("{old}\n99．　加えた事項"), &[clause]);
            let (last, before) = read.items.split_last().unwrap();
            prop_assert_eq!(&last.text, "加えた事項");
            prop_assert!(before.len() <= clause.items.len());
            prop_assert_eq!(&read.body, &clause.body);
        }
    }

    #[test]
    fn nothing_in_any_text_stops_it(text in any::<String>(), stored in any_set()) {
        let stored = edition_of(stored);
        let mut typed = Typed::of(&stored);
        typed.clauses[0].text = text;
        let review = typed.review(&stored, Wording::Articles);
        prop_assert_eq!(review.clauses.len(), stored.clauses.len());
    }

    #[test]
    fn split_and_joined_again_is_what_it_was(clauses in any_set(), at in any::<usize>(), line in any::<usize>()) {
        let stored = edition_of(clauses);
        let typed = Typed::of(&stored);
        let at = at % typed.clauses.len();
        let lines: Vec<_> = typed.clauses[at].lines().map(|(place, line)| TypedClause::line_value(place, line)).collect();
        prop_assume!(!lines.is_empty());
        let mut changed = typed.clone();
        changed.clauses[at].cut = lines[line % lines.len()].clone();
        let key = changed.clauses[at].key.clone();
        press(&mut changed, &format!("split:{key}"));
        prop_assert_eq!(changed.clauses.len(), typed.clauses.len() + 1);
        press(&mut changed, &format!("join:{key}"));
        prop_assert_eq!(changed, typed);
    }

    #[test]
    fn whatever_is_done_every_reference_stays_on_its_clause_or_is_asked_about(
        stored in referring(),
        ops in prop::collection::vec(any::<(usize, usize)>(), 0..7),
    ) {
        let mut typed = Typed::of(&stored);
        operate(&mut typed, &ops);
        let review = typed.review(&stored, Wording::Paragraphs);
        let staying: Vec<&TypedClause> = typed.clauses.iter().filter(|clause| !clause.gone).collect();
        let place = |from: &Id<Clause>| stored.clauses.iter().position(|clause| clause.id == Some(*from));
        let comes_from = |at: usize| staying[at].from.iter().filter_map(place).collect::<Vec<_>>();
        let now: Vec<Clause> = review.clauses.iter().map(|settled| settled.clause.clone()).collect();
        let done = Edition {
            preamble: review.preamble.clone(),
            clauses: now.clone(),
            trailing: review.trailing.clone(),
            ..stored.clone()
        };
        let is = meant(&done, comes_from);
        let was = meant(&stored, |at| vec![at]);
        let open: Vec<&Decision> = review.decisions.iter().chain(&review.dangling).collect();
        let joined = staying.iter().any(|clause| clause.from.len() > 1);
        let left = |old: &usize| (0..staying.len()).any(|at| comes_from(at).contains(old));
        // The parts of a clause that was joined are meant with it.
        let same = |was: &[usize], is: &[usize]| {
            let kept: Vec<usize> = was.iter().copied().filter(left).collect();
            if joined { kept.iter().all(|old| is.contains(old)) } else { *is == kept }
        };
        let of_clause = |meant: &BTreeMap<Spot, Vec<usize>>, at: usize| {
            let all = meant.iter().filter(|(spot, _)| spot.clause() == Some(at));
            let mut all: Vec<usize> = all.flat_map(|(_, led)| led.clone()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        for (at, clause) in now.iter().enumerate() {
            let origins = comes_from(at);
            let asked = open.iter().any(|decision| decision.spot.clause() == Some(at));
            let [origin] = origins.as_slice() else { continue };
            let has = |clause: &&TypedClause| clause.from.iter().filter_map(place).any(|old| old == *origin);
            let whole = typed.clauses.iter().filter(has).count() == 1;
            prop_assert!(
                asked || !whole || same(&of_clause(&was, *origin), &of_clause(&is, at)),
                "{:?} became {:?}", stored.clauses[*origin], clause
            );
        }
        for (spot, was) in was.iter().filter(|(spot, _)| spot.clause().is_none()) {
            let asked = open.iter().any(|decision| decision.spot == *spot);
            let is = is.get(spot).cloned().unwrap_or_default();
            prop_assert!(asked || same(was, &is), "{spot:?}: {was:?} became {is:?} in {done:?}");
        }
        for spot in is.keys().filter(|spot| spot.clause().is_none()) {
            prop_assert!(was.contains_key(spot), "{spot:?} came to refer in {done:?}");
        }
        // Each id and each duty has one place.
        let mut ids: Vec<_> = now.iter().filter_map(|clause| clause.id).collect();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), now.iter().filter(|clause| clause.id.is_some()).count());
        let mut keeps: Vec<_> = review.clauses.iter().flat_map(|settled| settled.keeps.clone()).collect();
        let count = keeps.len();
        keeps.sort_unstable();
        keeps.dedup();
        prop_assert_eq!(keeps.len(), count);
        for (at, clause) in stored.clauses.iter().enumerate() {
            prop_assert_eq!(review.removed.contains(&at), !keeps.contains(&clause.id.unwrap()));
        }
    }
}
