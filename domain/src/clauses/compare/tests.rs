use proptest::prelude::*;

use super::*;
use crate::{Id, clauses::EditionState};

fn id<T>(number: u128) -> Id<T> {
    Id::new(uuid::Uuid::from_u128(number))
}

fn edition(clauses: &[(&str, &str)]) -> Edition {
    let clauses = (1..).zip(clauses).map(|(number, (caption, body))| Clause {
        id: None,
        origin: None,
        number,
        caption: (!caption.is_empty()).then(|| (*caption).to_owned()),
        body: (*body).to_owned(),
        note: None,
        items: Vec::new(),
        duties: Vec::new(),
        dismissed: Vec::new(),
        divisions: Vec::new(),
        paragraph: String::new(),
    });
    Edition {
        id: id(1),
        number: 1,
        state: EditionState::Published,
        valid_from: None,
        valid_to: None,
        numbering: crate::clauses::Numbering::Plain,
        captions: crate::clauses::CaptionPlace::Above,
        preamble: Vec::new(),
        clauses: clauses.collect(),
        trailing: Vec::new(),
    }
}

/// An edition whose clauses have ids from a number on.
fn with_ids(clauses: &[(&str, &str)], first: u128) -> Edition {
    let mut edition = edition(clauses);
    for (clause, number) in edition.clauses.iter_mut().zip(first..) {
        clause.id = Some(id(number));
    }
    edition
}

fn plain(earlier: &Edition, later: &Edition) -> Compared {
    compare(earlier, later, (Wording::Paragraphs, Wording::Paragraphs))
}

fn told(marks: &Marks) -> String {
    let tell = |mark: &Mark| match mark {
        Mark::Same(_, text) => text.clone(),
        Mark::Gone(text) => format!("[-{text}]"),
        Mark::New(text) => format!("[+{text}]"),
    };
    marks.0.iter().map(tell).collect()
}

const OLD: [(&str, &str); 4] = [
    ("秘密の保持", "乙は、業務に関して知り得た秘密を他に漏らしてはならない。"),
    ("複写の禁止", "乙は、個人情報を複写し、又は複製してはならない。"),
    ("監査", "甲は、乙の作業の場所を立ち入り調査することができる。"),
    ("公表", "甲は、乙が第１項から第３項までに違反し、又は前項を拒んだときは、公表する。"),
];

#[test]
fn a_clause_put_between_changes_only_what_it_changes() {
    let mut new = OLD.to_vec();
    new.insert(1, ("教育", "乙は、従事者に対し、個人情報の取扱いについて教育を行う。"));
    new[4].1 = "甲は、乙が第１項から第４項までに違反し、又は第４項を拒んだときは、公表することができる。";
    let compared = plain(&edition(&OLD), &edition(&new));
    let changes: Vec<_> =
        compared.clauses.iter().map(|clause| (clause.change, clause.old, clause.new)).collect();
    assert_eq!(
        changes,
        [
            (Change::Same, Some(1), Some(1)),
            (Change::Added, None, Some(2)),
            (Change::Same, Some(2), Some(3)),
            (Change::Same, Some(3), Some(4)),
            (Change::Changed, Some(4), Some(5)),
        ]
    );
    assert_eq!(compared.moved(), 0);
    // The references lead where they led.
    assert_eq!(
        told(&compared.clauses[4].body),
        "甲は、乙が第１項から第４項までに違反し、又は第４項を拒んだときは、公表[-する][+することができる]。"
    );
}

#[test]
fn a_reference_that_leads_elsewhere_is_marked() {
    let mut new = OLD.to_vec();
    new[3].1 = "甲は、乙が第１項から第２項までに違反し、又は前項を拒んだときは、公表する。";
    let compared = plain(&edition(&OLD), &edition(&new));
    assert_eq!(compared.clauses[3].change, Change::Changed);
    assert!(told(&compared.clauses[3].body).contains("[-第１項から第３項まで][+第１項から第２項まで]"));
}

#[test]
fn removed_moved_and_renamed_clauses_are_told_apart() {
    let new = [OLD[2], OLD[0], ("公表等", OLD[3].1)];
    let compared = plain(&edition(&OLD), &edition(&new));
    let changes: Vec<_> =
        compared.clauses.iter().map(|clause| (clause.change, clause.moved, clause.old)).collect();
    assert_eq!(compared.count(Change::Removed), 1);
    assert_eq!(compared.moved(), 1);
    assert!(changes.contains(&(Change::Removed, false, Some(2))), "{changes:?}");
    let last = compared.clauses.last().unwrap();
    assert_eq!((last.change, last.new), (Change::Changed, Some(3)));
    assert_eq!(told(&last.caption), "[-公表][+公表等]");
}

