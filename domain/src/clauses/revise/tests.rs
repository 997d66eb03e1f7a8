use proptest::prelude::*;

use super::*;
use crate::clauses::{
    ClauseItem,
    reference::{Reason, Spot, Target, Wording, of_edition},
};

mod properties;

use properties::edition_of;

/// An id by its number.
fn id<T>(number: u128) -> Id<T> {
    Id::new(uuid::Uuid::from_u128(number))
}

fn item(number: u128, label: &str, text: &str, items: Vec<ClauseItem>) -> ClauseItem {
    ClauseItem { id: Some(id(number)), label: label.into(), text: text.into(), note: None, items }
}

fn clause(number: u128, body: &str) -> Clause {
    Clause {
        id: Some(id(number)),
        origin: None,
        number: u32::try_from(number).unwrap(),
        caption: None,
        body: body.into(),
        note: None,
        items: Vec::new(),
        duties: Vec::new(),
        dismissed: Vec::new(),
        divisions: Vec::new(),
        paragraph: String::new(),
    }
}

fn edition(clauses: Vec<Clause>) -> Edition {
    Edition { preamble: vec!["前文".into()], ..edition_of(clauses) }
}

fn key(number: u128) -> String {
    id::<Clause>(number).to_string()
}

fn press(typed: &mut Typed, op: &str) -> Done {
    typed.apply(&Op::parse(op).unwrap())
}

fn review(typed: &Typed, stored: &Edition) -> Review {
    typed.review(stored, Wording::Paragraphs)
}

fn bodies(review: &Review) -> Vec<&str> {
    review.clauses.iter().map(|settled| settled.clause.body.as_str()).collect()
}

fn set() -> Edition {
    let mut listed = clause(2, "乙は、次に掲げる事項を守る。");
    listed.caption = Some("秘密の保持".into());
    listed.items = vec![
        item(21, "(1)", "甲の承諾", vec![item(22, "ア", "書面", vec![]), item(23, "イ", "記録", vec![])]),
        item(24, "(2)", "返却", vec![]),
        item(25, "", "前項の規定にかかわらず、甲が認めたときは、この限りでない。", vec![]),
    ];
    edition(vec![
        clause(1, "乙は、守る。"),
        listed,
        clause(3, "乙は、第１項及び第２項に従う。"),
        clause(4, "甲は、前項に反したとき、公表する。"),
    ])
}

#[test]
fn a_clause_is_printed_a_line_for_each_item() {
    let printed = print(&set().clauses[1]);
    let expected = "乙は、次に掲げる事項を守る。\n(1)　甲の承諾\n　ア　書面\n　イ　記録\n(2)　返却\n　前項の規定にかかわらず、甲が認めたときは、この限りでない。";
    assert_eq!(printed, expected);
}

#[test]
fn what_is_not_touched_is_stored_as_it_was() {
    let stored = set();
    let typed = Typed::of(&stored);
    let review = review(&typed, &stored);
    let clauses: Vec<Clause> = review.clauses.iter().map(|settled| settled.clause.clone()).collect();
    assert_eq!(clauses, stored.clauses);
    assert_eq!(review.preamble, stored.preamble);
    assert_eq!((review.mends, review.decisions, review.removed), (vec![], vec![], vec![]));
    let fields = typed.fields();
    assert_eq!(Typed::read(fields.iter().map(|(name, value)| (name.as_str(), value.as_str()))), typed);
}

#[test]
fn changed_lines_keep_the_ids_of_the_items_they_were() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    // (1) says something else, イ goes, ウ comes without its indent, (2) is (3).
    typed.clauses[1].text =
        "乙は、次の事項を守る。\n(1)　甲の書面による承諾\n　ア　書面\nイ　写し\n(2)　廃棄\n(3)　返却\n※ 任意"
            .into();
    let items = &review(&typed, &stored).clauses[1].clause.items;
    let ids =
        |items: &[ClauseItem]| items.iter().map(|item| (item.label.clone(), item.id)).collect::<Vec<_>>();
    let shown = |label: &str, number: Option<u128>| (label.to_owned(), number.map(id));
    assert_eq!(ids(items), [shown("(1)", Some(21)), shown("(2)", None), shown("(3)", Some(24))]);
    assert_eq!(ids(&items[0].items), [shown("ア", Some(22)), shown("イ", Some(23))]);
    assert_eq!(items[2].note.as_deref(), Some("※ 任意"));
}

#[test]
fn lines_are_read_as_they_are_indented_and_numbered() {
    let stored = edition(vec![]);
    let mut typed = Typed::of(&stored);
    press(&mut typed, "after:");
    typed.clauses[0].text =
        "　乙は、守る。\n２　乙は、次に掲げる。\n(1)　一つ\nア　細目\n(2)　二つ\n　ただし書\n続き\n第３項に従う。".into();
    let clause = &review(&typed, &stored).clauses[0].clause;
    assert_eq!(clause.body, "乙は、守る。");
    let [second, last] = clause.items.as_slice() else { panic!("{:?}", clause.items) };
    assert_eq!((second.label.as_str(), second.items.len()), ("２", 2));
    assert_eq!((second.items[0].items[0].label.as_str(), second.items[1].text.as_str()), ("ア", "二つ"));
    assert_eq!(last.text, "ただし書\n続き\n第３項に従う。");
}

