use super::{
    super::{subjects, *},
    clause, item, only,
};
use crate::clauses::ClauseItem;

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
