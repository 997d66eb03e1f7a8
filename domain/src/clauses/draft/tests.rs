use super::*;
use crate::clauses::reader::read;

fn drafted(text: &str) -> Draft {
    draft(&read(text))
}

#[test]
fn branches_and_gaps_are_numbered_anew_and_references_follow() {
    let text = "特記事項\n\
        第１条（基本）　乙は、守る。\n\
        第１条の２（秘密）　乙は、前条を守る。\n\
        第３条（返還）　乙は、第１条の２に従い返還する。\n\
        第５条（損害）　乙は、第３条の損害を償う。";
    let draft = drafted(text);
    let numbers: Vec<_> = draft.clauses.iter().map(|clause| clause.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let told: Vec<_> =
        draft.renumbered.iter().map(|one| (one.line, one.before.to_string(), one.after)).collect();
    assert_eq!(told, [(3, "1の2".into(), 2), (5, "5".into(), 4)]);
    assert_eq!(draft.clauses[1].body, "乙は、前条を守る。");
    assert_eq!(draft.clauses[2].body, "乙は、第２条に従い返還する。");
    assert_eq!(draft.clauses[3].body, "乙は、第３条の損害を償う。");
    let mends: Vec<_> = draft.mends.iter().map(|mend| (mend.before.as_str(), mend.after.as_str())).collect();
    assert_eq!(mends, [("第１条の２", "第２条")]);
    assert_eq!(draft.numbering, Numbering::Article);
    assert!(draft.decisions.is_empty() && draft.faults.is_empty(), "{draft:?}");
}

#[test]
fn what_dangled_already_is_not_asked_about_twice() {
    let draft = drafted("特記事項\n１　乙は、第９項を守る。\n３　乙は、守る。");
    assert_eq!(draft.renumbered.len(), 1);
    assert!(draft.decisions.is_empty(), "{:?}", draft.decisions);
    assert_eq!(draft.clauses[0].body, "乙は、第９項を守る。");
}

#[test]
fn what_the_register_cannot_hold_is_told_by_line() {
    let long = "あ".repeat(10_001);
    let draft = drafted(&format!("特記事項\n１　乙は、守る。\n\n２　乙は、{long}。"));
    let told: Vec<_> = draft.faults.iter().map(|fault| (fault.code, fault.place.clone())).collect();
    assert_eq!(told, [("text-too-long", Place::Line(4))]);
    assert!(draft.faults[0].message.starts_with("4行目の条項（番号2）："), "{:?}", draft.faults);
    assert_eq!(drafted("").faults[0].code, "no-clauses");
    assert_eq!(drafted("ただの文です。").faults[0].code, "no-clauses");
}

#[test]
fn headings_over_clauses_and_the_number_of_a_first_paragraph_are_kept() {
    let draft = drafted(
        "特記事項\n第１章　総則\n第１条　１　乙は、守る。\n２　乙は、記録する。\n第２章　雑則\n第２条　乙は、返す。",
    );
    assert_eq!(draft.clauses[0].divisions, ["第１章　総則"]);
    assert_eq!((draft.clauses[0].paragraph.as_str(), draft.clauses[0].body.as_str()), ("１", "乙は、守る。"));
    assert_eq!(draft.clauses[1].divisions, ["第２章　雑則"]);
}
