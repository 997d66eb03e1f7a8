mod context;
mod properties;
mod renumbering;

use super::*;
use crate::clauses::ClauseItem;

fn clause(body: &str) -> Clause {
    Clause {
        id: None,
        origin: None,
        number: 1,
        divisions: Vec::new(),
        caption: None,
        paragraph: String::new(),
        body: body.into(),
        note: None,
        items: Vec::new(),
        duties: Vec::new(),
        dismissed: Vec::new(),
    }
}

fn item(label: &str, text: &str, items: Vec<ClauseItem>) -> ClauseItem {
    ClauseItem { id: None, label: label.into(), text: text.into(), note: None, items }
}

/// Clauses with nothing around them.
fn only<'a>(clauses: &'a [Subject<'a>]) -> Texts<'a> {
    Texts { clauses, ..Texts::default() }
}

/// The references in each clause's text.
fn by_clause(clauses: &[Clause], wording: Wording) -> Vec<Vec<Reference>> {
    let mut found = vec![Vec::new(); clauses.len()];
    for reference in references(only(&subjects(clauses)), wording) {
        found[reference.spot.clause().unwrap()].push(reference);
    }
    found
}

/// What the last of some clauses refers to.
fn targets(before: usize, body: &str, wording: Wording) -> Vec<(String, Target)> {
    let mut clauses: Vec<Clause> = (0..before).map(|_| clause("乙は、守る。")).collect();
    clauses.push(clause(body));
    let found = by_clause(&clauses, wording).pop().unwrap();
    found.into_iter().map(|reference| (reference.text, reference.target)).collect()
}

fn clauses_from_to(first: usize, last: usize) -> Target {
    Target::Clauses { first: first - 1, last: last - 1 }
}

#[test]
fn clauses_are_named_by_place_by_number_and_by_range() {
    let body = "前項、前各項、前２項、第１項、第 １ ７ 項、第３項から第５項まで、第２項から前項まで、第八項、第９項～第１０項";
    let found = targets(20, body, Wording::Paragraphs);
    let expected = [
        ("前項", clauses_from_to(20, 20)),
        ("前各項", clauses_from_to(1, 20)),
        ("前２項", clauses_from_to(19, 20)),
        ("第１項", clauses_from_to(1, 1)),
        ("第 １ ７ 項", clauses_from_to(17, 17)),
        ("第３項から第５項まで", clauses_from_to(3, 5)),
        ("第２項から前項まで", clauses_from_to(2, 20)),
        ("第八項", clauses_from_to(8, 8)),
        ("第９項～第１０項", clauses_from_to(9, 10)),
    ];
    assert_eq!(found, expected.map(|(text, target)| (text.to_owned(), target)));
}

#[test]
fn what_is_called_a_paragraph_depends_on_the_set() {
    assert_eq!(targets(3, "第２項", Wording::Paragraphs)[0].1, clauses_from_to(2, 2));
    assert_eq!(targets(3, "第２項", Wording::Articles)[0].1, Target::Nothing);
    assert_eq!(targets(3, "第２項", Wording::Sections)[0].1, clauses_from_to(2, 2));
    assert_eq!(targets(3, "第２条", Wording::Articles)[0].1, clauses_from_to(2, 2));
    // The clauses are no articles: another document's are meant.
    assert_eq!(targets(3, "第２条", Wording::Paragraphs)[0].1, Target::Outside);
    assert_eq!(targets(3, "前条", Wording::Articles)[0].1, clauses_from_to(3, 3));
    assert_eq!(targets(3, "第１から第３まで", Wording::Sections)[0].1, clauses_from_to(1, 3));
    assert_eq!(targets(3, "第三者", Wording::Sections), []);
}

#[test]
fn what_does_not_exist_dangles() {
    for (body, wording) in [
        ("第５項", Wording::Paragraphs),
        ("第２項から第９項まで", Wording::Paragraphs),
        ("次項", Wording::Paragraphs),
        ("第２項第３号", Wording::Paragraphs),
        ("第５条", Wording::Articles),
        ("第２条の３", Wording::Articles),
        ("前号", Wording::Paragraphs),
        ("次の各号", Wording::Paragraphs),
        ("第３項から第１項まで", Wording::Paragraphs),
    ] {
        let found = targets(3, body, wording);
        assert_eq!(found, [(body.to_owned(), Target::Nothing)]);
    }
    assert_eq!(targets(0, "前各項", Wording::Paragraphs)[0].1, Target::Nothing);
}

#[test]
fn other_documents_are_left_alone() {
    for body in [
        "個人情報の保護に関する法律（平成15年法律第57号）第66条第１項及び第67条",
        "見本区個人情報の保護に関する条例（令和４年見本区条例第40号。以下「条例」という。）第９条",
        "法第２条第１項",
        "この契約第10条又は第11条第２項",
        "契約約款第３項",
        "同法第９条、第１０条（第２項を除く。）及び第１１条",
        "民法第五百四十一条",
        "個人情報取扱事務規程第４条",
        "別記様式第１号",
    ] {
        let found = targets(20, body, Wording::Articles);
        let outside = |target: &Target| matches!(target, Target::Outside | Target::Annexes(_));
        assert!(!found.is_empty() && found.iter().all(|(_, target)| outside(target)), "{body}: {found:?}");
    }
    for body in [
        "区が定める「情報の取扱いに関する基準」（以下「取扱基準」という。）第２項第８号",
        "取扱基準第２条第１項",
        "「個人の番号に関する法律」（平成25年法律第27号、以下「番号法」という。）第７条第１項または第２項",
        "条例の罰則規定（第44条及び第45条）",
        "個人情報の保護に関する法律（第176条）",
    ] {
        let found = targets(90, body, Wording::Articles);
        let outside = found.iter().all(|(_, target)| *target == Target::Outside);
        assert!(!found.is_empty() && outside, "{body}: {found:?}");
    }
    // What a set that is a standard calls itself, and its own part in brackets.
    assert_eq!(targets(3, "この基準第２条", Wording::Articles)[0].1, clauses_from_to(2, 2));
    assert_eq!(
        targets(3, "この契約の終了（第２条の場合を除く。）", Wording::Articles)[0].1,
        clauses_from_to(2, 2)
    );
    // After a law's the set's own may follow.
    let found = targets(20, "法第66条に基づき、前条及び第３条を守る。", Wording::Articles);
    let found: Vec<_> = found.into_iter().map(|(_, target)| target).collect();
    assert_eq!(found, [Target::Outside, clauses_from_to(20, 20), clauses_from_to(3, 3)]);
}

#[test]
fn annexes_are_counted_one_by_one() {
    for (text, numbers) in [
        ("別紙１", vec![1]),
        ("別紙１及び３", vec![1, 3]),
        ("別紙１、２及び別紙４", vec![1, 2, 4]),
        ("別紙２から４まで", vec![2, 3, 4]),
        ("別表第１", vec![1]),
    ] {
        assert_eq!(targets(1, text, Wording::Paragraphs), [(text.to_owned(), Target::Annexes(numbers))]);
    }
    assert_eq!(targets(1, "別紙再委託用の特記事項", Wording::Paragraphs), []);
}

#[test]
fn words_that_look_like_references_are_none() {
    for text in [
        "従前の例",
        "目次",
        "第三者",
        "第１号被保険者",
        "本条例",
        "次項目",
        "第２回",
        "同様",
        "各号室",
        "第一に",
        "前日",
        "日本条約",
    ] {
        assert_eq!(targets(3, text, Wording::Paragraphs), [], "{text}");
    }
}

#[test]
fn an_item_of_another_clause_may_be_named_by_numbers_alone() {
    let mut clauses = vec![clause(""), clause("責任者、1(2)に掲げる者、様式1(2)に定める事項")];
    clauses[0].items = vec![item("(1)", "甲", vec![]), item("(2)", "乙", vec![])];
    let found = by_clause(&clauses, Wording::Paragraphs).pop().unwrap();
    let found: Vec<_> = found.into_iter().map(|found| (found.text, found.kind, found.target)).collect();
    let target = Target::Within { clause: 0, parts: vec![vec![1]] };
    assert_eq!(found, [("1(2)".to_owned(), Kind::Item, target)]);
    assert_eq!(targets(3, "1(2)に掲げる者", Wording::Articles), []);
}

#[test]
fn items_and_paragraphs_are_found_inside_a_clause() {
    let mut articles =
        vec![clause("次の各号を守る。"), clause("前条第１号、前条第２項、前条第２項第１号ア、同条")];
    articles[0].items = vec![
        item("(1)", "甲", vec![]),
        item("(2)", "前号", vec![]),
        item(
            "２",
            "前項各号、次に掲げる事項",
            vec![item("(1)", "乙", vec![]), item("(2)", "前各号", vec![])],
        ),
        item("３", "前２項、第１項第２号", vec![]),
    ];
    let found = by_clause(&articles, Wording::Articles);
    let within = |parts: &[&[usize]]| Target::Within {
        clause: 0,
        parts: parts.iter().map(|part| part.to_vec()).collect(),
    };
    let first: Vec<_> =
        found[0].iter().map(|reference| (reference.text.as_str(), reference.target.clone())).collect();
    assert_eq!(
        first,
        [
            ("次の各号", within(&[&[0], &[1]])),
            ("前号", within(&[&[0]])),
            ("前項各号", within(&[&[0], &[1]])),
            ("次に掲げる", within(&[&[2, 0], &[2, 1]])),
            ("前各号", within(&[&[2, 0]])),
            ("前２項", within(&[&[], &[2]])),
            ("第１項第２号", within(&[&[1]])),
        ]
    );
    let second: Vec<_> = found[1].iter().map(|reference| reference.target.clone()).collect();
    assert_eq!(second, [within(&[&[0]]), within(&[&[2]]), within(&[&[2, 0]]), clauses_from_to(1, 1)]);
}

/// What is said around some clauses, and where it leads.
fn around(clauses: usize, preamble: &[&str], trailing: &[&str], wording: Wording) -> Vec<(String, Target)> {
    let clauses: Vec<Clause> = (0..clauses).map(|_| clause("乙は、守る。")).collect();
    let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let (preamble, clauses, trailing) = (own(preamble), subjects(&clauses), own(trailing));
    let texts = Texts { preamble: &preamble, clauses: &clauses, trailing: &trailing };
    references(texts, wording).into_iter().map(|found| (found.text, found.target)).collect()
}

#[test]
fn what_stands_around_the_clauses_refers_to_them() {
    let found = around(
        5,
        &["第２項及び次項を除き、次に掲げる各号と本項による。"],
        &["第６項及び前項、前各項並びに第１項から第３項までは、施行の日から適用する。"],
        Wording::Paragraphs,
    );
    let expected = [
        ("第２項", clauses_from_to(2, 2)),
        ("次項", clauses_from_to(1, 1)),
        ("次に掲げる", Target::Outside),
        ("各号", Target::Outside),
        ("本項", Target::Outside),
        ("第６項", Target::Nothing),
        ("前項", clauses_from_to(5, 5)),
        ("前各項", clauses_from_to(1, 5)),
        ("第１項から第３項まで", clauses_from_to(1, 3)),
    ];
    assert_eq!(found, expected.map(|(text, target)| (text.to_owned(), target)));
}

#[test]
fn paragraphs_around_the_clauses_that_are_counted_are_meant_first() {
    let trailing = [
        "附則",
        "１　この特記事項は、公布の日から施行する。",
        "２　前項の規定にかかわらず、第３項及び第１項による。",
    ];
    let found = around(5, &[], &trailing, Wording::Paragraphs);
    let led: Vec<_> = found.iter().map(|(text, target)| (text.as_str(), target.clone())).collect();
    assert_eq!(
        led,
        [("前項", Target::Outside), ("第３項", clauses_from_to(3, 3)), ("第１項", Target::Outside)]
    );
    // 第３条の規定は… is no article of its own; 第１条　… is one.
    let trailing = [
        "第１条　この特記事項は、公布の日から施行する。",
        "第２条（経過措置）第３条の規定は、前条及び前項による。",
        "第４条の規定は、適用しない。",
    ];
    let found = around(5, &[], &trailing, Wording::Articles);
    let led: Vec<_> = found.into_iter().map(|(_, target)| target).collect();
    let (own, of) = (Target::Outside, clauses_from_to);
    assert_eq!(led, [own.clone(), own.clone(), of(3, 3), own.clone(), own, of(4, 4)]);
}

#[test]
fn captions_headings_and_notes_refer_too() {
    let mut set: Vec<Clause> = (0..3).map(|_| clause("乙は、守る。")).collect();
    set[2].caption = Some("前条の例外".into());
    set[2].divisions = vec!["第１章　第１条の補則".into()];
    set[2].note = Some("※ 第４条があるときに置く。".into());
    set[2].items = vec![ClauseItem { note: Some("※ 本条".into()), ..item("２", "守る。", vec![]) }];
    let found = references(only(&subjects(&set)), Wording::Articles);
    let told: Vec<_> = found.into_iter().map(|found| (found.spot, found.text, found.target)).collect();
    assert_eq!(
        told,
        [
            (Spot::Division(2, 0), "第１条".into(), clauses_from_to(1, 1)),
            (Spot::Caption(2), "前条".into(), clauses_from_to(2, 2)),
            (Spot::Note(2, vec![]), "第４条".into(), Target::Nothing),
            (Spot::Note(2, vec![0]), "本条".into(), clauses_from_to(3, 3)),
        ]
    );
}