#[test]
fn a_moved_clause_takes_its_references_along() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    let done = press(&mut typed, &format!("up:{}", key(2)));
    assert_eq!(done.said, "「秘密の保持」を1番目に移しました。");
    assert_eq!(done.focus, format!("down:{}", key(2)));
    press(&mut typed, &format!("after:{}", key(3)));
    typed.clauses[3].text = "丙は、第４項に従う。".into();
    let review = review(&typed, &stored);
    assert_eq!(bodies(&review)[2], "乙は、第２項及び第１項に従う。");
    assert_eq!(bodies(&review)[4], "甲は、第３項に反したとき、公表する。");
    let numbers: Vec<u32> = review.clauses.iter().map(|settled| settled.clause.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    // What was typed means the numbers that are shown.
    assert_eq!(bodies(&review)[3], "丙は、第４項に従う。");
    assert_eq!(
        review.typed,
        [TypedReference { spot: Spot::Text(3, vec![]), text: "第４項".into(), leads: (3, 3) }]
    );
}

#[test]
fn a_number_that_was_typed_over_is_not_mended() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("up:{}", key(2)));
    typed.clauses[2].text = "乙は、第２項及び第２項に従う。".into();
    let review = review(&typed, &stored);
    assert_eq!(bodies(&review)[2], "乙は、第２項及び第１項に従う。");
    assert_eq!(review.typed.len(), 1);
}

#[test]
fn a_removed_target_asks_and_the_answer_is_written() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    let done = press(&mut typed, &format!("remove:{}", key(2)));
    assert!(done.said.contains("戻せます") && typed.clauses[1].gone);
    let asked = review(&typed, &stored);
    assert_eq!(asked.removed, [1]);
    let [decision] = asked.decisions.as_slice() else { panic!("{:?}", asked.decisions) };
    assert_eq!((decision.text.as_str(), decision.reason), ("第２項", Reason::Removed));
    let answered = |answer: Answer| {
        let mut review = asked.clone();
        review.decide(&[answer]);
        review.clauses[1].clause.body.clone()
    };
    assert_eq!(answered(Answer::Keep), "乙は、第１項及び第２項に従う。");
    assert_eq!(answered(Answer::Own("別に定める規定".into())), "乙は、第１項及び別に定める規定に従う。");
    press(&mut typed, &format!("restore:{}", key(2)));
    assert_eq!(typed, Typed::of(&stored));
}

#[test]
fn a_split_clause_leaves_id_and_duties_with_its_first_part() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("cut:{}", key(2)));
    assert!(typed.clauses[1].cutting);
    let (place, line) = typed.clauses[1].lines().last().map(|(at, line)| (at, line.to_owned())).unwrap();
    // The text was changed above meanwhile: the line is still found.
    typed.clauses[1].text.insert_str(0, "新しい行\n");
    typed.clauses[1].cut = TypedClause::line_value(place, &line);
    press(&mut typed, &format!("split:{}", key(2)));
    let split = review(&typed, &stored);
    let (first, second) = (&split.clauses[1], &split.clauses[2]);
    assert_eq!((first.clause.id, &first.keeps), (Some(id(2)), &vec![id(2)]));
    assert_eq!((second.clause.id, second.keeps.len()), (None, 0));
    assert_eq!(second.clause.body, "第１項の規定にかかわらず、甲が認めたときは、この限りでない。");
    // Both parts are meant by what meant the whole.
    assert_eq!(split.clauses[3].clause.body, "乙は、第１項及び第２項及び第３項に従う。");
}

#[test]
fn joined_clauses_bring_both_captions_notes_and_duties() {
    let mut stored = set();
    stored.clauses[1].note = Some("※ 二".into());
    stored.clauses[2].note = Some("※ 三".into());
    stored.clauses[2].caption = Some("遵守".into());
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("join:{}", key(2)));
    let joined = &review(&typed, &stored).clauses[1];
    assert_eq!(joined.keeps, [id(2), id(3)]);
    assert_eq!(joined.clause.caption.as_deref(), Some("秘密の保持"));
    assert_eq!(joined.clause.note.as_deref(), Some("※ 二\n※ 三"));
    assert_eq!(joined.clause.items.last().unwrap().text, "（遵守）乙は、第１項及び第２項に従う。");
    assert_eq!(joined.clause.items.len(), 4);
}