#[test]
fn a_clause_that_was_renamed_and_rewritten_is_told_by_what_it_goes_back_to() {
    let old = with_ids(&OLD[..3], 1);
    let mut new = OLD[..3].to_vec();
    new[0] = ("守秘", "受託者は、業務の上で触れたことを、よそで話さない。");
    new.swap(0, 1);
    assert_eq!(plain(&old, &edition(&new)).count(Change::Removed), 1, "nothing tells them");
    // Its copies' copies go back to the same clause.
    for first in [11, 21] {
        let mut later = with_ids(&new, first);
        later.clauses.iter_mut().zip([2, 1, 3]).for_each(|(clause, origin)| clause.origin = Some(id(origin)));
        let compared = plain(&old, &later);
        let changes: Vec<_> = compared.clauses.iter().map(|clause| (clause.change, clause.old)).collect();
        assert_eq!(changes, [(Change::Same, Some(2)), (Change::Changed, Some(1)), (Change::Same, Some(3))]);
        assert_eq!(told(&compared.clauses[1].caption), "[-秘密の保持][+守秘]");
    }
    // Both may be copies of what went before.
    let (mut one, mut other) = (with_ids(&OLD[..3], 31), with_ids(&new, 41));
    one.clauses[0].origin = Some(id(99));
    other.clauses[1].origin = Some(id(99));
    assert_eq!(plain(&one, &other).count(Change::Removed), 0);
}

#[test]
fn references_around_the_clauses_are_compared_by_what_they_lead_to() {
    let (mut old, mut new) = (edition(&OLD), edition(&[OLD[1], OLD[0], OLD[2], OLD[3]]));
    old.trailing = vec!["第１項及び第３項は、施行の日から適用する。".into()];
    new.trailing = vec!["第２項及び第３項は、施行の日から適用する。".into()];
    let compared = plain(&old, &new);
    assert!(compared.trailing[0].is_same(), "{:?}", compared.trailing);
    new.trailing = vec!["第１項及び第３項は、施行の日から適用する。".into()];
    assert_eq!(
        told(&plain(&old, &new).trailing[0]),
        "[-第１項][+第１項]及び第３項は、施行の日から適用する。"
    );
}

#[test]
fn items_are_compared_one_by_one() {
    let item = |label: &str, text: &str| ClauseItem {
        id: None,
        label: label.into(),
        text: text.into(),
        note: None,
        items: Vec::new(),
    };
    let (mut old, mut new) = (edition(&OLD), edition(&OLD));
    old.clauses[0].items = vec![item("(1)", "氏名を漏らすこと。"), item("(2)", "住所を漏らすこと。")];
    new.clauses[0].items = vec![item("(1)", "電話番号の記録を渡すこと。"), item("(2)", "氏名を漏らすこと。")];
    let compared = plain(&old, &new);
    let items: Vec<_> =
        compared.clauses[0].items.iter().map(|item| (told(&item.label), told(&item.text))).collect();
    assert_eq!(items.len(), 3);
    assert_eq!(items[1], ("([-1][+2])".to_owned(), "氏名を漏らすこと。".to_owned()));
    assert_eq!(compared.clauses[0].change, Change::Changed);
}

fn sets() -> impl Strategy<Value = Edition> {
    let body = "[乙は第１２項、前次漏らす守る。\u{100000}]{0,24}";
    prop::collection::vec(("[秘密監査]{0,3}", body), 0..8).prop_map(|drawn| {
        let drawn: Vec<(&str, &str)> = drawn.iter().map(|(caption, body)| (&**caption, &**body)).collect();
        edition(&drawn)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn nothing_differs_from_itself(set in sets()) {
        let compared = plain(&set, &set);
        prop_assert!(compared.is_same(), "{:?}", compared);
        prop_assert_eq!(compared.clauses.len(), set.clauses.len());
    }

    #[test]
    fn both_editions_can_be_rebuilt(earlier in sets(), later in sets()) {
        let compared = plain(&earlier, &later);
        for (edition, early) in [(&earlier, true), (&later, false)] {
            for clause in &edition.clauses {
                let number = Some(clause.number);
                let found = compared.clauses.iter().find(|found| if early { found.old == number } else { found.new == number });
                let text: String = found.unwrap().body.0.iter().map(|mark| match mark {
                    Mark::Same(old, new) => if early { old.clone() } else { new.clone() },
                    Mark::Gone(text) => if early { text.clone() } else { String::new() },
                    Mark::New(text) => if early { String::new() } else { text.clone() },
                }).collect();
                prop_assert_eq!(&text, &clause.body);
            }
        }
    }
}
