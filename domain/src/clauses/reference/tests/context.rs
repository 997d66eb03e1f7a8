use super::{
    super::*,
    by_clause, clause, clauses_from_to, item,
    renumbering::{renumber, revised, set},
};

/// Articles of which the second has three paragraphs with items.
fn nested() -> Vec<Clause> {
    let mut articles = vec![clause("乙は、守る。"), clause("次の各号を守る。")];
    let items = || vec![item("(1)", "甲", vec![]), item("(2)", "乙", vec![]), item("(3)", "丙", vec![])];
    articles[1].items = [items(), vec![item("２", "守る。", items()), item("３", "守る。", vec![])]].concat();
    articles
}

#[test]
fn a_smaller_part_beside_a_reference_is_a_part_of_the_same_place() {
    let within = |parts: &[&[usize]]| Target::Within {
        clause: 1,
        parts: parts.iter().map(|part| part.to_vec()).collect(),
    };
    for (body, expected) in [
        ("第２条第２項第１号及び第２号", vec![within(&[&[3, 0]]), within(&[&[3, 1]])]),
        (
            "第２条第２項第１号、第２号又は第３号",
            vec![within(&[&[3, 0]]), within(&[&[3, 1]]), within(&[&[3, 2]])],
        ),
        ("第２条第１号から第３号まで", vec![within(&[&[0], &[1], &[2]])]),
        (
            "第２条第２項第１号から第３号まで及び第３項",
            vec![within(&[&[3, 0], &[3, 1], &[3, 2]]), within(&[&[4]])],
        ),
        ("第２条第２項第３号並びに第３項", vec![within(&[&[3, 2]]), within(&[&[4]])]),
        ("第２条（第３項を除く。）", vec![clauses_from_to(2, 2), within(&[&[4]])]),
        ("第２条（第２項及び第３項に限る。）", vec![clauses_from_to(2, 2), within(&[&[3]]), within(&[&[4]])]),
        (
            "前条第２項（第１号を除く。）及び第３項",
            vec![within(&[&[3]]), within(&[&[3, 0]]), within(&[&[4]])],
        ),
        ("第２条第２項、同条第３項及び第１項", vec![within(&[&[3]]), within(&[&[4]]), within(&[&[]])]),
        // Of the clause it stands in itself.
        ("第２条及び第４項", vec![clauses_from_to(2, 2), Target::Nothing]),
        ("第２条第２項の規定による第４項", vec![within(&[&[3]]), Target::Nothing]),
        ("第２条（再委託をする場合は、第４項による。）", vec![clauses_from_to(2, 2), Target::Nothing]),
        ("第２条（第４項により変更する。）", vec![clauses_from_to(2, 2), Target::Nothing]),
        // A part that is not there.
        ("第２条第２項第１号及び第４号", vec![within(&[&[3, 0]]), Target::Nothing]),
        // Of another document.
        ("法第２条第２項及び第３項", vec![Target::Outside, Target::Outside]),
    ] {
        let articles = [nested(), vec![clause(body)]].concat();
        let found = by_clause(&articles, Wording::Articles).pop().unwrap();
        let found: Vec<_> = found.into_iter().map(|found| found.target).collect();
        assert_eq!(found, expected, "{body}");
    }
    // Where clauses are paragraphs.
    let mut clauses =
        vec![clause("次の各号を守る。"), clause("第１項第２号及び第３号を除き、第１項及び第２項を守る。")];
    clauses[0].items = nested()[1].items[..3].to_vec();
    let found = by_clause(&clauses, Wording::Paragraphs).pop().unwrap();
    let part = |at| Target::Within { clause: 0, parts: vec![vec![at]] };
    let found: Vec<_> = found.into_iter().map(|found| found.target).collect();
    assert_eq!(found, [part(1), part(2), clauses_from_to(1, 1), clauses_from_to(2, 2)]);
}

#[test]
fn a_part_that_takes_up_a_place_goes_with_it() {
    let body = "第２条第２項第１号及び第４項並びに第２条（第３項を除く。）";
    let before = [nested(), set(&[body])].concat();
    let after = revised(&before, &[None, None, Some(0), Some(1), Some(2)]);
    let renumbered = renumber(&before, &after, Wording::Articles);
    let told: Vec<_> = renumbered.decisions.iter().map(|asked| (asked.text.as_str(), asked.reason)).collect();
    assert_eq!(told, [("第４項", Reason::Dangling)]);
    let anew = "第４条第２項第１号及び第４項並びに第４条（第３項を除く。）";
    assert_eq!(renumbered.clauses[4].body, anew);
    // What it takes up became two clauses: nobody knows of which it is a part.
    let before = [nested(), set(&["第２条（第３項を除く。）"])].concat();
    let after = revised(&before, &[Some(0), Some(1), Some(1), Some(2)]);
    let renumbered = renumber(&before, &after, Wording::Articles);
    let told: Vec<_> = renumbered.decisions.iter().map(|asked| (asked.text.as_str(), asked.reason)).collect();
    assert_eq!(told, [("第２条", Reason::Split)]);
}