#[test]
fn what_led_nowhere_before_is_told_but_not_asked() {
    let stored = edition(vec![clause(1, "乙は、第９項に従う。"), clause(2, "乙は、守る。")]);
    let mut typed = Typed::of(&stored);
    let held = review(&typed, &stored);
    assert_eq!((held.decisions.len(), held.dangling.len()), (0, 1));
    typed.clauses[1].text = "乙は、第８項に従う。".into();
    let asked = review(&typed, &stored);
    assert_eq!(asked.decisions.iter().map(|decision| &*decision.text).collect::<Vec<_>>(), ["第８項"]);
}

#[test]
fn the_number_of_a_first_paragraph_and_headings_stay() {
    let mut stored = set();
    stored.clauses[0].paragraph = "１".into();
    stored.clauses[0].divisions = vec!["第１章　総則".into(), "第１節　目的".into()];
    let mut typed = Typed::of(&stored);
    assert_eq!(typed.clauses[0].text, "１　乙は、守る。");
    typed.clauses[0].text = "１　乙は、必ず守る。".into();
    typed.clauses[0].divisions = "第１章　総則".into();
    let clause = &review(&typed, &stored).clauses[0].clause;
    assert_eq!((clause.paragraph.as_str(), clause.body.as_str()), ("１", "乙は、必ず守る。"));
    assert_eq!(clause.divisions, ["第１章　総則"]);
}

#[test]
fn what_stands_around_the_clauses_is_mended_and_asked_about_too() {
    let mut stored = set();
    stored.preamble = vec!["次の特記事項のうち、第３項を守る。".into()];
    stored.trailing = vec!["第２項及び前項は、施行の日から適用する。".into()];
    stored.clauses[2].note = Some("※ 第２項がないときは、削る。".into());
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("up:{}", key(3)));
    // What is typed there means the numbers that are shown.
    typed.trailing.push_str("\n第１項は、この限りでない。");
    let moved = review(&typed, &stored);
    assert_eq!(moved.preamble, ["次の特記事項のうち、第２項を守る。"]);
    let expected = ["第３項及び前項は、施行の日から適用する。", "第１項は、この限りでない。"];
    assert_eq!(moved.trailing, expected);
    assert_eq!(moved.clauses[1].clause.note.as_deref(), Some("※ 第３項がないときは、削る。"));
    assert_eq!(moved.typed.len(), 1);
    assert_eq!((&moved.typed[0].spot, moved.typed[0].leads), (&Spot::Trailing(1), (0, 0)));
    press(&mut typed, &format!("remove:{}", key(2)));
    let mut asked = review(&typed, &stored);
    let open: Vec<_> = asked.decisions.iter().map(|open| (&open.spot, open.text.as_str())).collect();
    assert_eq!(
        open,
        [
            (&Spot::Text(1, vec![]), "第２項"),
            (&Spot::Note(1, vec![]), "第２項"),
            (&Spot::Trailing(0), "第２項")
        ]
    );
    asked.decide(&[Answer::Keep, Answer::Own("別の定め".into()), Answer::Own("別記".into())]);
    assert_eq!(asked.trailing[0], "別記及び前項は、施行の日から適用する。");
    assert_eq!(asked.clauses[1].clause.note.as_deref(), Some("※ 別の定めがないときは、削る。"));
}

#[test]
fn a_clause_knows_what_it_goes_back_to_wherever_it_stands() {
    let mut stored = set();
    for (clause, origin) in stored.clauses.iter_mut().zip(101..) {
        clause.origin = Some(id(origin));
    }
    let origins = |typed: &Typed| -> Vec<Option<Id<Clause>>> {
        review(typed, &stored).clauses.iter().map(|settled| settled.clause.origin).collect()
    };
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("up:{}", key(4)));
    press(&mut typed, &format!("after:{}", key(1)));
    typed.clauses[2].text = "丙は、書き直した。".into();
    typed.clauses[2].caption = "別の見出し".into();
    assert_eq!(origins(&typed), [Some(id(101)), None, Some(id(102)), Some(id(104)), Some(id(103))]);
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("cut:{}", key(2)));
    let (place, line) = typed.clauses[1].lines().last().map(|(at, line)| (at, line.to_owned())).unwrap();
    typed.clauses[1].cut = TypedClause::line_value(place, &line);
    press(&mut typed, &format!("split:{}", key(2)));
    press(&mut typed, &format!("join:{}", key(3)));
    assert_eq!(origins(&typed), [Some(id(101)), Some(id(102)), None, Some(id(103))]);
}

#[test]
fn a_decision_is_shown_in_its_sentence() {
    let stored = set();
    let mut typed = Typed::of(&stored);
    press(&mut typed, &format!("remove:{}", key(2)));
    let review = review(&typed, &stored);
    assert!(!review.decisions.is_empty());
    for decision in &review.decisions {
        let (before, behind) = review.around(decision).unwrap();
        let place = decision.spot.clause().unwrap();
        let sentence = format!("{before}{}{behind}", decision.text);
        assert!(bodies(&review)[place].contains(&sentence), "{sentence}");
    }
}
